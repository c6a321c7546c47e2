import { describe, expect, test } from 'vitest';
import type { CaseState } from '../cases/state.ts';
import { caseEventId, caseEvents } from './case-events.ts';
import { deliveryDelay, MAX_ATTEMPTS } from './retries.ts';

const state = (over: object): CaseState =>
  ({ caseNumber: '郑金水〔2026〕1号', revision: 1, status: 'registered', agreement: null, ...over }) as CaseState;

describe('the events of a case', () => {
  test('a new case is registered, and nothing else', () => {
    expect(caseEvents(null, state({})).map(({ type }) => type)).toEqual(['case.registered']);
  });

  test('an action that changes neither state nor agreement makes none', () => {
    expect(caseEvents(state({}), state({ revision: 2 }))).toEqual([]);
  });

  test('the last mark makes two: the state, and the day of effect', () => {
    const agreed = state({ status: 'agreed', agreement: { effectiveOn: null } });
    const performing = state({ status: 'performing', revision: 9, agreement: { effectiveOn: '2026-11-26' } });
    expect(caseEvents(agreed, performing)).toMatchObject([
      { type: 'case.state_changed', previousStatus: 'agreed', status: 'performing', revision: 9 },
      { type: 'agreement.in_effect', effectiveOn: '2026-11-26' },
    ]);
    expect(caseEvents(performing, { ...performing, revision: 10 })).toEqual([]);
  });

  test('an event has one id, whenever it is told, and no dot in it', () => {
    expect(caseEventId('a-1', 'agreement.in_effect')).toBe('evt_a-1_effect');
  });
});

test('the delays grow, and end after about three days', () => {
  const delays = Array.from({ length: MAX_ATTEMPTS - 1 }, (_, index) => deliveryDelay(index + 1, 0) ?? 0);
  expect(delays).toEqual(delays.toSorted((a, b) => a - b));
  expect(delays.reduce((sum, delay) => sum + delay, 0) / 3_600_000).toBeCloseTo(70.7, 0);
  expect(deliveryDelay(1, 0.999)).toBeLessThan(6_001);
  expect(deliveryDelay(MAX_ATTEMPTS, 0)).toBeNull();
});
