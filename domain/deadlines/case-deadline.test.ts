import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCalendar } from './calendar.ts';
import {
  type CaseDeadlineFacts,
  caseDeadline,
  type DeadlineCaseStatus,
  judicialConfirmationDeadline,
  returnDeadline,
} from './case-deadline.ts';
import { chinaInstant as at, endOfChinaDay } from './china-time.ts';
import { defaultDeadlineRules } from './default-rules.ts';
import { changeLimit } from './limits.ts';

const calendar = createCalendar();
const base: CaseDeadlineFacts = {
  status: 'registered',
  registeredAt: at('2026-11-23', '16:00'),
  acceptedAt: at('2026-11-23', '16:12'),
  triagedAt: at('2026-11-24', '09:00'),
  assignedAt: at('2026-11-24', '17:00'),
  signedInAt: at('2026-11-25', '09:06'),
  complexity: 'general',
  urgent: false,
  medical: false,
};
const of = (change: Partial<CaseDeadlineFacts>) => {
  const found = caseDeadline({ ...base, ...change }, defaultDeadlineRules, calendar);
  return found && { id: found.limitId, start: found.startAt, due: found.dueAt };
};

describe('the deadline that runs now', () => {
  it.each([
    ['registered', {}, 'accept', base.registeredAt, at('2026-11-24', '16:00')],
    ['accepted', {}, 'triage', base.acceptedAt, endOfChinaDay('2026-11-24')],
    ['accepted', { urgent: true }, 'triage.urgent', base.acceptedAt, at('2026-11-23', '17:12')],
    ['triaged', {}, 'assign', base.triagedAt, endOfChinaDay('2026-11-25')],
    ['triaged', { urgent: true }, 'assign.urgent', base.triagedAt, at('2026-11-24', '10:00')],
    [
      'returned',
      { returnedAt: at('2026-11-27', '10:26') },
      'assign',
      at('2026-11-27', '10:26'),
      endOfChinaDay('2026-11-30'),
    ],
    ['returned', {}, 'assign', base.assignedAt, endOfChinaDay('2026-11-25')],
    ['assigned', {}, 'sign_in', base.assignedAt, endOfChinaDay('2026-11-25')],
    ['signed_in', {}, 'mediation.general', base.acceptedAt, endOfChinaDay('2026-11-30')],
    ['mediating', { complexity: 'simple' }, 'mediation.simple', base.acceptedAt, endOfChinaDay('2026-11-24')],
    ['mediating', { complexity: 'complex' }, 'mediation.complex', base.acceptedAt, endOfChinaDay('2026-12-23')],
    ['mediating', { extendedDays: 10 }, 'mediation.general', base.acceptedAt, endOfChinaDay('2026-12-10')],
    ['agreed', { effectiveDate: undefined }, 'mediation.general', base.acceptedAt, endOfChinaDay('2026-11-30')],
    [
      'performing',
      { effectiveDate: '2026-11-26', nextPerformanceDue: '2026-12-05' },
      'performance',
      at('2026-11-26', '00:00'),
      endOfChinaDay('2026-12-05'),
    ],
    [
      'follow_up',
      { lastPerformanceDate: '2026-11-10' },
      'follow_up',
      at('2026-11-10', '00:00'),
      endOfChinaDay('2026-12-10'),
    ],
    ['follow_up', { effectiveDate: '2026-11-11' }, 'follow_up', at('2026-11-11', '00:00'), endOfChinaDay('2026-12-11')],
  ] as const)('%s %j: %s', (status, change, id, start, due) => {
    expect(of({ status, ...change })).toEqual({ id, start, due });
  });

  it.each(['refused', 'failed', 'terminated', 'transferred', 'closed', 'archived'] as const)('%s: none', (status) => {
    expect(of({ status, effectiveDate: '2026-11-20' })).toBeNull();
  });

  it('performing or follow-up without any date: none', () => {
    expect(of({ status: 'performing' })).toBeNull();
    expect(of({ status: 'follow_up' })).toBeNull();
  });

  it('a medical dispute has 30 working days however simple (医疗纠纷预防和处理条例 38)', () => {
    expect(of({ status: 'mediating', complexity: 'simple', medical: true })?.id).toBe('mediation.medical');
  });

  it('is never that of the court’s confirmation, a right of the parties (人民调解法 33): it hides no date of performance', () => {
    const inEffect = { effectiveDate: '2026-11-01', nextPerformanceDue: '2026-12-31' } as const;
    expect(of({ status: 'performing', ...inEffect })).toMatchObject({
      id: 'performance',
      due: endOfChinaDay('2026-12-31'),
    });
    expect(of({ status: 'performing', effectiveDate: '2026-11-01' })).toBeNull();
    expect(of({ status: 'follow_up', effectiveDate: '2026-11-01' })?.id).toBe('follow_up');
    expect(of({ status: 'follow_up', effectiveDate: '2026-11-01', followedUp: true })).toBeNull();
  });

  it('a step without its instant counts from the step before it', () => {
    const missing = { acceptedAt: undefined, triagedAt: undefined, assignedAt: undefined };
    expect(of({ status: 'assigned', ...missing })?.start).toBe(base.registeredAt);
    expect(of({ status: 'mediating', ...missing })?.start).toBe(base.registeredAt);
  });

  it('follows the rules that the center edited, in length, label and warning', () => {
    const changed = changeLimit(defaultDeadlineRules, 'mediation.general', 10);
    if (!changed.ok) throw new Error(changed.message);
    const rules = { ...changed.rules, warnPercent: 50 };
    const found = caseDeadline({ ...base, status: 'mediating' }, rules, calendar);
    expect(found).toMatchObject({ label: '化解时限（一般案件 10 天）', dueAt: endOfChinaDay('2026-12-03') });
    expect(found?.warnAt).toBe(Math.floor(((found?.startAt ?? 0) + (found?.dueAt ?? 0)) / 2));
  });

  it('starts before its warning, and warns before its end, whatever the facts', () => {
    const statuses: DeadlineCaseStatus[] = [
      'registered',
      'accepted',
      'assigned',
      'mediating',
      'performing',
      'follow_up',
    ];
    const date = fc.constantFrom('2026-01-01', '2026-11-20', '2026-11-23', '2027-03-01');
    fc.assert(
      fc.property(
        fc.constantFrom(...statuses),
        fc.option(date, { nil: undefined }),
        fc.option(date, { nil: undefined }),
        (status, effectiveDate, nextPerformanceDue) => {
          const found = caseDeadline(
            { ...base, status, effectiveDate, nextPerformanceDue },
            defaultDeadlineRules,
            calendar,
          );
          if (!found) return;
          expect(found.startAt).toBeLessThan(found.warnAt);
          expect(found.warnAt).toBeLessThan(found.dueAt);
        },
      ),
    );
  });
});

describe('the other periods', () => {
  it.each([
    ['a plain one', '2026-10-20', '2026-11-19'],
    ['a Sunday moves to Monday', '2026-10-23', '2026-11-23'],
    ['国庆 moves to 8 October', '2026-09-01', '2026-10-08'],
    ['春节 moves to 24 February', '2026-01-18', '2026-02-24'],
    ['a make-up Saturday stays', '2026-09-10', '2026-10-10'],
  ])('court confirmation: 30 days, the first not counted, the last rolled (民事诉讼法 85, 205): %s', (_, from, to) => {
    expect(judicialConfirmationDeadline(from, calendar)).toMatchObject({
      limitId: 'judicial_confirmation',
      dueAt: endOfChinaDay(to),
      provisional: false,
    });
  });

  it('court confirmation that ends in an unknown year is provisional', () => {
    const year = Math.max(...calendar.knownYears());
    expect(judicialConfirmationDeadline(`${year}-12-15`, calendar).provisional).toBe(true);
  });

  it('an objection is due 5 working days after the assignment, over 国庆 2026 (信访工作条例)', () => {
    expect(returnDeadline(at('2026-09-29', '10:00'), defaultDeadlineRules, calendar).dueAt).toBe(
      endOfChinaDay('2026-10-12'),
    );
  });
});
