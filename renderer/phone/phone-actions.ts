import type { CaseView } from '../../contract/cases.ts';
import type { Actor } from '../../domain/access/roles.ts';
import type { PageAction } from '../cases/case-page/action-catalogue.ts';
import type { ActionForm } from '../cases/case-page/forms/action-form.ts';
import { doingOf } from '../cases/case-page/forms/action-forms.ts';
import { groupOffered, type OfferedHere, type StoodInTheWay } from '../cases/case-page/offered.ts';
import { usefulOffers } from '../cases/case-page/useful-offers.ts';
import { agreementForms } from './agreement-form.ts';
import { sessionForm } from './session-form.ts';

/**
 * What a mediator does on the way; the rest (corrections, papers, closing the dossier) is done at a desk. Whether it may be
 * done now is never decided here but by the workflow table (LOG-6).
 */
export const phoneActions = [
  'case.signed_in',
  'case.returned',
  'mediation.started',
  'mediation.session_held',
  'agreement.reached_written',
  'agreement.reached_oral',
  'agreement.signed',
  'mediation.extended',
  'mediation.failed',
  'mediation.terminated',
  'performance.recorded',
  'follow_up.recorded',
  'case.closed',
  'consent.recorded',
  'case.noted',
  'investigation.recorded',
  'police.reported',
] as const satisfies readonly PageAction[];

export type PhoneAction = (typeof phoneActions)[number];

export function isPhoneAction(what: string): what is PhoneAction {
  return (phoneActions as readonly string[]).includes(what);
}

/** Words of the phone where a desk says it shorter. */
const labels: Partial<Readonly<Record<PageAction, string>>> = {
  'case.noted': '走访记录',
  'consent.recorded': '登记意愿',
};

export function phoneLabel(action: PageAction, label: string): string {
  return labels[action] ?? label;
}

/** What is filled in before it is done; null for what is done at once, and for signatures. */
export function phoneForm(action: PhoneAction): ActionForm | null {
  switch (action) {
    case 'mediation.session_held':
      return sessionForm;
    case 'agreement.reached_written':
    case 'agreement.reached_oral':
      return agreementForms[action];
    default: {
      const doing = doingOf(action);
      return doing.kind === 'form' ? doing.form : null;
    }
  }
}

/** Photos of the place belong to what was seen there. */
export function takesPhotos(action: PhoneAction): boolean {
  return action === 'case.noted' || action === 'investigation.recorded';
}

export interface PhoneOffers {
  readonly steps: readonly OfferedHere[];
  readonly asides: readonly OfferedHere[];
  readonly blocked: readonly StoodInTheWay[];
}

/** What may be done on the phone now, and what stands in the way of the rest. */
export function phoneOffers(view: CaseView, actor: Actor): PhoneOffers {
  const useful = usefulOffers(view, actor).filter(({ action }) => isPhoneAction(action));
  const { steps, asides, blocked, police } = groupOffered(useful);
  return { steps, asides: police ? [...asides, police] : asides, blocked };
}
