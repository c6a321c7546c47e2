import { type Role, roles } from '../access/roles.ts';
import { refusalOf } from '../cases/decide.ts';
import { hasHad } from '../cases/handover.ts';
import { isKnownCaseAction } from '../cases/reducer.ts';
import type { RulesInForce } from '../cases/rules-in-force.ts';
import type { CaseState } from '../cases/state.ts';
import { workflowRow } from '../cases/workflow.ts';
import type { Action, ActionHeader } from '../log/action.ts';
import { unreadableAt } from './readable.ts';
import type { VerdictReason } from './reasons.ts';

/**
 * What the city says of an action (SYNC-3). `accepted` and `flagged` are folded; a flagged one is a fact that does not
 * fit and waits for 待核对 (LOG-9). `set_aside` and `held` are kept and folded by nobody: a held decision waits for the
 * one before it in its stream that was set aside, as one group.
 */
export const verdicts = ['accepted', 'flagged', 'set_aside', 'held'] as const;
export type VerdictKind = (typeof verdicts)[number];

export interface Verdict {
  readonly verdict: VerdictKind;
  readonly reason: VerdictReason | null;
  /** The words of the guard that refused, in Chinese; else null. */
  readonly detail: string | null;
}

/** Whether replicas fold the action (SYNC-5). */
export function isFolded(verdict: VerdictKind): boolean {
  return verdict === 'accepted' || verdict === 'flagged';
}

const accepted: Verdict = { verdict: 'accepted', reason: null, detail: null };
const setAside = (reason: VerdictReason, detail: string | null = null): Verdict => ({
  verdict: 'set_aside',
  reason,
  detail,
});
const flagged = (reason: VerdictReason, detail: string | null = null): Verdict => ({
  verdict: 'flagged',
  reason,
  detail,
});

const everyRole: readonly Role[] = roles.map(({ id }) => id);

/** What the judge knows of the stream that an action belongs to. */
export interface StreamAtCity {
  /** Actions of the stream that are folded at the city. */
  readonly revision: number;
  /** Whether the station that sends the action has the pen of the stream (SYNC-6); of a settling, whether it may settle. */
  readonly hasPen: boolean;
  /** Whether an earlier decision of this station on this stream is set aside and not settled. */
  readonly hasSetAside: boolean;
}

/**
 * Judges an action of a case against the state at the city: the guard that ran when it was written runs once more
 * (SYNC-3), under the rules of the center that wrote it. Whether the actor held the role was decided where accounts are
 * known, so roles are not asked again.
 */
export function judgeCaseAction(
  state: CaseState | null,
  action: Action<unknown>,
  stream: StreamAtCity,
  rules: RulesInForce,
): Verdict {
  const { header } = action;
  const misshapen = asUnreadable(action);
  if (misshapen) return misshapen;
  if (state === null) return beginning(header, stream);
  if (header.baseRevision === 0) return setAside('begun_twice');
  // A type that this version does not know is kept as it is: the update that knows it will fold it (SYNC-13).
  if (!isKnownCaseAction(header)) return accepted;
  const row = workflowRow(header.type as Parameters<typeof workflowRow>[0]);
  // The city alone writes down what citizens say: a center that could would rate itself.
  if (row.hand === 'citizen' && (header.stationId !== state.bornAt || header.actorId !== state.bornAt)) {
    return setAside('not_possible', `「${row.label}」由群众自己在网页上办理`);
  }
  const problem = problemOf(state, action, stream, rules);
  if (problem === null)
    return row.kind === 'decision' && stream.hasSetAside ? { ...setAside('behind'), verdict: 'held' } : accepted;
  if (row.kind === 'fact' && (stream.hasPen || !namesLostBytes(state, header))) {
    return flagged(problem.reason, problem.detail);
  }
  if (stream.hasSetAside) return { ...setAside('behind'), verdict: 'held' };
  return setAside(problem.reason, problem.detail);
}

/**
 * A payload of another shape than its type has is kept and folded by nobody, also that of a fact: refused, it would hold up
 * all that its station did after it for ever (SYNC-1).
 */
function asUnreadable(action: Action<unknown>): Verdict | null {
  const at = unreadableAt(action);
  return at === null ? null : unreadable(at);
}

/** `at` is the path of the first place that does not fit; empty where all of it does not. */
export function unreadable(at: string): Verdict {
  return setAside('unreadable', at === '' ? null : `不符的地方：${at}`);
}

/**
 * A file or paper of a center that never had the case, as one whose acceptance came too late: its bytes could not come to
 * who has the case (SYNC-8), who would wait for them for ever. It is kept, counts for nothing, and a person looks at it.
 */
function namesLostBytes(state: CaseState, { type, stationId }: ActionHeader): boolean {
  const namesBytes = type === 'file.attached' || type === 'document.issued';
  return namesBytes && state.handover !== null && !hasHad(state, stationId);
}

function beginning(header: ActionHeader, stream: StreamAtCity): Verdict {
  if (header.baseRevision === 0) return accepted;
  // Its beginning was set aside or has not come: nothing can be folded on nothing.
  return stream.hasSetAside ? { ...setAside('behind'), verdict: 'held' } : setAside('stale');
}

interface Problem {
  readonly reason: VerdictReason;
  readonly detail: string | null;
}

function problemOf(
  state: CaseState,
  { header, payload }: Action<unknown>,
  stream: StreamAtCity,
  rules: RulesInForce,
): Problem | null {
  const type = header.type as Parameters<typeof workflowRow>[0];
  const { hand } = workflowRow(type);
  if (hand === 'pen' && !stream.hasPen) return { reason: 'no_pen', detail: null };
  // Who has not the pen does not know its revisions: an answer to an offer, and what is added, are judged by themselves.
  if (stream.hasPen && header.baseRevision !== state.revision) return { reason: 'stale', detail: null };
  // An erased payload tells nothing that a guard could judge (LOG-8).
  if (payload === null || state.erased) return null;
  // A refusal that comes after its offer is gone does no harm, and there is nothing to settle about it.
  if (type === 'handover.refused' && state.handover?.offer === null) return null;
  // The city has every pen, and is named nowhere as who has it.
  const stationId = stream.hasPen ? undefined : header.stationId;
  const actor = { staffId: header.actorId, roles: everyRole, stationId };
  const refusal = refusalOf(state, actor, { type, payload }, rules);
  return refusal && { reason: 'not_possible', detail: refusal.message };
}

/** Judges an action of another stream (settings, staff, imports, erasures): its shape and its revision. */
export function judgeOtherAction(action: Action<unknown>, stream: StreamAtCity): Verdict {
  const { header } = action;
  const misshapen = asUnreadable(action);
  if (misshapen) return misshapen;
  if (header.streamKind === 'erasure') return accepted; // LOG-8: an order to erase is obeyed wherever it comes from
  // From who may settle it is never set aside: what comes out of turn changes nothing (domain/sync/settling.ts).
  if (header.streamKind === 'settling') return stream.hasPen ? accepted : setAside('no_pen');
  // Only the city itself writes these (domain/sync/city-actions.ts).
  if (header.streamKind === 'grant' || header.streamKind === 'station') return setAside('not_possible');
  if (header.baseRevision === 0 && stream.revision > 0) return setAside('begun_twice');
  if (stream.hasSetAside) return { ...setAside('behind'), verdict: 'held' };
  if (header.streamKind === 'import') return accepted; // chunks of one import bear no revision of each other
  return header.baseRevision === stream.revision ? accepted : setAside('stale');
}
