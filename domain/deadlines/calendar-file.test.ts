import chineseDays from 'chinese-days/dist/chinese-days.json' with { type: 'json' };
import { describe, expect, it } from 'vitest';
import { createCalendar } from './calendar.ts';
import { type CalendarFileProblem, parseCalendarFile } from './calendar-file.ts';

const holidays = [
  { date: '2027-01-01', name: '元旦' },
  { date: '2027-02-06', name: '春节' },
  { date: '2027-04-05', name: '清明节' },
  { date: '2027-05-01', name: '劳动节' },
  { date: '2027-06-09', name: '端午节' },
  { date: '2027-09-15', name: '中秋节' },
  { date: '2027-10-01', name: '国庆节' },
];
const workdays = [{ date: '2027-10-09', name: '国庆节' }];
const json = (change: object = {}) => JSON.stringify({ year: 2027, holidays, workdays, ...change });
const csv = (...rows: string[]) =>
  [
    '日期,类型,名称',
    '2027-01-01,放假,元旦',
    '2027/2/6,放假,春节',
    '2027-04-05,放假,清明节',
    '2027年5月1日,放假,劳动节',
    '2027-06-09,放假,端午节',
    '2027-09-15,放假,中秋节',
    '2027-10-01,休,国庆节',
    ...rows,
  ].join('\r\n');

function problemsOf(text: string): readonly CalendarFileProblem[] {
  const result = parseCalendarFile(text);
  if (result.ok) throw new Error('the file was taken');
  return result.problems;
}

describe('an imported calendar', () => {
  it('is read from JSON', () => {
    expect(parseCalendarFile(json())).toEqual({ ok: true, file: { year: 2027, holidays, workdays } });
  });

  it('is read from CSV as Excel writes it: BOM, CRLF, three kinds of dates, quotes, blank lines', () => {
    expect(parseCalendarFile(`\uFEFF\r\n${csv('', '2027-10-09,补班,"国庆节"', ',,', '')}`)).toEqual({
      ok: true,
      file: { year: 2027, holidays, workdays },
    });
  });

  it('is read from text with tabs or full-width commas', () => {
    expect(parseCalendarFile(csv().replaceAll(',', '\t'))).toMatchObject({ ok: true });
    expect(parseCalendarFile(csv().replaceAll(',', '，'))).toMatchObject({ ok: true });
  });

  it('may name days in December of the year before, as the notice for 2019 did', () => {
    const result = parseCalendarFile(csv('2026-12-31,放假,元旦'));
    expect(result.ok && result.file.year).toBe(2027);
    expect(result.ok && createCalendar([result.file]).isWorkday('2026-12-31')).toBe(false);
  });
});

describe('every arrangement that was ever announced', () => {
  it.each(createCalendar().knownYears())('%s can be imported, and gives the same working days', (year) => {
    const days = (list: Record<string, string>) =>
      Object.entries(list)
        .filter(([date]) => date.startsWith(`${year}-`))
        .map(([date, text]) => ({ date, name: text.split(',')[1] }));
    const result = parseCalendarFile(
      JSON.stringify({ year, holidays: days(chineseDays.holidays), workdays: days(chineseDays.workdays) }),
    );
    if (!result.ok) throw new Error(JSON.stringify(result.problems));
    const count = (calendar = createCalendar()) => calendar.countWorkdays(`${year - 1}-12-31`, `${year}-12-31`);
    expect(count(createCalendar([result.file]))).toBe(count());
  });
});

describe('a calendar file is refused with the place and the reason', () => {
  const bad = (date: string) => json({ holidays: [...holidays, { date, name: '多的' }] });
  it.each<readonly [what: string, text: string, where: string, message: string]>([
    ['a day of another year', bad('2028-01-03'), 'holidays 第 8 项的 date', '2028-01-03 不在 2027 年'],
    ['a day of the November before', bad('2026-11-30'), 'holidays 第 8 项的 date', '不在 2027 年'],
    ['30 February', bad('2027-02-30'), 'holidays 第 8 项的 date', '不是有效日期'],
    ['a day listed twice', bad('2027-01-01'), 'holidays 第 8 项的 date', '2027-01-01 重复'],
    ['a day off that is worked', bad('2027-10-09'), 'workdays 第 1 项的 date', '2027-10-09 重复'],
    [
      'a make-up day that is no weekend',
      json({ workdays: [{ date: '2027-10-11', name: '国庆节' }] }),
      'workdays 第 1 项的 date',
      '不是周末',
    ],
    ['no name', json({ workdays: [{ date: '2027-10-09', name: ' ' }] }), 'workdays 第 1 项的 name', '没有填'],
    ['a name that is missing', json({ workdays: [{ date: '2027-10-09' }] }), 'workdays 第 1 项的 name', '要是文字'],
    ['a year that is missing', json({ year: undefined }), 'year', '要是整数'],
    ['a year too early', json({ year: 27 }), 'year', '不能早于 2000'],
    ['a year too late', json({ year: 20270 }), 'year', '不能晚于 2100'],
    ['a year too early in CSV', '日期,类型,名称\n0102-10-01,放假,国庆节', '整个文件', '不能早于 2000'],
    ['no list of workdays', json({ workdays: undefined }), 'workdays', '要是列表'],
    ['an item that is no object', json({ workdays: ['2027-10-09'] }), 'workdays 第 1 项', '类型不对'],
    ['a list instead of a file', '[]', '整个文件', '类型不对'],
    ['half a file', json().slice(0, 60), '整个文件', '截断'],
    ['a comma too many', '{\n"year": 2027,\n}', '第 3 行', '请检查逗号'],
    ...['元旦', '春节', '清明节', '劳动节', '端午节', '中秋节', '国庆节'].map(
      (missing) =>
        [
          `no ${missing}`,
          json({ holidays: holidays.filter(({ name }) => name !== missing), workdays: [] }),
          'holidays',
          `没有${missing}的放假日`,
        ] as const,
    ),
    ['half a year', json({ holidays: holidays.slice(0, 4), workdays: [] }), 'holidays', '没有端午节、中秋节、国庆节的'],
    [
      'a 春节 in the wrong month',
      json({ holidays: holidays.map((day) => (day.name === '春节' ? { ...day, date: '2027-01-25' } : day)) }),
      'holidays',
      '没有春节',
    ],
    ['nothing', ' \n', '整个文件', '空的'],
    ['a wrong encoding', csv('2027-10-09,\uFFFD\uFFFD,x'), '整个文件', 'UTF-8'],
    ['10 MB', 'x'.repeat(10_000_000), '整个文件', '太大'],
    ['no header', '2027-01-01,放假,元旦', '第 1 行', '表头'],
    ['a header alone', '日期,类型,名称', '第 1 行', '只有表头'],
    ['30 February in CSV', csv('2027-02-30,放假,春节'), '第 9 行', '不是有效日期'],
    ['an unknown kind', csv('2027-10-09,加班,国庆节'), '第 9 行', '类型“加班”不认识'],
    ['a kind that every object has', csv('2027-10-09,constructor,国庆节'), '第 9 行', '不认识'],
    ['no name in CSV', csv('2027-10-09,补班,'), '第 9 行', '名称没有填'],
    ['a wrong year in CSV, after a blank line', csv('', '2072-10-09,放假,国庆节'), '第 10 行', '不在 2027 年'],
    ['a day twice in CSV', csv('2027-1-1,放假,元旦'), '第 9 行', '重复'],
    ['a weekday worked in CSV', csv('2027-10-11,补班,国庆节'), '第 9 行', '不是周末'],
    ['too long a name in CSV', csv(`2027-10-09,补班,${'国'.repeat(41)}`), '第 9 行', '超过 40 个字'],
    ['no 国庆节 in CSV', csv().replace(/\r\n2027-10-01.*/, ''), '整个文件', '没有国庆节'],
  ])('%s', (_, text, where, message) => {
    const found = problemsOf(text);
    expect(found.map((problem) => problem.where)).toContain(where);
    expect(found.find((problem) => problem.where === where)?.message).toContain(message);
    for (const problem of found) expect(problem.message).toMatch(/[\u4e00-\u9fff]/);
  });

  it('tells every problem, not the first alone', () => {
    expect(problemsOf(csv('x,放假,a', '2027-10-09,y,b')).map(({ where }) => where)).toEqual(['第 9 行', '第 10 行']);
  });
});
