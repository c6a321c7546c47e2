import type { CaseActionType } from './actions.ts';
import { type CaseState, type IssuedDocument, partiesOf } from './state.ts';

type ShowsNoMore = (document: IssuedDocument, before: CaseState, after: CaseState) => boolean;

const namesOf = (state: CaseState): string =>
  partiesOf(state)
    .map(({ role, name }) => `${role} ${name}`)
    .join('\n');

/** Actions after which an issued paper no longer says what the case says. */
const rules: Partial<Record<CaseActionType, ShowsNoMore>> = {
  // The register prints nearly all of the registration; records and slips print who the parties are.
  'case.corrected': ({ form }, before, after) =>
    form === 'acceptance-register' ||
    ((form === 'mediation-record' || form === 'slip') && namesOf(before) !== namesOf(after)),
  // The last record says which other ways were told (人民调解法 26).
  'mediation.failed': ({ form, subject }, before) =>
    form === 'mediation-record' && subject === before.sessions.length - 1,
  'agreement.revised': ({ form }) => form === 'agreement',
  'case.reopened': ({ form }) =>
    form === 'agreement' || form === 'oral-agreement-register' || form === 'closing-report',
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
