import { ServiceError } from '../../contract/errors.ts';
import type { CaseActionPayloads } from '../../domain/cases/actions.ts';
import { rateable } from '../../domain/cases/citizen.ts';
import { citizenActionSchemas } from '../../domain/cases/citizen-actions.ts';
import type { Key } from './look-up.ts';
import { appendSteps } from './offer.ts';
import { type OnCaseParts, onCase } from './on-case.ts';

type Rating = CaseActionPayloads['citizen.rated'];

export interface RatedInput extends Key {
  /** As they came: of each what is rated, how, and why. */
  readonly ratings: readonly Readonly<Record<'subject' | 'grade' | 'words', string>>[];
}

/**
 * Writes down how a citizen rates stages and result, each once in a round: what was rated before, or has not happened, is
 * left as it is, so that the same page sent twice rates once. False where there is no such case.
 * @throws ServiceError INVALID_INPUT with a field for each rating that is wrong, by its subject; `ratings` where there is none
 */
export async function rate(parts: OnCaseParts, { ratings, ...key }: RatedInput): Promise<boolean> {
  const read = readRatings(ratings);
  return onCase(parts, key, async ({ tx, feed, state, serverId }) => {
    if (state.bornAt !== serverId)
      throw new ServiceError('NOT_POSSIBLE_NOW', { detail: '这件事不是扫码提交的，请向中心当面评价。' });
    const open = rateable(state);
    const fresh = read.filter(({ subject }) => open.includes(subject));
    if (fresh.length === 0) return;
    await appendSteps(
      tx,
      parts,
      { feed, caseId: state.id, revision: state.revision },
      fresh.map((payload) => ({ type: 'citizen.rated' as const, payload })),
    );
  });
}

function readRatings(ratings: RatedInput['ratings']): readonly Rating[] {
  const fields: Record<string, string> & { ratings?: string } = {};
  const read = new Map<string, Rating>();
  for (const { subject, grade, words } of ratings) {
    const given = words.trim() === '' ? { subject, grade } : { subject, grade, words };
    const parsed = citizenActionSchemas['citizen.rated'].safeParse(given);
    if (parsed.success) read.set(subject, parsed.data);
    else fields[subject] = parsed.error.issues[0]?.message ?? '';
  }
  if (ratings.length === 0) fields.ratings = '请至少评一项';
  if (Object.keys(fields).length > 0) throw new ServiceError('INVALID_INPUT', { fields });
  return [...read.values()];
}
