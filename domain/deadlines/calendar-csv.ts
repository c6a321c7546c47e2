import { isPlainDate, type PlainDate } from './plain-date.ts';

type Day = { readonly date: PlainDate; readonly name: string };
type List = 'holidays' | 'workdays';

export type CsvProblem = { readonly line: number; readonly message: string };

export type CsvResult =
  | {
      readonly ok: true;
      readonly file: { readonly year: number; readonly holidays: readonly Day[]; readonly workdays: readonly Day[] };
      /** For each day of each list, the line it stands on, from 1. */
      readonly lines: Readonly<Record<List, readonly number[]>>;
    }
  | { readonly ok: false; readonly problems: readonly CsvProblem[] };

const HEADER = ['日期', '类型', '名称'];
const KINDS: Readonly<Record<string, List>> = {
  放假: 'holidays',
  节假日: 'holidays',
  休: 'holidays',
  补班: 'workdays',
  上班: 'workdays',
  班: 'workdays',
};

/**
 * Reads `日期,类型,名称` as Excel and WPS write it: comma (also the full-width one) or tab between, quotes allowed,
 * dates as 2027-01-01, 2027/1/1 or 2027年1月1日. The year is the one most rows are in.
 */
export function parseCalendarCsv(text: string): CsvResult {
  const problems: CsvProblem[] = [];
  const days: { list: List; line: number; date: PlainDate; name: string }[] = [];
  let headerLine = 0;
  for (const [index, row] of text.split(/\r\n|\r|\n/).entries()) {
    const line = index + 1;
    if (row.replaceAll(/[,，\s]/g, '') === '') continue;
    if (headerLine === 0) {
      if (cellsOf(row).slice(0, 3).join() !== HEADER.join()) {
        return { ok: false, problems: [{ line, message: `第一行要是表头：${HEADER.join(',')}` }] };
      }
      headerLine = line;
      continue;
    }
    const [dateText = '', kindText = '', name = ''] = cellsOf(row);
    const date = readDate(dateText);
    const list = Object.hasOwn(KINDS, kindText) ? KINDS[kindText] : undefined;
    if (date === null) problems.push({ line, message: `日期“${dateText}”不是有效日期，请写成 2027-01-01 的样子` });
    if (list === undefined) problems.push({ line, message: `类型“${kindText}”不认识，请写“放假”或“补班”` });
    if (name === '') problems.push({ line, message: '名称没有填，如“国庆节”' });
    if (date !== null && list !== undefined && name !== '') days.push({ list, line, date, name });
  }
  if (problems.length > 0) return { ok: false, problems };
  if (days.length === 0) return { ok: false, problems: [{ line: headerLine, message: '只有表头，没有日期' }] };

  const pick = (list: List) => days.filter((day) => day.list === list);
  const plain = (list: List): Day[] => pick(list).map(({ date, name }) => ({ date, name }));
  return {
    ok: true,
    file: { year: commonYear(days), holidays: plain('holidays'), workdays: plain('workdays') },
    lines: { holidays: pick('holidays').map(({ line }) => line), workdays: pick('workdays').map(({ line }) => line) },
  };
}

function cellsOf(row: string): string[] {
  return row.split(/[,，\t]/).map((cell) =>
    cell
      .trim()
      .replace(/^"(.*)"$/, '$1')
      .trim(),
  );
}

function readDate(text: string): PlainDate | null {
  const match = /^(\d{4})(?:[-/.](\d{1,2})[-/.](\d{1,2})|年(\d{1,2})月(\d{1,2})日)$/.exec(text);
  if (!match) return null;
  const [, year = '', m1, d1, m2, d2] = match;
  const date = `${year}-${(m1 ?? m2 ?? '').padStart(2, '0')}-${(d1 ?? d2 ?? '').padStart(2, '0')}`;
  return isPlainDate(date) ? date : null;
}

function commonYear(days: readonly Day[]): number {
  const counts = new Map<number, number>();
  for (const { date } of days) {
    const year = Number(date.slice(0, 4));
    counts.set(year, (counts.get(year) ?? 0) + 1);
  }
  let best = { year: 0, count: 0 };
  for (const [year, count] of counts) if (count > best.count) best = { year, count };
  return best.year;
}
