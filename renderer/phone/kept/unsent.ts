import * as z from 'zod';
import { type CaseAction, type CaseActionType, caseActionTypes } from '../../../domain/cases/actions.ts';
import { fileKinds } from '../../../domain/files/file.ts';
import type { ApiError } from '../../api/errors.ts';

const actionType = z.custom<CaseActionType>(
  (value) => typeof value === 'string' && (caseActionTypes as readonly string[]).includes(value),
);

/** Something that the mediator did and that the center has not answered yet (还没有发出). */
export const unsentSchema = z.object({
  /** The id of the action: sent twice it is done once. */
  id: z.uuid(),
  caseId: z.uuid(),
  /** 「张某 与 李某」, for the list. */
  caseName: z.string(),
  /** What it is, in the words of its button. */
  label: z.string(),
  /** When it was done, by the phone's clock, in ms. */
  at: z.number(),
  /** The revision of the case that the mediator saw (LOG-5). */
  baseRevision: z.int().min(1),
  work: z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('action'),
      type: actionType,
      payload: z.unknown(),
      /** The fields of the form as they were typed, so that it can be opened again. */
      values: z.record(z.string(), z.unknown()),
    }),
    z.object({
      kind: z.literal('photo'),
      photo: z.instanceof(Blob),
      name: z.string(),
      fileKind: z.enum(fileKinds.map(({ id }) => id)),
    }),
  ]),
  /** Why the center did not take it, in Chinese; null while it only waits for a line. */
  problem: z.string().nullable(),
});
export type Unsent = z.infer<typeof unsentSchema>;

/** The action of an unsent piece of work; the center judges the payload again (contract/cases.ts). */
export function actionOf({ type, payload }: Extract<Unsent['work'], { kind: 'action' }>): CaseAction {
  return { type, payload } as CaseAction;
}

/** In the order in which it was done; of the same instant, photos after the words that they belong to. */
export function inOrder(entries: readonly Unsent[]): readonly Unsent[] {
  return entries.toSorted((one, other) => one.at - other.at);
}

/**
 * What is to be sent next: the oldest of a case whose older ones are all through. What the center refused holds the later
 * ones of the same case back, for they were done after it.
 */
export function nextToSend(entries: readonly Unsent[]): Unsent | null {
  const held = new Set<string>();
  for (const entry of inOrder(entries)) {
    if (entry.problem === null && !held.has(entry.caseId)) return entry;
    held.add(entry.caseId);
  }
  return null;
}

/**
 * The rest, once one was taken. Later ones of the same case that were done on the same revision go on from the new one,
 * where nothing but the own step lies between: what others did in between is still told (LOG-5).
 */
export function afterSent(entries: readonly Unsent[], sent: Unsent, revision: number): readonly Unsent[] {
  const isOwnStep = revision === sent.baseRevision + 1;
  return entries
    .filter(({ id }) => id !== sent.id)
    .map((entry) =>
      isOwnStep && entry.caseId === sent.caseId && entry.baseRevision === sent.baseRevision
        ? { ...entry, baseRevision: revision }
        : entry,
    );
}

const waitsForLine: ReadonlySet<ApiError['code']> = new Set([
  'NO_CONNECTION',
  'STORE_BUSY',
  'NOT_SIGNED_IN',
  'PASSWORD_CHANGE_NEEDED',
  'SECOND_FACTOR_NEEDED',
  'PASSWORD_NEEDED',
]);

/** Nobody has judged it yet: it is tried again by itself. Anything else is for the person to look at. */
export function isWaiting({ code }: Pick<ApiError, 'code'>): boolean {
  return waitsForLine.has(code);
}
