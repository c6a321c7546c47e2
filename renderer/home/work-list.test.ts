import { describe, expect, test } from 'vitest';
import type { WorkItem } from '../../contract/home.ts';
import { createCalendar } from '../../domain/deadlines/calendar.ts';
import { chinaInstant, endOfChinaDay } from '../../domain/deadlines/china-time.ts';
import { countNotes, groupsOf, rowUrgency, selectedIn, shortLabel, timeText } from './work-list.ts';

const calendar = createCalendar();
const now = chinaInstant('2026-11-23', '16:05');

function item(caseId: string, group: WorkItem['group'], dueAt: number | null): WorkItem {
  return {
    caseId,
    group,
    dueAt,
    caseNumber: '金矛调〔2026〕1',
    status: 'registered',
    parties: '张某 与 李某',
    title: '楼道遗撒垃圾',
    mojType: '02',
    areaName: '金水区',
    streetName: '兴达路街道',
    mediators: '',
    amountFen: null,
    registeredAt: now,
    deadlineName: null,
    deadlineStartAt: null,
    warnAt: null,
    provisional: false,
    supervised: false,
    riskLevel: '',
    confirmationStanding: null,
    confirmationDueAt: null,
    confirmationProvisional: false,
    step: '待受理',
    next: { action: 'case.accepted', label: '受理' },
  };
}

const overdue = item('a', 'overdue', endOfChinaDay('2026-11-20'));
const today = item('b', 'today', chinaInstant('2026-11-23', '17:00'));
const tomorrow = item('c', 'waiting', chinaInstant('2026-11-24', '15:10'));
const open = item('d', 'waiting', null);

describe('the list of what waits for me', () => {
  test('stands in groups, overdue first; an empty group is not shown', () => {
    expect(groupsOf([open, today]).map(({ title, items }) => [title, items.map(({ caseId }) => caseId)])).toEqual([
      ['今天到期', ['b']],
      ['等我处理', ['d']],
    ]);
    expect(groupsOf([])).toEqual([]);
  });

  test('the same case stays selected when the list changes around it', () => {
    expect(selectedIn(['x', 'a', 'b'], { caseId: 'a', index: 0 })).toEqual({ caseId: 'a', index: 1 });
  });

  test('when the selected case is done the next one takes its place, at the end the last', () => {
    expect(selectedIn(['b', 'c'], { caseId: 'a', index: 0 })).toEqual({ caseId: 'b', index: 0 });
    expect(selectedIn(['b'], { caseId: 'c', index: 2 })).toEqual({ caseId: 'b', index: 0 });
    expect(selectedIn(['b', 'c'], null)).toEqual({ caseId: 'b', index: 0 });
    expect(selectedIn([], { caseId: 'a', index: 0 })).toBeNull();
  });

  test('says how long it is over, what is left today, or by when', () => {
    expect(timeText(overdue, now, calendar)).toBe('超 1 个工作日');
    expect(timeText(today, now, calendar)).toBe('还剩 55 分');
    expect(timeText(tomorrow, now, calendar)).toBe('明天 15:10 前');
    expect(timeText(open, now, calendar)).toBe('没有期限');
  });
});

test('what waits is amber from its warning on, as in the ledger (80 %, screens 6)', () => {
  const waiting = { ...tomorrow, warnAt: now };
  expect(rowUrgency(waiting, now - 1)).toBe('ok');
  expect(rowUrgency(waiting, now)).toBe('warning');
  expect(rowUrgency(open, now)).toBe('ok');
  expect([overdue, today].map((each) => rowUrgency(each, now))).toEqual(['overdue', 'warning']);
});

test('a deadline that is not sure yet is told as 暂定 in every count', () => {
  const unsure = [overdue, today, tomorrow].map((each) => ({ ...each, provisional: true }));
  expect(countNotes(unsure, now, calendar)).toEqual({
    overdue: '最久的一件超 1 个工作日（暂定）',
    today: '最早的一件 17:00（暂定）',
    waiting: '最早的一件 明天 15:10 前（暂定）',
  });
});

test('each count says what is most pressing in it, or that there is nothing', () => {
  expect(countNotes([overdue, today, tomorrow], now, calendar)).toEqual({
    overdue: '最久的一件超 1 个工作日',
    today: '最早的一件 17:00',
    waiting: '最早的一件 明天 15:10 前',
  });
  expect(countNotes([open], now, calendar)).toEqual({
    overdue: '没有超期的，保持住',
    today: '今天没有到期的',
    waiting: '按期限先后排',
  });
});

test('the small button uses short words where the action has a long name', () => {
  expect(shortLabel({ action: 'case.accepted', label: '受理' })).toBe('受理');
  expect(shortLabel({ action: 'agreement.signed', label: '登记签名盖章' })).toBe('签章');
});
