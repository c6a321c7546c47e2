import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CaseAction, caseActionTypes } from '../cases/actions.ts';
import { refusalOf } from '../cases/decide.ts';
import { shippedRules } from '../cases/rules-in-force.ts';
import type { CaseState } from '../cases/state.ts';
import { caseStatusIds } from '../cases/status.ts';
import { caseIn, storedAction, validPayload, withAction } from '../cases/testing.ts';
import { testActor, testId } from '../cases/testing-facts.ts';
import { plannedRefusals, plannedVerdicts } from './resend.ts';

const actionOf = (type: CaseAction['type'], state: CaseState) =>
  ({ type, payload: validPayload(type, state) }) as CaseAction;
const plan = (
  state: CaseState,
  types: readonly CaseAction['type'][],
  role: 'clerk' | 'mediator' | 'manager' = 'manager',
) =>
  plannedRefusals(
    state,
    testActor(role),
    types.map((type, n) => ({ id: testId(800 + n), action: actionOf(type, state) })),
    shippedRules,
    1_795_392_000_000,
  );

describe('sending a group again (SYNC-3)', () => {
  test('each step is asked on what the steps before it have made of the case', () => {
    expect(plan(caseIn('registered'), ['case.accepted', 'case.triaged', 'case.assigned'])).toEqual([null, null, null]);
    // Without the first, the others do not fit.
    expect(plan(caseIn('registered'), ['case.triaged', 'case.assigned']).map((each) => each?.why)).toEqual([
      'state',
      'state',
    ]);
  });

  test('one that may not be done is left out, and says why; the next is asked without it', () => {
    const [first, second, third] = plan(caseIn('accepted'), ['case.accepted', 'case.triaged', 'case.assigned']);
    expect([first?.message, second, third]).toEqual([expect.stringContaining('不能「受理」'), null, null]);
  });

  test('another’s step needs a role that may do it', () => {
    expect(plan(caseIn('assigned'), ['case.signed_in'], 'clerk')).toMatchObject([{ why: 'role' }]);
  });

  test('a plan of one is what the workflow table says, in every state and for every action (LOG-6)', () => {
    const anyPlan = fc.record({
      status: fc.constantFrom(...caseStatusIds),
      type: fc.constantFrom(...caseActionTypes),
      role: fc.constantFrom('clerk' as const, 'mediator' as const, 'manager' as const),
    });
    fc.assert(
      fc.property(anyPlan, ({ status, type, role }) => {
        const state = caseIn(status);
        expect(plan(state, [type], role)).toEqual([refusalOf(state, testActor(role), actionOf(type, state))]);
      }),
    );
  });

  test('what a plan allows can be done in that order, one after the other', () => {
    const anyTypes = fc.array(fc.constantFrom(...caseActionTypes), { maxLength: 6 });
    fc.assert(
      fc.property(fc.constantFrom(...caseStatusIds), anyTypes, (status, types) => {
        let state = caseIn(status);
        const first = state;
        for (const [n, refusal] of plan(first, types).entries()) {
          if (refusal !== null) continue;
          const action = actionOf(types[n] as CaseAction['type'], first);
          expect(refusalOf(state, testActor('manager'), action)).toBeNull();
          state = withAction(state, action.type, action.payload);
        }
      }),
    );
  });
});

describe('what the city would do anew in the authors’ names (SYNC-3)', () => {
  const steps = (state: CaseState, types: readonly CaseAction['type'][]) =>
    types.map((type) => storedAction(type, validPayload(type, state), 2));
  const judged = (state: CaseState, types: readonly CaseAction['type'][]) =>
    plannedVerdicts(state, steps(state, types), shippedRules, 1_795_392_000_000);

  test('each step stands on those before it, whatever revision it was done on', () => {
    const verdicts = judged(caseIn('registered'), ['case.accepted', 'case.triaged', 'case.assigned']);
    expect(verdicts.map(({ verdict }) => verdict)).toEqual(['accepted', 'accepted', 'accepted']);
  });

  test('one that the guards refuse is left out with their words, and the next is judged without it', () => {
    const verdicts = judged(caseIn('accepted'), ['case.flagged', 'case.accepted', 'case.triaged']);
    expect(verdicts).toMatchObject([
      { verdict: 'accepted' },
      { verdict: 'set_aside', reason: 'not_possible', detail: expect.stringContaining('不能「受理」') },
      { verdict: 'accepted' },
    ]);
  });

  test('nothing is done of what was erased, and no record begins twice', () => {
    const state = caseIn('registered');
    const [step] = steps(state, ['case.accepted']);
    if (!step) throw new Error('no step');
    const beginning = { ...step, header: { ...step.header, baseRevision: 0 } };
    expect(plannedVerdicts(state, [{ ...step, payload: null }, beginning], shippedRules, 0)).toMatchObject([
      { verdict: 'set_aside', detail: '内容已依法删除' },
      { verdict: 'set_aside', reason: 'begun_twice' },
    ]);
  });
});
