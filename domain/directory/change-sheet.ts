import type { SheetColumn } from './entries.ts';
import { type FileRow, type FileSheet, fieldsOf, headingProblem } from './import-plan.ts';
import { type DivisionChange, type DivisionVersion, divisionChangeSchema, reorganise } from './reorganisation.ts';

/** The sheet of the yearly reorganisation. */
export const CHANGE_SHEET = '区划调整';
export const changeColumns: readonly SheetColumn[] = [
  { field: 'on', heading: '生效日期', example: '2027-01-01', required: true },
  { field: 'kind', heading: '方式', example: '拆分', required: true },
  { field: 'from', heading: '原编码', example: '410105016002', required: true },
  { field: 'to', heading: '新编码', example: '410105016901、410105016902' },
  { field: 'names', heading: '新名称', example: '鸿苑东社区居民委员会、鸿苑西社区居民委员会', required: true },
  { field: 'children', heading: '下辖编码', example: '' },
];

const kinds: Readonly<Record<string, DivisionChange['kind']>> = { 改名: 'rename', 合并: 'merge', 拆分: 'split' };
const listIn = (text = ''): string[] =>
  text
    .split(/[、,，\s]+/)
    .map((each) => each.trim())
    .filter((each) => each !== '');

export interface PlannedChange {
  readonly number: number;
  readonly reasons: readonly string[];
  /** Null where the row is refused. */
  readonly change: DivisionChange | null;
  /** The same change is kept already. */
  readonly isKept: boolean;
}

/** A row as the change that it says; its reasons where it says none. */
function changeOf(row: FileRow): { readonly change: DivisionChange | null; readonly reasons: readonly string[] } {
  const { on = '', kind: word = '', from, to, names, children = '' } = fieldsOf(changeColumns, row);
  const kind = kinds[word];
  if (kind === undefined) return { change: null, reasons: [`方式只能写${Object.keys(kinds).join('、')}`] };
  const [old, codes, called] = [listIn(from), listIn(to), listIn(names)];
  if (kind === 'split' && codes.length !== called.length)
    return { change: null, reasons: [`新编码有 ${codes.length} 个，新名称有 ${called.length} 个，要一一对应`] };
  const below = children.split(/[;；]/).map(listIn);
  const [name = ''] = called;
  const parsed = divisionChangeSchema.safeParse(
    kind === 'rename'
      ? { kind, on, code: old[0] ?? '', name }
      : kind === 'merge'
        ? { kind, on, from: old, to: { code: codes[0] ?? '', name } }
        : {
            ...{ kind, on, from: old[0] ?? '' },
            to: codes.map((code, index) => ({ code, name: called[index] ?? '', children: below[index] ?? [] })),
          },
  );
  if (parsed.success) return { change: parsed.data, reasons: [] };
  return { change: null, reasons: [...new Set(parsed.error.issues.map(({ message }) => message))] };
}

/** What the rows of the sheet would change, after the changes that are kept already. */
export function planChanges(
  sheet: FileSheet,
  base: readonly DivisionVersion[],
  kept: readonly DivisionChange[],
): { readonly rows: readonly PlannedChange[]; readonly problems: readonly string[] } {
  const wrong = headingProblem(changeColumns, sheet);
  if (wrong !== null) return { rows: [], problems: [wrong] };
  const keptTexts = new Set(kept.map((change) => JSON.stringify(change)));
  const read = sheet.rows.map((row) => {
    const { change, reasons } = changeOf(row);
    return { number: row.number, change, reasons, isKept: change !== null && keptTexts.has(JSON.stringify(change)) };
  });
  const fresh = read.filter(({ change, isKept }) => change !== null && !isKept);
  const all = [...kept, ...fresh.flatMap(({ change }) => change ?? [])];
  const { problems } = reorganise(base, all);
  // One of the past that no longer fits is the fault of what comes before it now.
  const older = problems
    .filter(({ index }) => index < kept.length)
    .map(({ message }) => `与以前的区划调整冲突：${message}`);
  const reasonOf = (row: (typeof read)[number]): string[] => {
    const index = fresh.indexOf(row);
    return problems.filter((each) => index >= 0 && each.index === kept.length + index).map(({ message }) => message);
  };
  return {
    rows: read.map((row) => {
      const reasons = [...row.reasons, ...reasonOf(row)];
      return { number: row.number, reasons, change: reasons.length > 0 ? null : row.change, isKept: row.isKept };
    }),
    problems: older,
  };
}
