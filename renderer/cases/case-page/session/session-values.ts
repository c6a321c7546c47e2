import * as z from 'zod';
import type { CaseView } from '../../../../contract/cases.ts';
import { partiesOf } from '../../../../domain/cases/state.ts';
import { partiesText } from '../../../../domain/cases/title.ts';
import { toChinaDate, toChinaTime } from '../../../../domain/deadlines/china-time.ts';
import type { StoredForm } from '../../../drafts/use-form-draft.ts';
import { instantOf } from '../forms/action-form.ts';

export interface HelperValues {
  /** Tells the rows of the form apart; it is not sent. */
  readonly id: string;
  readonly name: string;
  readonly identity: string;
  readonly consented: boolean;
}

/** The record of a session as it is typed: nothing is lost to a conversion. */
export interface SessionValues {
  readonly heldOn: string | null;
  readonly startTime: string;
  readonly endTime: string;
  readonly place: string;
  readonly presentPartyIds: readonly string[];
  readonly mediatorIds: readonly string[];
  readonly recorderId: string | null;
  readonly helpers: readonly HelperValues[];
  readonly openSession: 'open' | 'closed';
  readonly rightsTold: boolean;
  readonly record: string;
  readonly result: string;
}

interface SessionFacts {
  readonly view: CaseView;
  readonly staffId: string;
  /** The center's clock when the form was opened, in ms; null where it is suspect (LOG-10). */
  readonly openedAt: number | null;
  /** The name of the center: where people meet unless they say otherwise. */
  readonly centerName: string;
}

/** When this session began, as far as the log can tell: the start of the mediation, where that was today. */
function likelyStart({ state }: CaseView, openedAt: number): string {
  const { mediationStartedAt } = state.instants;
  const first = state.sessions.length === 0 && mediationStartedAt !== undefined && mediationStartedAt <= openedAt;
  const today = first && toChinaDate(mediationStartedAt) === toChinaDate(openedAt);
  return toChinaTime(today ? mediationStartedAt : openedAt);
}

/** What is known before a word is typed. That the rights were told is for a person to say, each time (人民调解法 23, 24). */
export function newSession({ view, staffId, openedAt, centerName }: SessionFacts): SessionValues {
  const { state } = view;
  const last = state.sessions.at(-1);
  return {
    heldOn: openedAt === null ? null : toChinaDate(openedAt),
    startTime: openedAt === null ? '' : likelyStart(view, openedAt),
    endTime: openedAt === null ? '' : toChinaTime(openedAt),
    place: last?.place ?? centerName,
    presentPartyIds: partiesOf(state)
      .filter((party) => party.willingness !== 'refused')
      .map(({ id }) => id),
    mediatorIds: state.mediatorIds,
    recorderId: last?.recorderId ?? staffId,
    helpers: [],
    openSession: last?.openSession === false ? 'closed' : 'open',
    rightsTold: false,
    record: '',
    result: '',
  };
}

/** The payload of `mediation.session_held`, not yet checked. */
export function sessionPayload(values: SessionValues): unknown {
  const { heldOn, startTime, endTime, helpers, openSession } = values;
  return {
    heldOn,
    startedAt: instantOf(heldOn, startTime),
    endedAt: instantOf(heldOn, endTime),
    place: values.place,
    presentPartyIds: values.presentPartyIds,
    mediatorIds: values.mediatorIds,
    recorderId: values.recorderId,
    helpers: helpers.filter(isWritten).map(({ name, identity, consented }) => ({ name, identity, consented })),
    openSession: openSession === 'open',
    rightsTold: values.rightsTold,
    record: values.record,
    result: values.result,
  };
}

export function isWritten({ name, identity }: HelperValues): boolean {
  return `${name}${identity}`.trim() !== '';
}

/** Fields that show a message about another name of the payload. */
export const sessionFieldOf = { startedAt: 'startTime', endedAt: 'endTime' } as const;

/** A person's own words are there: worth keeping. */
export function isBegun(values: SessionValues): boolean {
  return [values.record, values.result].some((text) => text.trim() !== '') || values.helpers.some(isWritten);
}

const text = z.string().catch('');
const storedSession = z.object({
  actionId: z.uuid(),
  values: z.object({
    heldOn: z.string().nullable().catch(null),
    startTime: text,
    endTime: text,
    place: text,
    presentPartyIds: z.array(z.string()).catch([]),
    mediatorIds: z.array(z.string()).catch([]),
    recorderId: z.string().nullable().catch(null),
    helpers: z
      .array(z.object({ id: z.string(), name: text, identity: text, consented: z.boolean().catch(false) }))
      .catch([]),
    openSession: z.enum(['open', 'closed']).catch('open'),
    rightsTold: z.boolean().catch(false),
    record: text,
    result: text,
  }),
});

/** A stored draft as a form; null where it is none. */
export function readSessionDraft(stored: unknown): StoredForm<SessionValues> | null {
  const parsed = storedSession.safeParse(stored);
  return parsed.success ? parsed.data : null;
}

/** How lists call the draft, and what it still needs. */
export function draftWords(
  view: CaseView,
  values: SessionValues,
): { readonly label: string; readonly missing: string } {
  const names = partiesText(partiesOf(view.state));
  const needed: readonly (readonly [string, boolean])[] = [
    ['权利义务告知', values.rightsTold],
    ['调解记录', values.record.trim() !== ''],
    ['调解结果', values.result.trim() !== ''],
  ];
  return {
    label: `${names || view.state.caseNumber} 调解记录`.slice(0, 200),
    missing: needed
      .filter(([, there]) => !there)
      .map(([what]) => what)
      .join('、'),
  };
}
