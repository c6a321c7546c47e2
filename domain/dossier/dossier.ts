import { missingPapers, wantedTitle } from '../cases/dossier.ts';
import { currentPaper } from '../cases/outdated-papers.ts';
import { documentProblem, type PaperOfCase, papersInOrder, possiblePapers } from '../cases/papers.ts';
import { type AttachedFile, type CaseState, type IssuedDocument, listedFiles } from '../cases/state.ts';
import { type DossierPlace, dossierPlaces, type PlaceId, placeOfFile, placeOfForm } from './places.ts';

/** One thing that is bound: an issued paper, or a file that was attached. */
export type DossierPart =
  | { readonly kind: 'paper'; readonly place: PlaceId; readonly paper: IssuedDocument }
  | { readonly kind: 'file'; readonly place: PlaceId; readonly file: AttachedFile };

/** What a place lacks, so that the case cannot be archived (WF-24), and what to do about it. */
export interface Lacking {
  /** As people call it. */
  readonly title: string;
  readonly advice: string;
  /** The paper that can be issued at once; null where a person has to bring or write something first. */
  readonly paper: PaperOfCase | null;
}

export interface DossierEntry {
  /** 1 to 13. */
  readonly no: number;
  readonly place: DossierPlace;
  /** `made_when_bound`: nothing to do now. `not_needed`: this case has nothing that would stand here. */
  readonly state: 'present' | 'missing' | 'not_needed' | 'made_when_bound';
  readonly parts: readonly DossierPart[];
  readonly lacking: readonly Lacking[];
  /** Papers that may be issued here and are not needed. */
  readonly possible: readonly PaperOfCase[];
}

/** A kept paper that is not bound: it was replaced, its signed copy is bound, or it went home with the visitor. */
export interface LeftOut {
  readonly paper: IssuedDocument;
  readonly why: 'earlier' | 'signed' | 'visitors';
}

export interface Dossier {
  readonly entries: readonly DossierEntry[];
  /** In the order of the entries: what is bound. */
  readonly parts: readonly DossierPart[];
  /**
   * Earlier versions are kept, and go into the archive's zip beside the volume, but are not bound: a reader who turns the
   * pages must never take a replaced agreement for the one that is in force (人民调解法 29, 31).
   */
  readonly leftOut: readonly LeftOut[];
}

/** Newest issue of each paper that still shows the case as it is. */
function boundPapers(state: CaseState): readonly IssuedDocument[] {
  return state.documents.filter(
    (paper) =>
      placeOfForm[paper.form] !== null &&
      documentProblem(state, paper.form, paper.subject) === null &&
      currentPaper(state, paper.form, paper.subject)?.id === paper.id,
  );
}

/** What is bound of a paper: the copy with the marks on it where there is one (人民调解法 29), else the text. */
function asBound(paper: IssuedDocument): IssuedDocument {
  if (!paper.executed) return paper;
  const { fileHash, bytes, pages } = paper.executed;
  return { ...paper, fileHash, bytes, pages };
}

/** Papers in the order of the forms, then of what they show; files in the order in which they came. */
function partsAt(state: CaseState, place: PlaceId, bound: readonly IssuedDocument[]): readonly DossierPart[] {
  const papers = bound
    .filter(({ form }) => placeOfForm[form] === place)
    .toSorted((a, b) => papersInOrder.indexOf(a.form) - papersInOrder.indexOf(b.form) || a.subject - b.subject);
  const files = listedFiles(state).filter((file) => placeOfFile(file) === place);
  return [
    ...papers.map((paper) => ({ kind: 'paper', place, paper: asBound(paper) }) as const),
    ...files.map((file) => ({ kind: 'file', place, file }) as const),
  ];
}

/** Papers that the rules demand at a place and that are neither there nor stood in for (人民调解法 27). */
function lackingPapers(state: CaseState, place: PlaceId): readonly Lacking[] {
  return missingPapers(state)
    .filter(({ form }) => placeOfForm[form] === place)
    .map((paper) => {
      const problem = documentProblem(state, paper.form, paper.subject);
      const canIssue = problem === null;
      return {
        title: wantedTitle(state, paper),
        advice: problem ?? `可以马上出具${adviceOfPlace[place] ?? ''}`,
        paper: canIssue ? paper : null,
      };
    });
}

/** Papers that parties sign or bring: a scan of those does as well. */
const adviceOfPlace: Partial<Record<PlaceId, string>> = {
  application: '，或者把签过字的扫描后附到案件',
  notice: '，或者把签过字的扫描后附到案件',
  identity: '，或者把身份证、营业执照扫描后附到案件',
};

function stateOf(place: DossierPlace, parts: readonly DossierPart[], lacking: readonly Lacking[]) {
  if (place.id === 'back_cover') return 'made_when_bound';
  if (lacking.length > 0) return 'missing';
  return parts.length > 0 ? 'present' : 'not_needed';
}

/** The dossier of a case as data: what stands where, what it lacks, what is kept beside it (人民调解法 27). */
export function dossierOf(state: CaseState): Dossier {
  const bound = boundPapers(state);
  const possible = possiblePapers(state).filter(
    ({ form, subject }) => currentPaper(state, form, subject) === null && placeOfForm[form] !== null,
  );
  const entries = dossierPlaces.map((place, index): DossierEntry => {
    const parts = partsAt(state, place.id, bound);
    const lacking = lackingPapers(state, place.id);
    const isLacking = ({ form, subject }: PaperOfCase) =>
      lacking.some(({ paper }) => paper?.form === form && paper.subject === subject);
    return {
      no: index + 1,
      place,
      state: stateOf(place, parts, lacking),
      parts,
      lacking,
      possible: possible.filter((paper) => placeOfForm[paper.form] === place.id && !isLacking(paper)),
    };
  });
  const isBound = new Set(bound.map(({ id }) => id));
  const leftOut = state.documents
    .filter(({ id, executed }) => !isBound.has(id) || executed !== undefined)
    .map((paper): LeftOut => {
      const why = placeOfForm[paper.form] === null ? 'visitors' : isBound.has(paper.id) ? 'signed' : 'earlier';
      return { paper, why };
    });
  return { entries, parts: entries.flatMap(({ parts }) => parts), leftOut };
}

/** SHA-256 of the bytes of a part. */
export function partHash(part: DossierPart): string {
  return part.kind === 'paper' ? part.paper.fileHash : part.file.sha256;
}

/** As the contents name it: the title of a paper, the name of a file without its end. */
export function partName(part: DossierPart): string {
  return part.kind === 'paper' ? part.paper.title : part.file.name.replace(/\.[A-Za-z0-9]{1,5}$/, '');
}
