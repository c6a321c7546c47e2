import { describe, expect, test } from 'vitest';
import { ledgerFilterSchema } from '../../contract/ledger.ts';
import { chinaInstant, endOfChinaDay, startOfChinaDay } from '../../domain/deadlines/china-time.ts';
import {
  chips,
  chipsFor,
  chipText,
  daysOf,
  registeredBetween,
  usualSpans,
  withCondition,
  withoutChip,
} from './filter-chips.ts';

const names = { streets: new Map([['410105001', '经八路街道']]), mediators: new Map([['m', '张卫']]) };
const text = (id: (typeof chips)[number]['id'], filter: object) =>
  chipText(id, ledgerFilterSchema.partial().parse(filter), names, '2026');

describe('a chip says its condition in words', () => {
  test('by names, two of them, then how many there are', () => {
    expect(text('statuses', {})).toBeNull();
    expect(text('statuses', { statuses: ['registered'] })).toBe('待受理');
    expect(text('statuses', { statuses: ['registered', 'accepted', 'triaged'] })).toBe('待受理、待分流等 3 项');
    expect(text('mojTypes', { mojTypes: ['02'] })).toBe('邻里');
    expect(text('streetCodes', { streetCodes: ['410105001'] })).toBe('经八路街道');
    expect(text('flags', { flags: ['supervised'] })).toBe('督办');
    expect(text('due', { due: 'this_week' })).toBe('本周到期');
    expect(text('confirmation', { confirmationStandings: ['open', 'filed'] })).toBe('未申请、已递交法院');
    expect(text('confirmationDue', { confirmationDue: 'soon' })).toBe('7 天内到期');
  });

  test('a mediator whose name is not known (any more) is still a condition that can be seen', () => {
    expect(chipText('mediatorId', { mediatorId: 'm' }, names, '2026')).toBe('张卫');
    expect(chipText('mediatorId', { mediatorId: 'x' }, names, '2026')).toBe('一人');
  });

  test('dates without this year, amounts with two limits, one, or none', () => {
    const from = chinaInstant('2026-10-24', '00:00');
    expect(text('registered', { registeredFrom: from, registeredTo: endOfChinaDay('2026-11-23') })).toBe(
      '10-24 至 11-23',
    );
    expect(text('registered', { registeredFrom: startOfChinaDay('2025-12-01') })).toBe('2025-12-01 起');
    expect(text('amount', { amountFromFen: 1_000_000 })).toBe('10,000 元起');
    expect(text('amount', { amountToFen: 50 })).toBe('0.50 元止');
    expect(text('amount', {})).toBeNull();
  });
});

test('the court’s confirmation is filtered where its column is shown, and its condition is never hidden while it holds', () => {
  const ids = (...[columns, filter]: Parameters<typeof chipsFor>) => chipsFor(columns, filter).map(({ id }) => id);
  const usual = ids(['caseNumber'], {});
  expect(usual).not.toContain('confirmation');
  expect(ids(['confirmationStanding'], {})).toEqual([...usual, 'confirmation']);
  expect(ids(['caseNumber'], { confirmationDue: 'soon' })).toEqual([...usual, 'confirmationDue']);
});

test('a chip that is taken away leaves nothing of its condition, and the others as they were', () => {
  const filter = { search: '张', registeredFrom: 1, registeredTo: 2, flags: ['supervised' as const] };
  expect(withoutChip('registered', filter)).toEqual({ search: '张', flags: ['supervised'] });
  for (const { id } of chips) expect(chipText(id, withoutChip(id, filter), names, '2026')).toBeNull();
});

test('an empty list is no condition', () => {
  expect(withCondition({ statuses: ['registered'] }, { statuses: [], search: '' })).toEqual({});
  expect(withCondition({ search: '张' }, { due: 'overdue' })).toEqual({ search: '张', due: 'overdue' });
});

describe('days', () => {
  test('both ends count as whole days in China, and come back as they were typed', () => {
    const span = { from: '2026-10-24', to: '2026-11-23' };
    const filter = registeredBetween(span);
    if (typeof filter === 'string') throw new Error(filter);
    expect(filter.registeredFrom).toBe(startOfChinaDay('2026-10-24'));
    expect(filter.registeredTo).toBe(endOfChinaDay('2026-11-23'));
    expect(daysOf(filter)).toEqual(span);
  });

  test('a day that does not exist and an end before its beginning are said', () => {
    expect(registeredBetween({ from: '2026-02-30', to: null })).toContain('开始日期');
    expect(registeredBetween({ from: null, to: '2026-1' })).toContain('结束日期');
    expect(registeredBetween({ from: '2026-11-23', to: '2026-11-22' })).toBe('开始日期晚于结束日期');
  });

  test('every usual span is a right one that ends today, also on the first and the last day of a year', () => {
    for (const today of ['2026-01-01', '2026-11-23', '2026-12-31', '2028-02-29']) {
      for (const { span } of usualSpans(today)) {
        expect(span.to).toBe(today);
        expect(typeof registeredBetween(span)).toBe('object');
      }
    }
  });
});
