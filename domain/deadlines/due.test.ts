import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCalendar } from './calendar.ts';
import { chinaInstant, endOfChinaDay, toChinaDate } from './china-time.ts';
import { defaultDeadlineRules } from './default-rules.ts';
import { computeDue, deadlineStatus } from './due.ts';
import { LIMIT_IDS, type LimitId, limitOf } from './limits.ts';
import { addDays } from './plain-date.ts';

const calendar = createCalendar();
const limit = (id: LimitId) => limitOf(defaultDeadlineRules, id);
const due = (id: LimitId, start: number, extra: { extensionDays?: number; officeClosesAt?: string } = {}) =>
  computeDue({ limit: limit(id), start, calendar, ...extra });
const at = chinaInstant;

describe('the end of a period', () => {
  it('in hours runs by the clock, over weekends too', () => {
    expect(due('accept', at('2026-11-21', '15:10')).dueAt).toBe(at('2026-11-22', '15:10'));
  });

  it('in days leaves the starting day out and ends at 24:00 in China (民法典 201, 203)', () => {
    for (const time of ['00:00', '23:59']) {
      expect(due('mediation.general', at('2026-11-20', time)).dueAt).toBe(endOfChinaDay('2026-11-27'));
    }
  });

  it('in working days passes over 国庆 2026: assigned on 30 September, to be signed for on 8 October', () => {
    expect(due('sign_in', at('2026-09-30', '17:00')).dueAt).toBe(endOfChinaDay('2026-10-08'));
  });

  it('in working days takes the make-up Saturday of 国庆 2026: 9 October + 1 = Saturday 10 October', () => {
    expect(due('sign_in', at('2026-10-09', '10:00')).dueAt).toBe(endOfChinaDay('2026-10-10'));
  });

  it('in working days ends when the office closes, where a center says so (民法典 203)', () => {
    const closing = { officeClosesAt: '17:30' };
    expect(due('assign', at('2026-11-23', '10:26'), closing).dueAt).toBe(at('2026-11-24', '17:30'));
    expect(due('mediation.general', at('2026-11-23', '10:26'), closing).dueAt).toBe(endOfChinaDay('2026-11-30'));
  });

  it('of a medical dispute is 30 working days from acceptance (医疗纠纷预防和处理条例 38)', () => {
    // 24–28 February 5 (with the make-up Saturday), 2–27 March 20, 30 March – 3 April 5.
    expect(due('mediation.medical', at('2026-02-23', '09:00')).dueAt).toBe(endOfChinaDay('2026-04-03'));
  });

  it('of a legal period on a holiday moves to the next working day (民事诉讼法 85), of another stays', () => {
    const start = at('2026-09-03', '09:00');
    expect(due('judicial_confirmation', start).dueAt).toBe(endOfChinaDay('2026-10-08'));
    expect(due('mediation.complex', start).dueAt).toBe(endOfChinaDay('2026-10-03'));
  });

  it('moves by the extension that both sides agreed to, in calendar days', () => {
    const start = at('2026-11-02', '09:00');
    expect(due('mediation.complex', start, { extensionDays: 20 }).dueAt).toBe(endOfChinaDay('2026-12-22'));
    expect(due('accept', start, { extensionDays: 1 }).dueAt).toBe(at('2026-11-04', '09:00'));
    expect(() => due('accept', start, { extensionDays: -1 })).toThrow(RangeError);
    expect(() => due('accept', start, { extensionDays: 0.5 })).toThrow(RangeError);
  });

  it('is provisional when it ends in a year whose holidays are not known, never in hours', () => {
    const year = Math.max(...calendar.knownYears());
    const start = at(`${year}-12-31`, '12:00');
    for (const id of ['mediation.simple', 'sign_in', 'judicial_confirmation'] as const) {
      expect(due(id, start).provisional).toBe(true);
      expect(due(id, at(`${year}-10-20`, '12:00')).provisional).toBe(false);
    }
    expect(due('accept', start).provisional).toBe(false);
  });
});

describe('status', () => {
  it('turns amber at 80 % and red past the end, to the millisecond', () => {
    const start = at('2026-11-23', '16:00');
    const accept = due('accept', start);
    const warn = start + 0.8 * 24 * 3_600_000;
    expect(deadlineStatus(accept, warn - 1)).toEqual({ status: 'ok', remaining: accept.dueAt - warn + 1 });
    expect(deadlineStatus(accept, warn).status).toBe('warning');
    expect(deadlineStatus(accept, accept.dueAt)).toEqual({ status: 'warning', remaining: 0 });
    expect(deadlineStatus(accept, accept.dueAt + 1)).toEqual({ status: 'overdue', remaining: -1 });
  });
});

describe('for every limit and every start', () => {
  const start = fc.integer({ min: Date.UTC(2004, 0, 1), max: Date.UTC(2030, 0, 1) });
  const id = fc.constantFrom(...LIMIT_IDS);

  it('the starting day is not counted, the warning lies between, and an extension never shortens', () => {
    fc.assert(
      fc.property(id, start, fc.integer({ min: 0, max: 30 }), (limitId, begin, extensionDays) => {
        const plain = due(limitId, begin);
        if (limit(limitId).unit !== 'hour') {
          const earliest = addDays(toChinaDate(begin), limit(limitId).amount);
          expect(plain.dueAt).toBeGreaterThanOrEqual(endOfChinaDay(earliest));
        }
        expect(plain.warnAt).toBeGreaterThan(begin);
        expect(plain.warnAt).toBeLessThan(plain.dueAt);
        expect(due(limitId, begin, { extensionDays }).dueAt).toBeGreaterThanOrEqual(plain.dueAt);
      }),
    );
  });

  it('what rolls or is counted in working days ends on a working day, extended or not', () => {
    fc.assert(
      fc.property(id, start, fc.integer({ min: 0, max: 30 }), (limitId, begin, extensionDays) => {
        const { unit, rollsForward } = limit(limitId);
        fc.pre(unit === 'workday' || rollsForward);
        expect(calendar.isWorkday(toChinaDate(due(limitId, begin, { extensionDays }).dueAt))).toBe(true);
      }),
    );
  });

  it('a later start never ends earlier', () => {
    fc.assert(
      fc.property(id, start, fc.integer({ min: 0, max: 40 * 86_400_000 }), (limitId, begin, later) => {
        expect(due(limitId, begin + later).dueAt).toBeGreaterThanOrEqual(due(limitId, begin).dueAt);
      }),
    );
  });
});
