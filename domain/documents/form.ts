import { acceptanceRegisterForm } from './acceptance-register.ts';
import { agreementForm } from './agreement.ts';
import { applicationForm } from './application.ts';
import { backCoverForm } from './back-cover.ts';
import { closingReportForm } from './closing-report.ts';
import { confirmationApplicationForm } from './confirmation-application.ts';
import { deliveryAddressForm } from './delivery-address.ts';
import { dossierContentsForm } from './dossier-contents.ts';
import { dossierCoverForm } from './dossier-cover.ts';
import { dossierNoteForm } from './dossier-note.ts';
import { evidenceListForm } from './evidence-list.ts';
import { pageNumbersForm, photoSheetForm, sampleMarkForm, standInSheetForm } from './file-sheets.ts';
import { followUpRecordForm } from './follow-up-record.ts';
import type { FormDefinition } from './form-definition.ts';
import { investigationRecordForm } from './investigation-record.ts';
import { mandateForm } from './mandate.ts';
import { mediationProofForm } from './mediation-proof.ts';
import { mediationRecordForm } from './mediation-record.ts';
import { oralAgreementRegisterForm } from './oral-agreement-register.ts';
import { partyIdentityForm } from './party-identity.ts';
import { posterForm } from './poster.ts';
import { privacyNoticeForm } from './privacy-notice.ts';
import { receiptForm } from './receipt.ts';
import { referralLetterForm, referralReceiptForm, referralReplyForm } from './referral.ts';
import { rightsNoticeForm } from './rights-notice.ts';
import { slipForm } from './slip.ts';
import { terminationNoticeForm } from './termination-notice.ts';

/** Every form that a case can be issued, by its kind: the name that it has in the log. */
const forms = {
  slip: slipForm,
  application: applicationForm,
  'acceptance-register': acceptanceRegisterForm,
  'rights-notice': rightsNoticeForm,
  'privacy-notice': privacyNoticeForm,
  'party-identity': partyIdentityForm,
  'delivery-address': deliveryAddressForm,
  mandate: mandateForm,
  'investigation-record': investigationRecordForm,
  'evidence-list': evidenceListForm,
  'mediation-record': mediationRecordForm,
  'termination-notice': terminationNoticeForm,
  agreement: agreementForm,
  'oral-agreement-register': oralAgreementRegisterForm,
  receipt: receiptForm,
  'follow-up-record': followUpRecordForm,
  'mediation-proof': mediationProofForm,
  'confirmation-application': confirmationApplicationForm,
  'referral-letter': referralLetterForm,
  'referral-receipt': referralReceiptForm,
  'referral-reply': referralReplyForm,
  'closing-report': closingReportForm,
  'dossier-note': dossierNoteForm,
};

/** Sheets that are made when a dossier is bound, from what is in it; nobody issues them one by one. */
const sheets = {
  'dossier-cover': dossierCoverForm,
  'dossier-contents': dossierContentsForm,
  'back-cover': backCoverForm,
  'photo-sheet': photoSheetForm,
  'stand-in-sheet': standInSheetForm,
  'page-numbers': pageNumbersForm,
  'sample-mark': sampleMarkForm,
};

/** What hangs on a wall: of no case, and in no dossier. */
const notices = { poster: posterForm };

export type FormKind = keyof typeof forms;
export const formKinds = Object.keys(forms) as [FormKind, ...FormKind[]];

/** Whatever has a template: the forms, the sheets of a bound dossier, and notices. */
export type PrintKind = FormKind | keyof typeof sheets | keyof typeof notices;
export const printKinds = [...formKinds, ...Object.keys(sheets), ...Object.keys(notices)] as [
  PrintKind,
  ...PrintKind[],
];

type Printed = typeof forms & typeof sheets & typeof notices;

/** The facts that a form of this kind is printed from; dates as `YYYY-MM-DD`, amounts in fen. */
export type FormInput<K extends PrintKind> = Parameters<Printed[K]['present']>[0];

export const formDefinitions: { readonly [K in PrintKind]: FormDefinition<FormInput<K>> } = {
  ...forms,
  ...sheets,
  ...notices,
};
