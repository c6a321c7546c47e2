import { expect, test } from 'vitest';
import { caseIn, validPayload, withAction } from '../../../domain/cases/testing.ts';
import { testFile } from '../../../domain/cases/testing-facts.ts';
import { createCalendar } from '../../../domain/deadlines/calendar.ts';
import { chinaInstant, endOfChinaDay } from '../../../domain/deadlines/china-time.ts';
import { confirmationRows } from './confirmation-rows.ts';

const calendar = createCalendar();
const now = chinaInstant('2026-12-01', '10:00');
const due = {
  limitId: 'judicial_confirmation',
  name: '',
  startAt: 0,
  warnAt: 1,
  dueAt: endOfChinaDay('2026-12-23'),
  provisional: false,
};
const performing = caseIn('performing');
const filed = withAction(withAction(performing, 'confirmation.applied'), 'confirmation.filed');
const told = (state: typeof performing, running: typeof due | null = null) =>
  confirmationRows(state, running, now, calendar).map(({ name, text, detail = '' }) => `${name}｜${text}｜${detail}`);

test('before the application: the days that are left (民事诉讼法 205)', () => {
  expect(told(performing, due)).toEqual(['期限｜还剩 22 天｜申请到 2026-12-23']);
});

test('at the court: which one by which choice of the law, and how it got there', () => {
  expect(told(filed)).toEqual([
    '法院｜郑州市金水区人民法院｜2026-11-24 共同申请，调解组织所在地的基层人民法院',
    '递交｜2026-11-25 到法院窗口递交｜',
  ]);
  const asked = withAction(filed, 'confirmation.asked_to_correct');
  expect(told(asked).at(-1)).toBe('补正｜2026-12-03 前｜补交李某的身份证复印件。');
  expect(told(withAction(asked, 'confirmation.corrected')).at(-1)).toBe('补正｜2026-11-27 已补正｜');
});

test('confirmed: until when enforcement may be asked for, by which article (民事诉讼法 250)', () => {
  const scan = testFile(9);
  const attached = withAction(filed, 'file.attached', { ...scan, name: '裁定书.pdf' });
  const payload = { ...validPayload('confirmation.ruled', attached), fileId: scan.fileId };
  const rows = told(withAction(attached, 'confirmation.ruled', payload));
  expect(rows.at(-2)).toBe('裁定｜裁定调解协议有效｜2026-11-30，（2026）豫0105民特128号，裁定书.pdf');
  expect(rows.at(-1)).toMatch(/^执行｜申请执行到 2028-\d\d-\d\d（暂定）｜.*第二百五十条/);
});

test('not confirmed: mediate anew or sue (人民调解法 33, 民事诉讼法 206)', () => {
  for (const outcome of ['dismissed', 'not_accepted'] as const) {
    const state = withAction(filed, 'confirmation.ruled', { ...validPayload('confirmation.ruled', filed), outcome });
    expect(told(state).at(-1)).toContain('也可以向人民法院起诉');
  }
});
