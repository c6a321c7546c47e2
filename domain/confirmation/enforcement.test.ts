import { expect, test } from 'vitest';
import { testAgreement, testId } from '../cases/testing-facts.ts';
import { createCalendar } from '../deadlines/calendar.ts';
import { enforcementEnd } from './enforcement.ts';

const calendar = createCalendar();
const item = (party: number, dueOn: string | null) => ({
  id: testId(20),
  partyId: testId(party),
  what: '付款',
  amountFen: null,
  dueOn,
});
const end = (performance: Parameters<typeof enforcementEnd>[0], ruledOn = '2023-03-01') =>
  enforcementEnd(performance, ruledOn, calendar).date;

test.each([
  ['from the last day for performance', [item(1, '2023-06-30')], '2025-06-30'],
  ['of instalments from the last one', [item(1, '2023-06-30'), item(1, '2023-12-29')], '2025-12-29'],
  ['of several parties the earliest', [item(1, '2023-12-29'), item(2, '2023-06-30')], '2025-06-30'],
  ['from the ruling where no day is named', [item(1, null)], '2025-03-03'],
  ['from the ruling where nothing is promised', [], '2025-03-03'],
  ['from the ruling where the day was over before', [item(1, '2023-02-01')], '2025-03-03'],
  ['from 29 February to the end of February (民法典 202)', [item(1, '2024-02-29')], '2026-02-28'],
])('enforcement may be asked for within two years (民事诉讼法 250): %s', (_what, performance, date) => {
  expect(end(performance)).toBe(date);
});

test('is provisional while the holidays of that year are not announced', () => {
  const next = Math.max(...calendar.knownYears()) + 1;
  expect(enforcementEnd(testAgreement().performance, `${next}-01-10`, calendar).provisional).toBe(true);
});
