import type { Action } from '../log/action.ts';
import type { CaseAction, CaseActionPayloads, CaseActionType } from './actions.ts';
import { applyEffect } from './effects.ts';
import { effectiveDate, nextStatus } from './next-status.ts';
import type { CaseState } from './state.ts';
import { caseStatus } from './status.ts';
import { workflowRow } from './workflow.ts';

type StoredCaseAction = Action<unknown>;

function born(action: StoredCaseAction): CaseState {
  const { header } = action;
  const payload = action.payload as CaseActionPayloads['case.registered'] | null;
  return {
    id: header.streamId,
    revision: 1,
    status: 'registered',
    caseNumber: payload?.caseNumber ?? '',
    queryCode: payload?.queryCode ?? '',
    receivedOn: payload?.receivedOn ?? '',
    registration: payload?.registration ?? null,
    registeredBy: header.actorId,
    route: null,
    mediatorIds: [],
    chosenByParties: false,
    instants: { registeredAt: header.deviceTime },
    extendedDays: 0,
    sessions: [],
    agreement: null,
    performance: [],
    followUps: [],
    flags: [],
    ending: null,
    closeReason: null,
    transferredTo: null,
    policeReports: [],
    linkedCaseIds: [],
    evaluation: null,
    documents: [],
    reviews: [],
    updatedAt: header.deviceTime,
  };
}

/**
 * Folds one action into the case (LOG-4). It never refuses: a fact that does not fit the state is kept and marked for
 * review, a decision that does not fit changes nothing but the revision, an erased payload changes what its type
 * alone tells.
 */
export function reduceCase(state: CaseState | null, action: StoredCaseAction): CaseState {
  if (state === null) return born(action);
  const { header } = action;
  const type = header.type as CaseActionType;
  const advanced: CaseState = { ...state, revision: state.revision + 1, updatedAt: header.deviceTime };
  const row = workflowRow(type);
  if (!row.from.includes(state.status)) {
    const why = `案件当时是「${caseStatus(state.status).name}」，与「${row.label}」不符`;
    const reviewed = { ...advanced, reviews: [...advanced.reviews, { actionId: header.id, type, why }] };
    return row.kind === 'decision' || action.payload === null
      ? reviewed
      : applyEffect(reviewed, asCaseAction(action), header);
  }
  const changed = action.payload === null ? advanced : applyEffect(advanced, asCaseAction(action), header);
  const status = nextStatus(row.to, changed);
  return withEffectiveDate({ ...changed, status });
}

function asCaseAction(action: StoredCaseAction): CaseAction {
  return { type: action.header.type, payload: action.payload } as CaseAction;
}

/** The effective date is computed, never typed: it follows from the marks (人民调解法 29) or the day (人民调解法 30). */
function withEffectiveDate(state: CaseState): CaseState {
  if (!state.agreement) return state;
  const effectiveOn = effectiveDate(state);
  if (effectiveOn === state.agreement.effectiveOn) return state;
  return { ...state, agreement: { ...state.agreement, effectiveOn } };
}

export function foldCase(actions: Iterable<StoredCaseAction>): CaseState | null {
  let state: CaseState | null = null;
  for (const action of actions) state = reduceCase(state, action);
  return state;
}
