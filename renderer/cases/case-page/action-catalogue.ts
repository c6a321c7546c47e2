import type { CaseActionType } from '../../../domain/cases/actions.ts';

/** How an action stands on the case page. What may be done is never decided here but by `view.offered` (LOG-6). */
export interface ActionEntry {
  /**
   * Alt + this letter, or the whole combination. Two actions that one state offers never share a key; the hand thinks of
   * the Chinese sound.
   */
  readonly letter: string;
  /** `step` moves the case on, `aside` may be done along the way; the report to the police has a place of its own. */
  readonly place: 'step' | 'aside' | 'police';
  /** What the form will ask for, where people forget it. */
  readonly note?: string;
}

/** Actions of the page, in the order of the work. Papers have a place and keys of their own (fitting-papers.ts). */
export const actionCatalogue = {
  'case.accepted': { letter: 'S', place: 'step' },
  'case.refused': { letter: 'B', place: 'step', note: '要写理由' },
  'case.triaged': { letter: 'L', place: 'step' },
  'case.assigned': { letter: 'J', place: 'step' },
  'case.signed_in': { letter: 'Q', place: 'step' },
  'mediation.started': { letter: 'K', place: 'step' },
  'mediation.session_held': { letter: 'X', place: 'step' },
  'agreement.reached_written': { letter: 'W', place: 'step' },
  'agreement.reached_oral': { letter: 'K', place: 'step' },
  'agreement.signed': { letter: 'M', place: 'step' },
  'agreement.revised': { letter: 'X', place: 'step', note: '签名作废' },
  'agreement.mark_withdrawn': { letter: 'C', place: 'step' },
  'performance.recorded': { letter: 'L', place: 'step' },
  'follow_up.recorded': { letter: 'H', place: 'step' },
  'mediation.extended': { letter: 'Q', place: 'step', note: '要双方同意' },
  'case.returned': { letter: 'T', place: 'step', note: '要写理由' },
  'case.transferred': { letter: 'C', place: 'step' },
  'mediation.failed': { letter: 'B', place: 'step', note: '要告知其他途径' },
  'mediation.terminated': { letter: 'Z', place: 'step', note: '要告知其他途径' },
  'case.closed': { letter: 'J', place: 'step' },
  'case.archived': { letter: 'G', place: 'step' },
  'dossier.noted': { letter: 'X', place: 'aside' },
  'case.reopened': { letter: 'R', place: 'step' },
  'case.evaluated': { letter: 'K', place: 'step' },
  'handover.accepted': { letter: 'E', place: 'step' },
  'handover.refused': { letter: 'F', place: 'step', note: '要写理由' },
  'handover.returned': { letter: 'M', place: 'step', note: '要写办理情况' },
  'handover.offered': { letter: 'R', place: 'step', note: '要告知当事人' },
  'handover.withdrawn': { letter: 'H', place: 'step', note: '要写理由' },
  'confirmation.applied': { letter: 'S', place: 'step', note: '要各方共同' },
  'confirmation.filed': { letter: 'T', place: 'step' },
  'confirmation.accepted': { letter: 'F', place: 'step' },
  'confirmation.ruled': { letter: 'C', place: 'step' },
  'confirmation.asked_to_correct': { letter: 'Z', place: 'step' },
  'confirmation.corrected': { letter: 'B', place: 'step' },
  'confirmation.withdrawn': { letter: 'W', place: 'step', note: '要写理由' },
  'errand.asked': { letter: 'F7', place: 'aside', note: '补正 联动 吹哨 移送 催办' },
  'errand.received': { letter: 'Shift+F7', place: 'aside' },
  'errand.answered': { letter: ',', place: 'aside' },
  'errand.judged': { letter: ';', place: 'aside' },
  'errand.summed_up': { letter: '/', place: 'aside' },
  'errand.withdrawn': { letter: 'Shift+F9', place: 'aside', note: '要写理由' },
  'room.opened': { letter: 'L', place: 'step', note: '要双方同意' },
  'investigation.recorded': { letter: 'S', place: 'aside' },
  'consent.recorded': { letter: 'Y', place: 'aside' },
  'case.corrected': { letter: 'G', place: 'aside' },
  'case.noted': { letter: 'N', place: 'aside' },
  'case.linked': { letter: 'V', place: 'aside' },
  'case.flagged': { letter: 'A', place: 'aside' },
  'case.unflagged': { letter: 'U', place: 'aside' },
  'citizen.answered': { letter: '8', place: 'aside', note: '群众在网页上看到' },
  'case.reviewed': { letter: 'D', place: 'aside' },
  'police.reported': { letter: 'P', place: 'police', note: '第二十五条' },
} as const satisfies Partial<Record<CaseActionType, ActionEntry>>;

export type PageAction = keyof typeof actionCatalogue;

const entries: Readonly<Record<PageAction, ActionEntry>> = actionCatalogue;

export const pageActions = Object.keys(actionCatalogue) as readonly PageAction[];

export function isPageAction(type: CaseActionType): type is PageAction {
  return Object.hasOwn(actionCatalogue, type);
}

export function actionEntry(type: PageAction): ActionEntry {
  return entries[type];
}

export function actionCombo(type: PageAction): string {
  const { letter } = entries[type];
  return letter.length === 1 ? `Alt+${letter}` : letter;
}
