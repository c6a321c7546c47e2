import { readFileSync, writeFileSync } from 'node:fs';
import { CHANGE_SHEET, planChanges } from '../../domain/directory/change-sheet.ts';
import { versionsOf, withChanges } from '../../domain/directory/changed-directory.ts';
import type { Directory } from '../../domain/directory/divisions.ts';
import { type PlannedRow, planImport, type RowOutcome } from '../../domain/directory/import-plan.ts';
import type { DivisionChange } from '../../domain/directory/reorganisation.ts';
import type { PlainDate } from '../../domain/text/chinese-date.ts';
import type { Say } from '../commands.ts';
import type { Database, Transaction } from '../db/database.ts';
import { entriesInForce, keepChanges, keepEntries, keptChanges, textOfEntry } from './entries-store.ts';
import { readWorkbook, templateWorkbook } from './workbook.ts';

const outcomes: Readonly<Record<RowOutcome, string>> = {
  new: '新增',
  changed: '改动',
  same: '没变',
  refused: '不能导入',
};

export interface DirectoryImport {
  readonly file: string;
  /** Writes what is previewed; else nothing is written. */
  readonly commit: boolean;
}

/** Divisions as they are on a day by what the city has taken in. @throws as {@link withChanges} */
export async function divisionsOf(tx: Pick<Transaction, 'query'>, base: Directory, on: PlainDate): Promise<Directory> {
  return withChanges(base, await keptChanges(tx), on);
}

/**
 * Says row by row what an import would do, and does it where that was asked for and every row is right: all of the file
 * or nothing.
 * @param base the divisions as they are shipped
 * @throws RangeError in Chinese for a file that cannot be read
 */
export async function importDirectory(
  { database, base, today }: { readonly database: Database; readonly base: Directory; readonly today: PlainDate },
  { file, commit }: DirectoryImport,
  say: Say,
): Promise<void> {
  const sheets = await readWorkbook(bytesOf(file));
  await database.transaction(async (tx) => {
    const kept = await keptChanges(tx);
    const changeSheet = sheets.find(({ title }) => title === CHANGE_SHEET);
    const changes = changeSheet
      ? planChanges(changeSheet, versionsOf(base), kept)
      : { rows: [], problems: [] as readonly string[] };
    const fresh = changes.rows.flatMap(({ change, isKept }) => (change && !isKept ? [change] : []));
    const isOrderly = changes.problems.length === 0 && changes.rows.every(({ reasons }) => reasons.length === 0);
    const all: readonly DivisionChange[] = isOrderly ? [...kept, ...fresh] : kept;
    const inForce = await entriesInForce(tx);
    const plan = planImport(
      sheets.filter((sheet) => sheet !== changeSheet),
      {
        // A row may name what the same file brings about from a later day.
        divisions: withChanges(base, all, [today, ...all.map(({ on }) => on)].toSorted().at(-1) ?? today),
        kept: (kind, code) => inForce.get(kind)?.get(code) ?? null,
        textOf: textOfEntry,
      },
    );
    const rows: readonly Pick<PlannedRow, 'sheet' | 'number' | 'outcome' | 'reasons'>[] = [
      ...changes.rows.map(({ number, reasons, isKept }) => ({
        ...{ sheet: CHANGE_SHEET, number, reasons },
        outcome: reasons.length > 0 ? ('refused' as const) : isKept ? ('same' as const) : ('new' as const),
      })),
      ...plan.rows,
    ];
    preview(rows, [...changes.problems, ...plan.problems], say);
    const isRight = isOrderly && plan.problems.length === 0 && rows.every(({ outcome }) => outcome !== 'refused');
    if (!commit) {
      const words = isRight
        ? '这是预览，没有写入。核对后加 --commit 再运行一次。'
        : '这是预览，没有写入。请先改好上面的行。';
      return say({ type: 'directory_preview', right: isRight }, words);
    }
    if (!isRight) {
      process.exitCode = 2;
      return say({ type: 'directory_not_imported' }, '有不能导入的行，整个文件都没有写入。改好以后再运行一次。');
    }
    const written = plan.rows.flatMap(({ entry, outcome }) => (entry && outcome !== 'same' ? [entry] : []));
    await keepEntries(tx, written, today);
    await keepChanges(tx, fresh);
    const restart = fresh.length > 0 ? '区划调整在生效之日起、市级服务重新启动后使用。' : '';
    say(
      { type: 'directory_imported', entries: written.length, changes: fresh.length },
      `已写入 ${written.length + fresh.length} 行。${restart}`,
    );
  });
}

function bytesOf(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new RangeError(`读不到文件 ${file}`, { cause: error });
  }
}

function preview(
  rows: readonly Pick<PlannedRow, 'sheet' | 'number' | 'outcome' | 'reasons'>[],
  problems: readonly string[],
  say: Say,
): void {
  for (const problem of problems) say({ type: 'directory_problem', problem }, problem);
  for (const { sheet, number, outcome, reasons } of rows) {
    if (outcome !== 'refused') continue;
    say({ type: 'directory_row', sheet, number, reasons }, `「${sheet}」第 ${number} 行：${reasons.join('；')}`);
  }
  for (const [sheet, ofSheet] of Map.groupBy(rows, (row) => row.sheet)) {
    const counts = Map.groupBy(ofSheet, ({ outcome }) => outcome);
    const words = [...counts].map(([outcome, all]) => `${outcomes[outcome]} ${all.length}`).join('，');
    const numbers = Object.fromEntries([...counts].map(([outcome, all]) => [outcome, all.length]));
    say({ type: 'directory_sheet', sheet, ...numbers }, `「${sheet}」${ofSheet.length} 行：${words}`);
  }
}

/** Writes the empty workbook; never over another file. @throws RangeError where there is a file of that name */
export async function writeTemplate(file: string, say: Say): Promise<void> {
  const bytes = await templateWorkbook();
  try {
    writeFileSync(file, bytes, { flag: 'wx' });
  } catch (error) {
    throw new RangeError(`没有写成 ${file}：已有同名文件，或者文件夹不能写`, { cause: error });
  }
  say({ type: 'directory_template', file }, `空表已存到 ${file}。每张表第二行是例子，填写时请替换或者删掉。`);
}
