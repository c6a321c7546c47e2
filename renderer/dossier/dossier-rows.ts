import type { DossierView, DossierViewEntry, DossierViewPart, IssuablePaper } from '../../contract/dossier.ts';

/** A line of the list that can be chosen; the preview shows what it is about. */
export type DossierRow =
  /** Something that is bound. */
  | { readonly kind: 'part'; readonly key: string; readonly part: DossierViewPart }
  /** A paper that can be made now; `needed` where the dossier lacks it. */
  | {
      readonly kind: 'issue';
      readonly key: string;
      readonly paper: IssuablePaper;
      readonly needed: boolean;
      readonly advice: string;
    }
  /** Something that a person must write or bring first. */
  | { readonly kind: 'want'; readonly key: string; readonly title: string; readonly advice: string }
  /** A place with nothing in it that must be there; `possible` papers may be issued all the same. */
  | { readonly kind: 'empty'; readonly key: string; readonly why: EmptyPlace; readonly possible: number };

/** 按需: such things are filed where there are any. `not_needed`: this case has come to no such paper. */
export type EmptyPlace = 'as_needed' | 'not_needed' | 'made_when_bound';

export interface DossierGroup {
  readonly entry: DossierViewEntry;
  readonly rows: readonly DossierRow[];
}

function issueRow(paper: IssuablePaper, needed: boolean, advice: string): DossierRow {
  return { kind: 'issue', key: `issue/${paper.form}/${paper.subject}`, paper, needed, advice };
}

function emptyPlace({ state, need }: DossierViewEntry): EmptyPlace {
  if (state === 'made_when_bound') return 'made_when_bound';
  return need === 'as_needed' ? 'as_needed' : 'not_needed';
}

function rowsOf(entry: DossierViewEntry, withPossible: boolean): readonly DossierRow[] {
  const rows: readonly DossierRow[] = [
    ...entry.parts.map((part): DossierRow => ({ kind: 'part', key: `${part.kind}/${part.id}`, part })),
    ...entry.lacking.map(
      ({ title, advice, paper }): DossierRow =>
        paper === null ? { kind: 'want', key: `want/${title}`, title, advice } : issueRow(paper, true, advice),
    ),
    ...(withPossible ? entry.possible.map((paper) => issueRow(paper, false, '')) : []),
  ];
  if (rows.length > 0) return rows;
  return [{ kind: 'empty', key: `empty/${entry.id}`, why: emptyPlace(entry), possible: entry.possible.length }];
}

/** The thirteen places in their order, each with its lines; with all that may be issued beside what must be, if asked. */
export function dossierGroups(
  { entries }: Pick<DossierView, 'entries'>,
  withPossible: boolean,
): readonly DossierGroup[] {
  return entries.map((entry) => ({ entry, rows: rowsOf(entry, withPossible) }));
}

/** How many papers may be issued that the dossier can do without. */
export function countPossible({ entries }: Pick<DossierView, 'entries'>): number {
  return entries.reduce((sum, { possible }) => sum + possible.length, 0);
}

/** What the dossier lacks and can be made at once, in order. */
export function papersToIssue({ entries }: Pick<DossierView, 'entries'>): readonly IssuablePaper[] {
  return entries.flatMap(({ lacking }) => lacking.flatMap(({ paper }) => paper ?? []));
}

/** How many things the dossier lacks. */
export function countLacking({ entries }: Pick<DossierView, 'entries'>): number {
  return entries.reduce((sum, { lacking }) => sum + lacking.length, 0);
}

/**
 * The row on which the list stands. What was chosen stays chosen; a paper that has just been made takes the place of the
 * line that offered it, and at first the list stands on what is missing, else on the first paper.
 */
export function selectedRow(rows: readonly DossierRow[], wanted: string | null, at: number): number {
  const found = rows.findIndex(({ key }) => key === wanted);
  if (found >= 0) return found;
  if (wanted !== null) return Math.max(0, Math.min(at, rows.length - 1));
  const missing = rows.findIndex((row) => row.kind === 'want' || (row.kind === 'issue' && row.needed));
  return missing >= 0
    ? missing
    : Math.max(
        0,
        rows.findIndex(({ kind }) => kind === 'part'),
      );
}

/** 3, or 3—7. */
export function pagesText({ firstPage, lastPage }: DossierViewPart): string {
  return firstPage === lastPage ? String(firstPage) : `${firstPage}—${lastPage}`;
}
