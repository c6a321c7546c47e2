import { describe, expect, it } from 'vitest';
import { confirmationStart, deadlineFactsOf } from './deadline-facts.ts';
import type { CaseState } from './state.ts';
import { caseStatusIds } from './status.ts';
import { caseIn, withAction } from './testing.ts';
import { testAgreement, testRegistration } from './testing-facts.ts';

const withRegistration = (changes: Parameters<typeof testRegistration>[0]): CaseState => ({
  ...caseIn('mediating'),
  registration: testRegistration(changes),
});

describe('what deadlines know of a case', () => {
  it('is its state and its instants, for every state', () => {
    for (const status of caseStatusIds) {
      const state = caseIn(status);
      expect(deadlineFactsOf(state)).toMatchObject({ status, ...state.instants });
    }
  });

  it('医疗纠纷预防和处理条例 38: a medical dispute is type 15 and no other', () => {
    expect(deadlineFactsOf(withRegistration({ mojType: '15' })).medical).toBe(true);
    expect(deadlineFactsOf(withRegistration({ mojType: '14' })).medical).toBe(false);
  });

  it('is how hard and how urgent triage found the case', () => {
    const triaged = withAction(caseIn('accepted'), 'case.triaged', {
      route: 'peoples_mediation',
      complexity: 'complex',
      urgent: true,
    });
    expect(deadlineFactsOf(triaged)).toMatchObject({ complexity: 'complex', urgent: true });
  });

  it('is the earliest day among the promises that are still open', () => {
    const performing = caseIn('performing');
    const afterOne = withAction(performing, 'performance.recorded');
    const afterBoth = withAction(afterOne, 'performance.recorded');
    expect(deadlineFactsOf(performing).nextPerformanceDue).toBe('2026-11-25');
    expect(deadlineFactsOf(afterOne).nextPerformanceDue).toBe('2026-11-30');
    expect(deadlineFactsOf(afterBoth).nextPerformanceDue).toBeUndefined();
  });

  it('takes a promise without a day as one that no deadline hangs on', () => {
    const [item] = testAgreement().performance;
    const text = testAgreement({ performance: [{ ...item!, dueOn: null }] });
    const facts = deadlineFactsOf(withAction(caseIn('mediating'), 'agreement.reached_oral', { text }));
    expect(facts.status).toBe('performing');
    expect(facts.nextPerformanceDue).toBeUndefined();
    expect(facts.lastPerformanceDate).toBeUndefined();
  });

  it('counts the follow-up from the last day on which something was really performed', () => {
    const performing = caseIn('performing');
    expect(deadlineFactsOf(performing).lastPerformanceDate).toBe('2026-11-30');
    const items = performing.agreement!.text.performance;
    const perform = (state: CaseState, index: number, performedOn: string) =>
      withAction(state, 'performance.recorded', {
        itemId: items[index]!.id,
        outcome: 'performed',
        performedOn,
        amountFen: null,
      });
    const done = perform(perform(performing, 0, '2026-12-08'), 1, '2026-12-03');
    expect(deadlineFactsOf(done)).toMatchObject({ status: 'follow_up', lastPerformanceDate: '2026-12-08' });
  });

  it('人民调解法 33: the court’s confirmation may be asked for a written agreement that says so, from its effective date', () => {
    const text = testAgreement({ judicialConfirmation: true });
    const oral = withAction(caseIn('mediating'), 'agreement.reached_oral', { text });
    expect(confirmationStart(oral)).toBeNull();
    let written = withAction(caseIn('mediating'), 'agreement.reached_written', { text });
    expect(confirmationStart(written)).toBeNull();
    while (written.status === 'agreed') written = withAction(written, 'agreement.signed');
    expect(confirmationStart(written)).toBe('2026-11-23');
    expect(confirmationStart(caseIn('performing'))).toBeNull();
  });

  it('is that of a general case once the registration was erased (LOG-8)', () => {
    const facts = deadlineFactsOf({ ...withRegistration({ mojType: '15', urgent: true }), registration: null });
    expect(facts).toMatchObject({ complexity: 'general', urgent: false, medical: false });
  });

  it('WF-13: carries the days of the extension', () => {
    expect(deadlineFactsOf(withAction(caseIn('mediating'), 'mediation.extended')).extendedDays).toBe(30);
  });
});
