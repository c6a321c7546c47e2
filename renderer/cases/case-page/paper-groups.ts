import { paperShortTitle } from '../../../domain/cases/papers.ts';
import type { CaseState, IssuedDocument } from '../../../domain/cases/state.ts';
import { type Paper, papersOf, wasPrinted } from './fitting-papers.ts';

/** The papers of a case as the clerk asks for them: what is missing, what is there, what else could be made. */
export interface PaperGroups {
  /** Needed, and neither issued nor handed in as a scan. */
  readonly missing: readonly Paper[];
  /** Issued, or handed in: needed ones and others, in the order of the dossier. */
  readonly there: readonly Paper[];
  /** Can be made where somebody wants it (按需). */
  readonly possible: readonly Paper[];
}

export function groupPapers(papers: readonly Paper[]): PaperGroups {
  const isThere = ({ issued, scans }: Paper): boolean => issued !== null || scans.length > 0;
  const absent = papers.filter((each) => !isThere(each));
  return {
    missing: absent.filter(({ needed }) => needed),
    there: papers.filter(isThere),
    possible: absent.filter(({ needed }) => !needed),
  };
}

/** 缺 2 份, 2 份没打印, 齐了: how the papers that must be there stand, in few words; null where none must be there yet. */
export function paperSummary(papers: readonly Paper[]): { readonly text: string; readonly complete: boolean } | null {
  const { missing, there } = groupPapers(papers);
  const needed = there.filter((each) => each.needed);
  if (missing.length > 0) return { text: `必须的还缺 ${missing.length} 份`, complete: false };
  if (needed.length === 0) return null;
  const waiting = needed.filter((each) => !wasPrinted(each) && each.scans.length === 0).length;
  return waiting > 0
    ? { text: `必须的都有，${waiting} 份还没打印`, complete: false }
    : { text: '必须的都有', complete: true };
}

const NAMED_AT_MOST = 3;

/** 缺受理登记表、调解记录, for the head of the page; empty where nothing that must be there is missing. */
export function lackingText(state: CaseState): string {
  const titles = groupPapers(papersOf(state)).missing.map((paper) => paperShortTitle(state, paper));
  if (titles.length === 0) return '';
  const named = titles.slice(0, NAMED_AT_MOST).join('、');
  return titles.length > NAMED_AT_MOST ? `缺${named}等 ${titles.length} 份` : `缺${named}`;
}

/** What was issued before and has been replaced, newest first. */
export function newestFirst(documents: readonly IssuedDocument[]): readonly IssuedDocument[] {
  return documents.toSorted((one, other) => other.issuedAt - one.issuedAt);
}
