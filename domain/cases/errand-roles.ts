import { type Actor, holdsAny, roleName } from '../access/roles.ts';
import { type ErrandAnswerer, type ErrandAsker, type ErrandKind, errandKind, errandKinds } from '../errands/kinds.ts';
import { type Errand, type ErrandActionType, errandStage } from './errands.ts';
import { penOf } from './handover.ts';
import type { CaseState } from './state.ts';

interface Relation {
  readonly name: string;
  readonly holds: (state: CaseState, actor: Actor) => boolean;
}

/** At the center that has the pen; where nobody says which center, it is that one. */
const here = (state: CaseState, { stationId }: Actor): boolean => stationId === undefined || stationId === penOf(state);

const isMine = ({ mediatorIds }: CaseState, { staffId }: Actor): boolean => mediatorIds.includes(staffId);

/** Who is meant by each of the askers of domain/errands/kinds.ts. */
const askers: Readonly<Record<ErrandAsker, Relation>> = {
  desk: { name: '受理员', holds: (state, actor) => here(state, actor) && holdsAny(actor, ['clerk', 'manager']) },
  mediator: {
    name: '承办调解员',
    holds: (state, actor) =>
      here(state, actor) && holdsAny(actor, ['mediator']) && (state.mediatorIds.length === 0 || isMine(state, actor)),
  },
  manager: { name: roleName('manager'), holds: (state, actor) => here(state, actor) && holdsAny(actor, ['manager']) },
  head: { name: roleName('head'), holds: (state, actor) => here(state, actor) && holdsAny(actor, ['head']) },
  assigned: {
    name: '交办人',
    holds: (state, actor) => here(state, actor) && state.assignedBy !== null && state.assignedBy === actor.staffId,
  },
  given: {
    name: '移交来的中心',
    holds: ({ handover }, actor) =>
      holdsAny(actor, ['clerk', 'manager', 'head']) &&
      (handover?.path ?? []).slice(0, -1).some(({ stationId }) => stationId === actor.stationId),
  },
};

/** Who is meant by each of the answerers: the mediator who has the case, the desk while none has it (谁受理谁反馈). */
const answerers: Readonly<Record<ErrandAnswerer, Relation>> = {
  handler: {
    name: '承办人',
    holds: (state, actor) =>
      here(state, actor) &&
      (state.mediatorIds.length > 0 ? isMine(state, actor) : holdsAny(actor, ['clerk', 'mediator', 'manager'])),
  },
  desk: { name: '受理员', holds: (state, actor) => here(state, actor) && holdsAny(actor, ['clerk', 'manager']) },
  helper: { name: roleName('department_handler'), holds: (_state, actor) => holdsAny(actor, ['department_handler']) },
};

const names = (list: readonly Relation[]): string => [...new Set(list.map(({ name }) => name))].join('、');

/** Null where this actor may begin an errand of this kind, else who may. */
export function askerProblem(state: CaseState, actor: Actor, kind: ErrandKind): string | null {
  const allowed = kind.askedBy.map((asker) => askers[asker]);
  return allowed.some(({ holds }) => holds(state, actor)) ? null : `「${kind.name}」由${names(allowed)}提出`;
}

/** Null where this actor may write the answer down, else who may. */
export function answererProblem(state: CaseState, actor: Actor, errand: Pick<Errand, 'kind'>): string | null {
  const kind = errandKind(errand.kind);
  const allowed = kind.answeredBy.map((answerer) => answerers[answerer]);
  return allowed.some(({ holds }) => holds(state, actor)) ? null : `「${kind.name}」由${names(allowed)}反馈`;
}

/** Kinds that this actor may begin in the case as it is; what the applicant is to bring, only before acceptance. */
export function errandKindsFor(state: CaseState, actor: Actor): readonly ErrandKind[] {
  return errandKinds.filter(
    (kind) => errandStateProblem(state, kind) === null && askerProblem(state, actor, kind) === null,
  );
}

/** Why an errand of this kind does not fit the case as it is, or null. */
export function errandStateProblem(state: CaseState, kind: ErrandKind): string | null {
  return kind.group === 'applicant' && state.status !== 'registered' ? '案件已经受理，不用再让当事人补正' : null;
}

/** Who asked judges the answer; the manager and the head at the same center may, too, while that person is away. */
export function mayJudge(errand: Errand, actor: Actor): boolean {
  if (errand.askedBy === actor.staffId) return true;
  const sameCenter = actor.stationId === undefined || actor.stationId === errand.askedStation;
  return sameCenter && holdsAny(actor, ['manager', 'head']);
}

/** The step of an errand that waits for this actor; null where others are waited for, or where it is over. */
export function errandStep(state: CaseState, actor: Actor, errand: Errand): ErrandActionType | null {
  const stage = errandStage(errand);
  if (stage === null) return null;
  if (stage === 'judgement') return mayJudge(errand, actor) ? 'errand.judged' : null;
  if (answererProblem(state, actor, errand) !== null) return null;
  return stage === 'receipt' ? 'errand.received' : 'errand.answered';
}
