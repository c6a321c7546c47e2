import { readXlsx, writeXlsx } from 'hucre/xlsx';
import { CHANGE_SHEET, changeColumns } from '../../domain/directory/change-sheet.ts';
import { entryKinds, entrySheets, type SheetColumn } from '../../domain/directory/entries.ts';
import type { FileRow, FileSheet } from '../../domain/directory/import-plan.ts';

/** Rows of one sheet at most. */
const MOST_ROWS = 200_000;

/** A cell as it was typed: a number without a comma, a date as its day. */
function textOf(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  return String(cell).normalize('NFKC').trim();
}

/**
 * The sheets of a workbook with their headings; rows without any cell are passed over.
 * @throws RangeError in Chinese for what is no xlsx, or is larger than any city's directory
 */
export async function readWorkbook(bytes: Uint8Array): Promise<readonly FileSheet[]> {
  const book = await readXlsx(bytes, { maxRows: MOST_ROWS + 2 }).catch((error: unknown) => {
    throw new RangeError('这个文件不是 Excel 工作簿（.xlsx），或者已经损坏', { cause: error });
  });
  return book.sheets.map(({ name, rows }) => {
    const [first = [], ...rest] = rows;
    if (rest.length > MOST_ROWS) throw new RangeError(`「${name}」超过 ${MOST_ROWS} 行，请分几次导入`);
    const headings = first.map(textOf);
    const read = rest.map((cells, index): FileRow => {
      const pairs = headings.flatMap((heading, at) => {
        const text = textOf(cells[at]);
        return heading === '' || text === '' ? [] : [[heading, text] as const];
      });
      return { number: index + 2, cells: Object.fromEntries(pairs) };
    });
    return { title: name, headings, rows: read.filter(({ cells }) => Object.keys(cells).length > 0) };
  });
}

const sheetOf = (name: string, columns: readonly SheetColumn[], rows: readonly (readonly string[])[]) => ({
  name,
  columns: columns.map(() => ({ width: 22 })),
  rows: [columns.map(({ heading }) => heading), ...rows.map((row) => [...row])],
  freezePane: { rows: 1 },
});

/** An empty workbook with all headings, and an example in each sheet that is to be overwritten. */
export function templateWorkbook(): Promise<Uint8Array> {
  const sheets = [...entryKinds.map((kind) => entrySheets[kind]), { title: CHANGE_SHEET, columns: changeColumns }];
  return writeXlsx({
    sheets: sheets.map(({ title, columns }) => sheetOf(title, columns, [columns.map(({ example }) => example)])),
  });
}
