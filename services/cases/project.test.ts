import { describe, expect, it } from 'vitest';
import type { CaseState } from '../../domain/cases/state.ts';
import { caseIn, withAction } from '../../domain/cases/testing.ts';
import { testAgreement } from '../../domain/cases/testing-facts.ts';
import { createCalendar } from '../../domain/deadlines/calendar.ts';
import { endOfChinaDay } from '../../domain/deadlines/china-time.ts';
import { defaultDeadlineRules } from '../../domain/deadlines/default-rules.ts';
import { runningConfirmation, runningDeadline, runningReturn } from './project.ts';

const rules = { deadlines: defaultDeadlineRules, calendar: createCalendar() };

describe('the court’s confirmation beside the deadline of the work (人民调解法 33)', () => {
  const text = testAgreement({ judicialConfirmation: true });
  const agreed = withAction(caseIn('mediating'), 'agreement.reached_written', { text });
  let inEffect: CaseState = agreed;
  while (inEffect.status === 'agreed') inEffect = withAction(inEffect, 'agreement.signed');

  it('counts from the effective date, and leaves the deadline of the case to performance', () => {
    expect(runningConfirmation(agreed, rules)).toBeNull();
    expect(runningConfirmation(inEffect, rules)).toMatchObject({
      limitId: 'judicial_confirmation',
      dueAt: endOfChinaDay('2026-12-23'),
    });
    expect(runningDeadline(inEffect, rules)).toMatchObject({
      limitId: 'performance',
      dueAt: endOfChinaDay('2026-11-25'),
    });
  });

  it('is not there where the parties do not want it', () => {
    expect(runningConfirmation(caseIn('performing'), rules)).toBeNull();
  });
});

describe('the time to return a case (参照信访工作条例: 5 working days)', () => {
  it('counts from the last assignment, where a case may be returned', () => {
    for (const status of ['assigned', 'signed_in'] as const) {
      const state = caseIn(status);
      expect(runningReturn(state, rules)).toMatchObject({
        limitId: 'return',
        startAt: state.instants.assignedAt,
        dueAt: endOfChinaDay('2026-11-30'),
      });
    }
    for (const status of ['triaged', 'returned', 'mediating', 'closed'] as const) {
      expect(runningReturn(caseIn(status), rules)).toBeNull();
    }
  });
});
