import { documentProblem } from '../../../domain/cases/dossier.ts';
import { currentPaper } from '../../../domain/cases/outdated-papers.ts';
import { type CaseState, type IssuedDocument, partiesOf } from '../../../domain/cases/state.ts';
import { chineseCount } from '../../../domain/documents/chinese-count.ts';
import { type FormKind, formDefinitions } from '../../../domain/documents/form.ts';

/** A paper that the case has or may have now. */
export interface Paper {
  /** Names one paper of the case: form and what of the case it shows. */
  readonly key: string;
  readonly form: FormKind;
  readonly subject: number;
  readonly title: string;
  /** The newest issue that shows the case as it is; null where it is to be issued (again). */
  readonly issued: IssuedDocument | null;
}

function paper(state: CaseState, form: FormKind, subject: number): Paper | null {
  if (documentProblem(state, form, subject) !== null) return null;
  const issued = currentPaper(state, form, subject);
  const which = form === 'mediation-record' && state.sessions.length > 1 ? `（第${chineseCount(subject + 1)}次）` : '';
  const title = issued?.title ?? `${formDefinitions[form].title}${which}`;
  return { key: `${form}/${subject}`, form, subject, title, issued };
}

/** The papers that the case as it is can have, in the order of the dossier. */
export function papersOf(state: CaseState): readonly Paper[] {
  const { sessions, agreement } = state;
  return [
    paper(state, 'slip', 0),
    paper(state, 'acceptance-register', 0),
    ...sessions.map((_session, index) => paper(state, 'mediation-record', index)),
    paper(state, 'agreement', agreement?.version ?? 0),
    paper(state, 'oral-agreement-register', agreement?.version ?? 0),
  ].filter((each) => each !== null);
}

/** Earlier issues whose text has been replaced since; they stay in the dossier and may be printed again. */
export function earlierPapers(state: CaseState): readonly IssuedDocument[] {
  const current = new Set(papersOf(state).flatMap((each) => each.issued?.id ?? []));
  return state.documents.filter((document) => !current.has(document.id));
}

/**
 * What F8 prints: the newest paper that the dossier needs and that is not yet printed; when all are, the newest again.
 * The slip comes first while nothing else can be made, and is no paper of the dossier afterwards.
 */
export function fittingPaper(state: CaseState): Paper | null {
  const papers = papersOf(state);
  const dossier = papers.filter((each) => each.form !== 'slip');
  if (dossier.length === 0) return papers[0] ?? null;
  return dossier.findLast((each) => !wasPrinted(each)) ?? dossier.at(-1) ?? null;
}

export function wasPrinted({ issued }: Paper): boolean {
  return issued !== null && issued.printedAt.length > 0;
}

/** Issuing it takes the committee's next number, which is never given out again: said before it is done. */
export function takesNumber({ form, issued }: Paper): boolean {
  return form === 'agreement' && issued === null;
}

/** One for each party, one for the committee, one for the court where confirmation is wanted (人民调解法 29). */
export function copiesOf(state: CaseState, form: FormKind): number {
  if (form !== 'agreement') return 1;
  return partiesOf(state).length + 1 + (state.agreement?.text.judicialConfirmation ? 1 : 0);
}
