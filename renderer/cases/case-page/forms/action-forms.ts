import type { PageAction } from '../action-catalogue.ts';
import type { ActionForm } from './action-form.ts';
import { asideForms } from './aside-forms.ts';
import { citizenForms } from './citizen-form.ts';
import { confirmationForms } from './confirmation-forms.ts';
import { errandForms } from './errand-forms.ts';
import { handoverForms } from './handover-forms.ts';
import { intakeForms } from './intake-forms.ts';
import { mediationForms } from './mediation-forms.ts';
import { resultForms } from './result-forms.ts';
import { roomForms } from './room-forms.ts';

const forms = {
  ...intakeForms,
  ...mediationForms,
  ...resultForms,
  ...asideForms,
  ...handoverForms,
  ...confirmationForms,
  ...errandForms,
  ...citizenForms,
  ...roomForms,
};

/** How an action is done on the page: at once, by a form made of data, by one of its own, or on another page. */
export type Doing =
  | { readonly kind: 'at_once' }
  | { readonly kind: 'form'; readonly form: ActionForm }
  | { readonly kind: 'session' | 'marks' }
  | { readonly kind: 'page'; readonly path: (caseId: string, draftId?: string) => string };

const agreementEditor = (form: string): Doing => ({
  kind: 'page',
  path: (caseId, draftId) =>
    `/cases/${caseId}/agreement?form=${form}${draftId === undefined ? '' : `&draft=${draftId}`}`,
});

const own: Partial<Readonly<Record<PageAction, Doing>>> = {
  // Nothing to fill in: the log says who and when.
  'case.signed_in': { kind: 'at_once' },
  'case.corrected': { kind: 'page', path: (caseId) => `/cases/${caseId}/correct` },
  'mediation.session_held': { kind: 'session' },
  'agreement.reached_written': agreementEditor('written'),
  'agreement.reached_oral': agreementEditor('oral'),
  'agreement.revised': agreementEditor('revised'),
  'agreement.signed': { kind: 'marks' },
};

export function doingOf(action: PageAction): Doing {
  const doing = own[action];
  if (doing) return doing;
  const form = forms[action];
  if (!form) throw new RangeError(`no form for ${action}`);
  return { kind: 'form', form };
}
