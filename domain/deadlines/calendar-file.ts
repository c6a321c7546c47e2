import * as z from 'zod';
import { calendarProblems } from './calendar-check.ts';
import { parseCalendarCsv } from './calendar-csv.ts';
import { plainDateSchema } from './plain-date.ts';

const daySchema = z.object({
  date: plainDateSchema,
  name: z.string({ error: '要是文字' }).trim().min(1, { error: '没有填' }).max(40, { error: '超过 40 个字' }),
});

/**
 * The State Council's arrangement of one year's holidays, as a center imports it. `holidays` holds every day off
 * (weekend days inside a holiday too), `workdays` the weekend days that are worked. Days in December of the year before
 * may be named: New Year sometimes starts there.
 */
export const calendarFileSchema = z
  .object({
    // Aborts, so that the check of the whole never meets a year that has no dates.
    year: z
      .int({ error: '年份要是整数，如 2027' })
      .min(2000, { error: '年份不能早于 2000', abort: true })
      .max(2100, { error: '年份不能晚于 2100', abort: true }),
    holidays: z.array(daySchema, { error: '要是列表' }).max(400, { error: '超过 400 项' }),
    workdays: z.array(daySchema, { error: '要是列表' }).max(400, { error: '超过 400 项' }),
  })
  .superRefine((file, context) => {
    for (const { list, index, message } of calendarProblems(file)) {
      const path = list === undefined ? [] : index === undefined ? [list] : [list, index, 'date'];
      context.addIssue({ code: 'custom', path, message });
    }
  });
export type CalendarFile = z.infer<typeof calendarFileSchema>;

/** What is wrong, and where: 第 3 行, or holidays 第 2 项的 date; 整个文件 where no one place is at fault. */
export type CalendarFileProblem = { readonly where: string; readonly message: string };

export type CalendarFileResult =
  | { readonly ok: true; readonly file: CalendarFile }
  | { readonly ok: false; readonly problems: readonly CalendarFileProblem[] };

const MAX_CHARACTERS = 200_000;

/** Reads an imported calendar: JSON, or CSV with the header 日期,类型,名称. Every problem is told, not the first alone. */
export function parseCalendarFile(text: string): CalendarFileResult {
  if (text.length > MAX_CHARACTERS) return refuse('文件太大，不像是一年的节假日安排');
  if (text.includes('\uFFFD')) return refuse('文字编码不对，请另存为 UTF-8 再导入');
  const body = text.replace(/^\uFEFF/, '');
  if (body.trim() === '') return refuse('文件是空的');
  return /^\s*[{[]/.test(body) ? parseJson(body) : parseCsv(body);
}

function parseJson(body: string): CalendarFileResult {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch (error) {
    return { ok: false, problems: [describeJsonError(error, body)] };
  }
  const parsed = calendarFileSchema.safeParse(value, { error: () => '缺少，或者类型不对' });
  if (parsed.success) return { ok: true, file: parsed.data };
  return {
    ok: false,
    problems: parsed.error.issues.map(({ path, message }) => ({ where: describePath(path), message })),
  };
}

function parseCsv(body: string): CalendarFileResult {
  const read = parseCalendarCsv(body);
  if (!read.ok) return { ok: false, problems: read.problems.map(atLine) };
  const parsed = calendarFileSchema.safeParse(read.file);
  if (parsed.success) return { ok: true, file: parsed.data };
  const problems = parsed.error.issues.map(({ path, message }) => {
    const [list, index] = path;
    const inList = (list === 'holidays' || list === 'workdays') && typeof index === 'number';
    const line = inList ? read.lines[list][index] : undefined;
    return line === undefined ? { where: WHOLE, message } : atLine({ line, message });
  });
  return { ok: false, problems };
}

const WHOLE = '整个文件';

function refuse(message: string): CalendarFileResult {
  return { ok: false, problems: [{ where: WHOLE, message }] };
}

/** The engine tells the place as `(line 3 column 5)` or `at position 20`, in English, or not at all at a cut end. */
function describeJsonError(error: unknown, body: string): CalendarFileProblem {
  const text = error instanceof Error ? error.message : '';
  const position = /at position (\d+)/.exec(text)?.[1];
  const cut = /unexpected end|unterminated/i.test(text) || Number(position) >= body.trimEnd().length;
  if (cut) return { where: WHOLE, message: '不是完整的 JSON，像是被截断了' };
  const where = position === undefined ? WHOLE : `第 ${body.slice(0, Number(position)).split('\n').length} 行`;
  return { where, message: '不是正确的 JSON，请检查逗号、引号和括号' };
}

function atLine({ line, message }: { line: number; message: string }): CalendarFileProblem {
  return { where: `第 ${line} 行`, message };
}

function describePath(path: readonly PropertyKey[]): string {
  if (path.length === 0) return WHOLE;
  const [list, index, field] = path;
  if (typeof index !== 'number') return String(list);
  const item = `${String(list)} 第 ${index + 1} 项`;
  return field === undefined ? item : `${item}的 ${String(field)}`;
}
