import type { FormKind } from '../documents/form.ts';
import type { CaseActionType } from './actions.ts';
import { type CaseState, evidenceOf, type IssuedDocument, partiesOf } from './state.ts';

type ShowsNoMore = (document: IssuedDocument, before: CaseState, after: CaseState) => boolean;

const namesOf = (state: CaseState): string =>
  partiesOf(state)
    .map(({ role, name }) => `${role} ${name}`)
    .join('\n');

/** What the papers that print a party's block say of the parties; willingness and privacy are on none of them. */
const partiesText = (state: CaseState): string =>
  JSON.stringify(partiesOf(state).map(({ willingness: _, privacy: __, ...printed }) => printed));

/** Nearly all of the registration is printed on these. */
const ofRegistration: readonly FormKind[] = ['acceptance-register', 'application'];
/** These print the blocks of the parties, with agents and numbers. */
const ofParties: readonly FormKind[] = ['party-identity', 'privacy-notice', 'mandate', 'delivery-address'];
/** These print who the parties are. */
const ofNames: readonly FormKind[] = ['mediation-record', 'slip', 'rights-notice'];
/** A reopened case counts its agreements, performances and visits anew. */
const ofOneRound: readonly FormKind[] = [
  'agreement',
  'oral-agreement-register',
  'termination-notice',
  'receipt',
  'follow-up-record',
  'closing-report',
  'mediation-proof',
  'confirmation-application',
];

const evidenceText = (state: CaseState): string =>
  evidenceOf(state)
    .map(({ fileId }) => fileId)
    .join();
const evidenceChanged: ShowsNoMore = ({ form }, before, after) =>
  form === 'evidence-list' && evidenceText(before) !== evidenceText(after);

/** Actions after which an issued paper no longer says what the case says. */
const rules: Partial<Record<CaseActionType, ShowsNoMore>> = {
  'case.corrected': ({ form }, before, after) =>
    ofRegistration.includes(form) ||
    (ofParties.includes(form) && partiesText(before) !== partiesText(after)) ||
    (ofNames.includes(form) && namesOf(before) !== namesOf(after)),
  // The last record says which other ways were told (人民调解法 26).
  'mediation.failed': ({ form, subject }, before) =>
    form === 'mediation-record' && subject === before.sessions.length - 1,
  'agreement.revised': ({ form }) => form === 'agreement',
  'case.reopened': ({ form }) => ofOneRound.includes(form),
  'file.attached': evidenceChanged,
  'file.removed': evidenceChanged,
  // Another court, other agents; the proof names the court.
  'confirmation.applied': ({ form }) => form === 'confirmation-application' || form === 'mediation-proof',
  'dossier.noted': ({ form }) => form === 'dossier-note',
};

/**
 * Marks the issued papers that no longer show the case as it is. They stay in the dossier and may be printed again, but
 * a new one is to be issued before the case is archived (人民调解法 27).
 */
export function withOutdatedPapers(before: CaseState, after: CaseState, type: CaseActionType): CaseState {
  const showsNoMore = rules[type];
  if (!showsNoMore || after.documents.length === 0) return after;
  const documents = after.documents.map((document) =>
    document.outdated || !showsNoMore(document, before, after) ? document : { ...document, outdated: true },
  );
  return { ...after, documents };
}

/** The newest issue of a paper that still shows the case as it is; null where it is to be issued (again). */
export function currentPaper(
  { documents }: Pick<CaseState, 'documents'>,
  form: IssuedDocument['form'],
  subject: number,
): IssuedDocument | null {
  return documents.findLast((each) => each.form === form && each.subject === subject && !each.outdated) ?? null;
}
