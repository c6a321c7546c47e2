import type { Directory, PlaceLevel } from './divisions.ts';
import { type Entry, type EntryKind, entryKinds, entrySchemas, entrySheets, type SheetColumn } from './entries.ts';

/** A row as it stands in the file; cells are trimmed, and empty ones are left out. */
export interface FileRow {
  /** As the table program counts, from 1 for the headings. */
  readonly number: number;
  readonly cells: Readonly<Record<string, string>>;
}

export interface FileSheet {
  readonly title: string;
  readonly headings: readonly string[];
  readonly rows: readonly FileRow[];
}

export type RowOutcome = 'new' | 'changed' | 'same' | 'refused';

/** What an import would do with one row. */
export interface PlannedRow {
  readonly sheet: string;
  readonly number: number;
  readonly outcome: RowOutcome;
  /** Why it is refused, one for each thing that is wrong; empty else. */
  readonly reasons: readonly string[];
  /** Null where the row is refused. */
  readonly entry: Entry | null;
}

export interface ImportPlan {
  readonly rows: readonly PlannedRow[];
  /** What is wrong with whole sheets. */
  readonly problems: readonly string[];
}

/** What is in force already. */
export interface KnownDirectory {
  readonly divisions: Pick<Directory, 'find'>;
  /** The kept entry as canonical text; null where there is none. */
  kept(kind: EntryKind, code: string): string | null;
  /** The same text of an entry that comes in. */
  textOf(entry: Entry): string;
}

/** The cells of a row by the fields of its sheet; what is empty is an empty text. */
export function fieldsOf(columns: readonly SheetColumn[], { cells }: FileRow): Readonly<Record<string, string>> {
  return Object.fromEntries(columns.map(({ field, heading }) => [field, cells[heading] ?? '']));
}

/** What is wrong with the headings of a sheet; null where all that must be there are. */
export function headingProblem(columns: readonly SheetColumn[], { title, headings }: FileSheet): string | null {
  const missing = columns.filter(({ heading, required }) => required && !headings.includes(heading));
  if (missing.length > 0) return `「${title}」缺少列：${missing.map(({ heading }) => heading).join('、')}`;
  const unknown = headings.filter((heading) => heading !== '' && !columns.some((column) => column.heading === heading));
  return unknown.length > 0 ? `「${title}」有不认识的列：${unknown.join('、')}` : null;
}

/**
 * What an import of these sheets would do, row by row: rows are looked at alone, for doubles, and for what they refer to in
 * the file or in what is kept. Nothing is left out silently.
 */
export function planImport(sheets: readonly FileSheet[], known: KnownDirectory): ImportPlan {
  const problems: string[] = [];
  const read: { kind: EntryKind; sheet: string; number: number; entry: Entry | null; reasons: string[] }[] = [];
  for (const sheet of sheets) {
    const kind = entryKinds.find((each) => entrySheets[each].title === sheet.title);
    if (kind === undefined) {
      problems.push(
        `不认识工作表「${sheet.title}」，可用的有：${entryKinds.map((each) => entrySheets[each].title).join('、')}`,
      );
      continue;
    }
    const { columns } = entrySheets[kind];
    const wrong = headingProblem(columns, sheet);
    if (wrong !== null) {
      problems.push(wrong);
      continue;
    }
    for (const row of sheet.rows) {
      const parsed = entrySchemas[kind].safeParse(fieldsOf(columns, row));
      const reasons = parsed.success ? [] : [...new Set(parsed.error.issues.map(({ message }) => message))];
      const entry = parsed.success ? ({ kind, body: parsed.data } as Entry) : null;
      read.push({ kind, sheet: sheet.title, number: row.number, entry, reasons });
    }
  }

  const firsts = new Map<string, number>();
  for (const row of read) {
    if (row.entry === null) continue;
    const key = keyOf(row.kind, row.entry.body.code);
    const first = firsts.get(key);
    if (first === undefined) firsts.set(key, row.number);
    else row.reasons.push(`编码与第 ${first} 行重复：${row.entry.body.code}`);
  }
  const inFile = new Set(
    read.filter(({ reasons }) => reasons.length === 0).map(({ kind, entry }) => keyOf(kind, entry?.body.code ?? '')),
  );
  const isKnown = (kind: EntryKind, code: string): boolean =>
    inFile.has(keyOf(kind, code)) || known.kept(kind, code) !== null;

  const rows = read.map(({ kind, sheet, number, entry, reasons }): PlannedRow => {
    const all = [...reasons, ...(entry ? referenceProblems(entry, known.divisions, isKnown) : [])];
    if (entry === null || all.length > 0) return { sheet, number, outcome: 'refused', reasons: all, entry: null };
    const kept = known.kept(kind, entry.body.code);
    const outcome = kept === null ? 'new' : kept === known.textOf(entry) ? 'same' : 'changed';
    return { sheet, number, outcome, reasons: [], entry };
  });
  return { rows, problems };
}

const keyOf = (kind: EntryKind, code: string): string => `${kind} ${code}`;

const levelOfAccount: Readonly<Record<string, PlaceLevel | null>> = {
  市: null,
  区县: 'area',
  街道: 'street',
  社区: 'village',
};
const levelWords: Readonly<Record<PlaceLevel, string>> = { area: '区县', street: '街道', village: '社区' };

/** What a row names that is not there, or of another level than it says. */
function referenceProblems(
  { kind, body }: Entry,
  divisions: Pick<Directory, 'find'>,
  isKnown: (kind: EntryKind, code: string) => boolean,
): string[] {
  const found: string[] = [];
  const level = (placeCode: string): PlaceLevel | null => divisions.find(placeCode)?.level ?? null;
  const requireLevel = (wanted: PlaceLevel | null, says: string): void => {
    if (wanted === null) {
      if (body.placeCode !== '') found.push(`${says}不用写区划编码`);
      return;
    }
    if (body.placeCode === '') found.push(`${says}要写${levelWords[wanted]}的区划编码`);
    else if (level(body.placeCode) === null) found.push(`没有 ${body.placeCode} 这个区划编码`);
    else if (level(body.placeCode) !== wanted) found.push(`${body.placeCode} 不是${levelWords[wanted]}`);
  };
  switch (kind) {
    case 'grid':
      requireLevel('village', '网格');
      if (!body.code.startsWith(body.placeCode)) found.push('网格编码的前 12 位要与社区一致');
      break;
    case 'unit':
      requireLevel(body.level === '市级' ? null : 'area', `${body.level}单位`);
      break;
    case 'committee':
      if (level(body.placeCode) === null) found.push(`没有 ${body.placeCode} 这个区划编码`);
      break;
    case 'mediator':
      if (level(body.placeCode) === null && !isKnown('grid', body.placeCode))
        found.push(`没有 ${body.placeCode} 这个区划或者网格编码`);
      if (!isKnown('committee', body.committeeCode)) found.push(`没有 ${body.committeeCode} 这个调委会`);
      break;
    case 'account':
      requireLevel(levelOfAccount[body.level] ?? null, `${body.level}级账号`);
      if (body.unitCode !== '' && !isKnown('unit', body.unitCode)) found.push(`没有 ${body.unitCode} 这个单位`);
      break;
  }
  return found;
}
