import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { storedAction } from '../cases/testing.ts';
import { testActor, testId, testStaff } from '../cases/testing-facts.ts';
import type { Action } from '../log/action.ts';
import {
  reduceSettling,
  type Settling,
  type SettlingType,
  settlingRefusal,
  settlingRule,
  settlingRules,
  settlingSchemas,
  settlingTypes,
  takesSettling,
} from './settling.ts';
import { judgeOtherAction } from './verdict.ts';

const settled = testId(600);
const payloads: Readonly<Record<SettlingType, unknown>> = {
  'settling.withdrawn': {},
  'settling.resent': { resentAs: testId(601) },
  'settling.handed_over': { note: '请市里定。' },
  'settling.declined': { words: '以区里先办的为准。', decidedBy: '市综治中心 周某' },
  'settling.approved': { resentAs: testId(602), decidedBy: '市综治中心 周某' },
};
const settling = (type: SettlingType, n: number, payload: unknown = payloads[type]): Action<unknown> =>
  storedAction('case.noted', payload, n, { streamKind: 'settling', streamId: settled, type });
const fold = (actions: readonly Action<unknown>[]) => actions.reduce<Settling | null>(reduceSettling, null);
const isFinal = (type: SettlingType) => settlingRule(type).way !== 'handed_over';
const anyStream = fc
  .array(fc.record({ type: fc.constantFrom(...settlingTypes), erased: fc.boolean() }), { maxLength: 12 })
  .map((steps) => steps.map(({ type, erased }, n) => settling(type, n + 1, erased ? null : payloads[type])));

describe('what settles an action that was set aside (SYNC-3)', () => {
  test('each way is one action of the log, whose payload its schema takes unchanged (LOG-1)', () => {
    expect(settlingRules.map(({ type }) => type)).toEqual(settlingTypes);
    for (const type of settlingTypes) expect(settlingSchemas[type].parse(payloads[type])).toEqual(payloads[type]);
  });

  test('the first that is final holds, whatever comes after it: two who settle the same at once agree', () => {
    fc.assert(
      fc.property(anyStream, anyStream, (stream, later) => {
        const state = fold(stream);
        if (state === null || state.way === 'handed_over') return;
        expect(fold([...stream, ...later])).toEqual(state);
      }),
    );
  });

  test('in any order it folds to nothing, to the city’s turn, or to one way; erased payloads change no way (LOG-8)', () => {
    fc.assert(
      fc.property(anyStream, (stream) => {
        const types = stream.map(({ header }) => header.type as SettlingType);
        const state = fold(stream);
        expect(fold(stream.map(({ header }) => ({ header, payload: null })))?.way).toBe(state?.way);
        const handed = types.indexOf('settling.handed_over');
        // By hand: the city’s answers count only once it was asked.
        const first = types.findIndex((type, at) => {
          const wasHanded = handed >= 0 && handed < at;
          return isFinal(type) && settlingRule(type).by.includes('city') === wasHanded;
        });
        const expected =
          first >= 0 ? settlingRule(types[first] as SettlingType).way : handed >= 0 ? 'handed_over' : undefined;
        expect(state?.way).toBe(expected);
      }),
    );
  });

  test('what was written when it was handed over stays beside the answer', () => {
    const answered = fold([settling('settling.handed_over', 1), settling('settling.declined', 2)]);
    expect(answered).toMatchObject({ way: 'declined', note: '请市里定。', words: '以区里先办的为准。' });
  });

  test('a type that this version does not know changes nothing (SYNC-13)', () => {
    expect(fold([storedAction('case.noted', {}, 1, { streamKind: 'settling', type: 'settling.dreamt' })])).toBeNull();
  });

  test('from who may settle the city takes every one, on any revision; from others none', () => {
    for (const type of settlingTypes) {
      const taken = (['author', 'city', 'other'] as const).filter((sender) => {
        const stream = { revision: 3, hasPen: takesSettling(type, sender), hasSetAside: true };
        return judgeOtherAction(settling(type, 1), stream).verdict === 'accepted';
      });
      expect(taken).toEqual(settlingRule(type).by.includes('city') ? ['city'] : ['author']);
    }
    expect(takesSettling('settling.dreamt', 'other')).toBe(true);
  });
});

describe('who settles it', () => {
  const roles = ['clerk', 'mediator', 'manager', 'it'] as const;
  test.each(['settling.withdrawn', 'settling.resent', 'settling.handed_over'] as const)(
    '%s: the author or the manager; not another clerk or mediator, and not IT',
    (type) => {
      const may = roles.filter((role) => settlingRefusal(type, testStaff.mediator, testActor(role)) === null);
      expect(may).toEqual(['mediator', 'manager']);
    },
  );
  test('IT settles what IT has done: settings and accounts', () => {
    expect(settlingRefusal('settling.withdrawn', testActor('it').staffId, testActor('it'))).toBeNull();
  });
  test.each(['settling.declined', 'settling.approved'] as const)('%s: nobody at a center', (type) => {
    for (const role of roles)
      expect(settlingRefusal(type, testActor(role).staffId, testActor(role))).toContain('市平台');
  });
});
