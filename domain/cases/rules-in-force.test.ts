import { describe, expect, it } from 'vitest';
import type { CaseAction } from './actions.ts';
import { offeredActions, refusalOf } from './decide.ts';
import { beyondRules, shippedRules } from './rules-in-force.ts';
import type { CaseState } from './state.ts';
import { caseIn, withAction } from './testing.ts';
import { testActor } from './testing-facts.ts';

const manager = testActor('manager');
const mediating = caseIn('mediating');
const once = withAction(mediating, 'mediation.extended');
const twice = withAction(once, 'mediation.extended');
const allowing = (maxTimes: number, maxDays = 30) => ({ extension: { maxTimes, maxDays } });
const offer = (state: CaseState, rules = shippedRules) =>
  offeredActions(state, manager, rules).find(({ action }) => action === 'mediation.extended')?.refusal?.message ?? null;

describe('WF-13: how often a mediation is extended is the center’s to set', () => {
  it.each([
    ['shipped, not yet', mediating, shippedRules, null],
    ['shipped, once', once, shippedRules, '本案已延期一次，不能再延'],
    ['twice allowed, once', once, allowing(2), null],
    ['twice allowed, twice', twice, allowing(2), '本案已延期 2 次，最多 2 次，不能再延'],
    ['none allowed', mediating, allowing(0), '本中心的时限设置不许延期'],
    ['no day allowed', mediating, allowing(1, 0), '本中心的时限设置不许延期'],
  ])('%s', (_, state, rules, message) => {
    expect(offer(state, rules)).toBe(message);
    const answer = refusalOf(state, manager, { type: 'mediation.extended' }, rules);
    expect(answer?.message ?? null).toBe(message);
  });

  it('a reopened case begins to count anew', () => {
    const ended = withAction(withAction(once, 'mediation.failed'), 'case.reopened');
    expect(ended).toMatchObject({ extensions: 0, extendedDays: 0 });
  });
});

describe('WF-13: by how many days, too', () => {
  const extended = (days: number): CaseAction => ({
    type: 'mediation.extended',
    payload: { days, consentedPartyIds: [], reason: '等鉴定' },
  });

  it.each([
    [30, shippedRules, {}],
    [31, shippedRules, { days: '最多延 30 天' }],
    [16, allowing(1, 15), { days: '最多延 15 天' }],
    [60, allowing(1, 60), {}],
  ])('%s days', (days, rules, problems) => {
    expect(beyondRules(extended(days), rules)).toEqual(problems);
  });

  it('asks nothing of other actions', () => {
    expect(beyondRules({ type: 'case.signed_in', payload: {} }, allowing(0, 0))).toEqual({});
  });
});
