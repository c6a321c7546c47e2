import type { Action, ActionHeader } from '../log/action.ts';
import { CASE_SCHEMA_VERSION, type CaseAction, type CaseActionPayloads } from './actions.ts';
import { confirmationProblem } from './confirmation.ts';
import { applyEffect } from './effects.ts';
import { centerOf, handoverFits, penOf, withLapsedOffer } from './handover.ts';
import { effectiveDate, nextStatus } from './next-status.ts';
import { withOutdatedPapers } from './outdated-papers.ts';
import type { CaseState } from './state.ts';
import { caseStatus } from './status.ts';
import { caseWorkflow, type WorkflowRow } from './workflow.ts';

type StoredCaseAction = Action<unknown>;

function born(action: StoredCaseAction): CaseState {
  const { header } = action;
  const payload = isKnownCaseAction(header) ? (action.payload as CaseActionPayloads['case.registered'] | null) : null;
  return {
    id: header.streamId,
    revision: 1,
    besides: 0,
    bornAt: header.stationId,
    handover: null,
    status: 'registered',
    caseNumber: payload?.caseNumber ?? '',
    queryCode: payload?.queryCode ?? '',
    receivedOn: payload?.receivedOn ?? '',
    registration: payload?.registration ?? null,
    registeredBy: header.actorId,
    route: null,
    mediatorIds: [],
    chosenByParties: false,
    assignedBy: null,
    instants: { registeredAt: header.deviceTime },
    extendedDays: 0,
    extensions: 0,
    sessions: [],
    investigations: [],
    rooms: [],
    sessionsBefore: 0,
    agreement: null,
    lastAgreementVersion: 0,
    confirmation: null,
    performance: [],
    followUps: [],
    flags: [],
    restriction: null,
    ending: null,
    closeReason: null,
    transferredTo: null,
    policeReports: [],
    linkedCaseIds: [],
    errands: [],
    jointSummaries: [],
    evaluation: null,
    archive: null,
    dossierNote: null,
    documents: [],
    files: [],
    signingFiles: [],
    reviews: [],
    citizenWords: [],
    erased: action.payload === null,
    updatedAt: header.deviceTime,
  };
}

/**
 * Folds one action into the case (LOG-4). It never refuses: a fact that does not fit the state is kept and marked for
 * review, a decision that does not fit changes nothing but the revision (LOG-9), and so does a type, or a newer form of
 * one, that this version does not know (SYNC-13). Once a payload was erased (LOG-8) the state is known only in part:
 * then every action counts as fitting, as it did when it was written; otherwise a case that was closed and erased would
 * come back as open work.
 */
export function reduceCase(state: CaseState | null, action: StoredCaseAction): CaseState {
  if (state === null) return born(action);
  const { header, payload } = action;
  const row = rowsByAction.get(header.type);
  if (!row || !isKnownCaseAction(header)) return { ...state, revision: state.revision + 1 };
  const isBeside = besides(state, action, row);
  const revision = isBeside ? state.revision : state.revision + 1;
  const erased = state.erased || payload === null;
  const turn = payload === null || erased ? null : confirmationProblem(state, asCaseAction(action));
  const answers = payload === null || handoverFits(state, asCaseAction(action), header);
  const fits = answers && turn === null && (row.from.includes(state.status) || (erased && row.from.length > 0));
  if (!fits && row.kind === 'decision') return { ...state, revision };
  const advanced: CaseState = {
    ...state,
    ...(isBeside ? { besides: state.besides + 1 } : {}),
    revision,
    erased,
    updatedAt: header.deviceTime,
  };
  const changed =
    payload === null
      ? advanced
      : withOutdatedPapers(state, applyEffect(advanced, asCaseAction(action), header), row.action);
  const moved = fits ? withLapsedOffer({ ...changed, status: nextStatus(row.to, changed) }) : changed;
  const isAnothers = isBeside && row.hand === 'pen';
  if (fits && !isAnothers) return withEffectiveDate(moved);
  const isInState = row.from.includes(state.status);
  const misfit =
    isInState && turn !== null ? turn : `案件当时是「${caseStatus(state.status).name}」，与「${row.label}」不符`;
  const why = fits ? `案件当时不归${centerOf(state, header.stationId)?.name ?? '这个中心'}办理，请核对` : misfit;
  return withEffectiveDate({
    ...moved,
    reviews: [...moved.reviews, { actionId: header.id, type: row.action, actorId: header.actorId, why }],
  });
}

/**
 * Whether the action stands beside the work of who has the pen: a fact of another station, or the refusal of an offer. It
 * must not make their decisions stale, who may be offline for weeks (SYNC-6).
 */
function besides(state: CaseState, { header }: StoredCaseAction, row: WorkflowRow): boolean {
  // What citizens say changes nothing that a desk decided, also while the city itself has the pen.
  if (row.hand === 'citizen') return true;
  if (header.stationId === penOf(state)) return false;
  return row.kind === 'fact' || row.action === 'handover.refused';
}

const rowsByAction = new Map<string, WorkflowRow>(caseWorkflow.map((row) => [row.action, row]));

/** What a newer type, or a newer form of a type, says nobody here can read: it is held until an update understands it. */
export function isKnownCaseAction({ type, schemaVersion }: Pick<ActionHeader, 'type' | 'schemaVersion'>): boolean {
  return schemaVersion <= CASE_SCHEMA_VERSION && rowsByAction.has(type);
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
