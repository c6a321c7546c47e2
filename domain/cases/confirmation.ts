import {
  type ConfirmationStage,
  type ConfirmationStep,
  confirmationSteps,
  stageRank,
  stepProblem,
} from '../confirmation/stages.ts';
import type { CaseAction, CaseActionPayloads, CaseActionType } from './actions.ts';
import type { CaseState } from './state.ts';

/** How the court's confirmation of the agreement stands, as the fold of what was written down of it. */
export interface Confirmation {
  readonly stage: ConfirmationStage;
  /** Null where it was not written down, or erased (LOG-8). */
  readonly application: CaseActionPayloads['confirmation.applied'] | null;
  readonly filing: CaseActionPayloads['confirmation.filed'] | null;
  /** What the court asked for last; `correctedOn` once it was brought. */
  readonly correction:
    | (CaseActionPayloads['confirmation.asked_to_correct'] & { readonly correctedOn: string | null })
    | null;
  readonly acceptance: CaseActionPayloads['confirmation.accepted'] | null;
  readonly ruling: CaseActionPayloads['confirmation.ruled'] | null;
  readonly withdrawal: CaseActionPayloads['confirmation.withdrawn'] | null;
}

const PREFIX = 'confirmation.';
export type ConfirmationActionType = `${typeof PREFIX}${ConfirmationStep}`;
export type ConfirmationAction = Extract<CaseAction, { readonly type: ConfirmationActionType }>;

export function isConfirmationType(type: CaseActionType): type is ConfirmationActionType {
  return type.startsWith(PREFIX);
}

export function isConfirmationAction(action: CaseAction): action is ConfirmationAction {
  return isConfirmationType(action.type);
}

export function confirmationStep(type: ConfirmationActionType): ConfirmationStep {
  return type.slice(PREFIX.length) as ConfirmationStep;
}

/** Why a step of the confirmation does not follow how it stands, or null: also for every other action. */
export function confirmationProblem(
  { confirmation }: Pick<CaseState, 'confirmation'>,
  action: CaseAction,
): string | null {
  return isConfirmationAction(action) ? stepProblem(confirmationStep(action.type), confirmation?.stage ?? null) : null;
}

const blank: Confirmation = {
  stage: 'applied',
  application: null,
  filing: null,
  correction: null,
  acceptance: null,
  ruling: null,
  withdrawal: null,
};

function written(before: Confirmation, action: ConfirmationAction): Confirmation {
  switch (action.type) {
    case 'confirmation.applied':
      return { ...blank, application: action.payload };
    case 'confirmation.filed':
      return { ...before, filing: action.payload };
    case 'confirmation.asked_to_correct':
      return { ...before, correction: { ...action.payload, correctedOn: null } };
    case 'confirmation.corrected': {
      const { correctedOn } = action.payload;
      return { ...before, correction: before.correction && { ...before.correction, correctedOn } };
    }
    case 'confirmation.accepted':
      return { ...before, acceptance: action.payload };
    case 'confirmation.ruled':
      return { ...before, ruling: action.payload };
    case 'confirmation.withdrawn':
      return { ...before, withdrawal: action.payload };
  }
}

function stageAfter(action: ConfirmationAction, { acceptance }: Confirmation): ConfirmationStage {
  if (action.type === 'confirmation.ruled') return action.payload.outcome;
  return confirmationSteps[confirmationStep(action.type)].to ?? (acceptance ? 'accepted' : 'filed');
}

/**
 * What a step of the confirmation changes. One that comes out of turn is kept where it tells something new, and never
 * takes back what is known: another application waits in the review, a ruling stands (LOG-9).
 */
export function applyConfirmation(state: CaseState, action: CaseAction): CaseState {
  if (!isConfirmationAction(action)) return state;
  const before = state.confirmation;
  const inTurn = confirmationProblem(state, action) === null;
  if (!inTurn && before !== null) {
    const isOver = stageRank(before.stage) === stageRank('confirmed');
    if (isOver || action.type === 'confirmation.applied') return state;
  }
  const after = written(before ?? blank, action);
  const to = stageAfter(action, after);
  const forward = before === null || inTurn || stageRank(to) > stageRank(before.stage);
  return { ...state, confirmation: { ...after, stage: forward ? to : before.stage } };
}

/** The step that an open confirmation waits for; null where nothing more is expected. */
export function dueConfirmationStep({ confirmation, agreement }: CaseState): ConfirmationActionType | null {
  if (agreement?.form !== 'written' || agreement.effectiveOn === null) return null;
  switch (confirmation?.stage) {
    case undefined:
      return agreement.text.judicialConfirmation ? 'confirmation.applied' : null;
    case 'applied':
      return 'confirmation.filed';
    case 'filed':
      return 'confirmation.accepted';
    case 'correcting':
      return 'confirmation.corrected';
    case 'accepted':
      return 'confirmation.ruled';
    case 'confirmed':
    case 'dismissed':
    case 'not_accepted':
    case 'withdrawn':
      return null;
  }
}
