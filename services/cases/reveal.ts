import type { RevealedField } from '../../contract/cases.ts';
import { ServiceError } from '../../contract/errors.ts';
import { personalFields } from '../../domain/access/masked-parties.ts';
import { partiesOf } from '../../domain/cases/state.ts';
import { seenCase } from '../access/seen-case.ts';
import type { Caller, Dependencies } from '../dependencies.ts';
import { maskedCase } from './masking.ts';

interface RevealInput {
  readonly caseId: string;
  readonly partyId: string | null;
  readonly path: string | null;
  readonly reason: string;
}

/**
 * What is masked of the people of a case, in full. Who asked for which field and why is in the access log before it is
 * told: like an export it is refused where its note cannot be written.
 * @throws ServiceError NOT_FOUND where nothing of it is masked for this reader, or the store's own for a failing note.
 */
export async function revealMasked(
  { store, environment }: Dependencies,
  caller: Caller,
  { caseId, partyId, path, reason }: RevealInput,
): Promise<readonly RevealedField[]> {
  return store.write(async ({ cases, sessions }) => {
    const found = await seenCase({ cases }, caller, 'cases.reveal', caseId);
    const asked = maskedCase(found.state, caller).masked.filter(
      (field) => (partyId === null || field.partyId === partyId) && (path === null || field.path === path),
    );
    if (asked.length === 0) throw new ServiceError('NOT_FOUND', { detail: '这里没有隐去的内容，请刷新页面。' });
    const revealed = asked.map((field) => {
      const party = partiesOf(found.state).find(({ id }) => id === field.partyId);
      const there = party && personalFields(party).find((each) => each.path === field.path);
      return { ...field, value: there?.value ?? '' };
    });
    const fields = asked.map((field) => `${field.partyId}/${field.path}`);
    const subject = JSON.stringify({ caseId, fields });
    await sessions.noteAccess({ at: environment.now(), staffId: caller.staffId, kind: 'reveal', subject, reason });
    return revealed;
  });
}
