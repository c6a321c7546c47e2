import { describe, expect, test } from 'vitest';
import { caseIn, withAction } from '../../../../domain/cases/testing.ts';
import { testActor, testDay, testStaff } from '../../../../domain/cases/testing-facts.ts';
import { checkAction } from '../check-action.ts';
import { markPayload, marksToMake, suggestedMarks, takesEffect } from './marks-to-make.ts';

const names = { [testStaff.mediator]: '张卫' };

describe('signatures and seal (人民调解法 29)', () => {
  const manager = testActor('manager');
  const agreed = (() => {
    const state = caseIn('agreed');
    return { ...state, agreement: state.agreement && { ...state.agreement, marks: [] } };
  })();
  const view = { state: agreed, staffNames: names };

  test('all hands are ticked, the seal only once nothing else is missing', () => {
    const marks = marksToMake(view, manager);
    expect(marks.map(({ name, as }) => `${name} ${as}`)).toEqual([
      '张某 当事人',
      '李某 当事人',
      '张卫 调解员',
      '张卫 记录人',
      '人民调解委员会 盖章',
    ]);
    const hands = suggestedMarks(marks);
    expect(hands).toHaveLength(3);
    expect(takesEffect(marks, hands)).toBe(false);

    let signed = caseIn('agreed');
    for (let mark = 0; mark < 2; mark += 1) signed = withAction(signed, 'agreement.signed');
    const last = marksToMake({ state: signed, staffNames: names }, manager);
    expect(suggestedMarks(last)).toEqual(['seal ']);
    expect(takesEffect(last, suggestedMarks(last))).toBe(true);
  });

  test('the seal is the manager’s', () => {
    const seal = marksToMake(view, testActor('mediator')).find(({ kind }) => kind === 'seal');
    expect(seal?.blocked).toBe('委员会印章由主任加盖');
    expect(suggestedMarks(marksToMake(view, testActor('clerk')))).not.toContain('seal ');
  });

  test('a day in a wrong year is told before anything is sent (LOG-10)', () => {
    const told = { reason: '不愿再谈', routesTold: ['court'], toldOn: '2006-11-23' };
    const checked = checkAction({ state: agreed, actor: manager, today: testDay }, 'mediation.terminated', told);
    expect(checked).toMatchObject({ ok: false, fields: { toldOn: expect.stringContaining('早于纠纷发生的日期') } });
  });

  test('each mark is what the workflow accepts, with the day on the paper (LOG-10)', () => {
    for (const mark of marksToMake(view, manager)) {
      const payload = markPayload(mark, { method: 'fingerprint', agentName: null }, 1, testDay);
      const checked = checkAction({ state: agreed, actor: manager, today: testDay }, 'agreement.signed', payload);
      expect(checked).toMatchObject({ ok: true, action: { payload: { kind: mark.kind, signedOn: testDay } } });
    }
  });
});
