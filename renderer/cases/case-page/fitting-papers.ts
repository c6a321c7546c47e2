import { handedIn, isNeeded } from '../../../domain/cases/dossier.ts';
import { currentPaper } from '../../../domain/cases/outdated-papers.ts';
import { paperTitle, possiblePapers } from '../../../domain/cases/papers.ts';
import { type AttachedFile, type CaseState, type IssuedDocument, partiesOf } from '../../../domain/cases/state.ts';
import type { FormKind } from '../../../domain/documents/form.ts';

/** A paper that the case has or may have now. */
export interface Paper {
  /** Names one paper of the case: form and what of the case it shows. */
  readonly key: string;
  readonly form: FormKind;
  readonly subject: number;
  readonly title: string;
  /** The dossier, or the next step of the case, needs it (人民调解法 27). */
  readonly needed: boolean;
  /** Scans of the signed paper that were attached. */
  readonly scans: readonly AttachedFile[];
  /** The newest issue that shows the case as it is; null where it is to be issued (again). */
  readonly issued: IssuedDocument | null;
}

/** The papers that the case as it is can have, in the order of the dossier. */
export function papersOf(state: CaseState): readonly Paper[] {
  return possiblePapers(state).map(({ form, subject }) => {
    const issued = currentPaper(state, form, subject);
    const title = issued?.title ?? paperTitle(state, { form, subject });
    const needed = isNeeded(state, { form, subject });
    const scans = handedIn(state, { form, subject });
    return { key: `${form}/${subject}`, form, subject, title, needed, scans, issued };
  });
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
  const needed = papers.filter((each) => each.needed);
  if (needed.length === 0) return papers[0] ?? null;
  return needed.findLast((each) => !wasPrinted(each) && each.scans.length === 0) ?? needed.at(-1) ?? null;
}

export function wasPrinted({ issued }: Paper): boolean {
  return issued !== null && issued.printedAt.length > 0;
}

/** Issuing it takes the committee's next number, which is never given out again: said before it is done. */
export function takesNumber({ form, issued }: Pick<Paper, 'form' | 'issued'>): boolean {
  return form === 'agreement' && issued === null;
}

/** One for each party, one for the committee, one for the court where confirmation is wanted (人民调解法 29). */
export function copiesOf(state: CaseState, form: FormKind): number {
  if (form !== 'agreement') return 1;
  return partiesOf(state).length + 1 + (state.agreement?.text.judicialConfirmation ? 1 : 0);
}
