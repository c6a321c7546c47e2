import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { caseActionSchemas, caseActionTypes } from '../cases/actions.ts';
import { deadlineFactsOf } from '../cases/deadline-facts.ts';
import { reduceCase } from '../cases/reducer.ts';
import { shippedRules } from '../cases/rules-in-force.ts';
import type { CaseState } from '../cases/state.ts';
import { partiesOf } from '../cases/state.ts';
import { caseStatusIds } from '../cases/status.ts';
import { actionsTo, storedAction, validPayload } from '../cases/testing.ts';
import { partiesText } from '../cases/title.ts';
import { createCalendar } from '../deadlines/calendar.ts';
import { caseDeadline } from '../deadlines/case-deadline.ts';
import { defaultDeadlineRules } from '../deadlines/default-rules.ts';
import type { StreamKind } from '../log/action.ts';
import { unreadableAt } from './readable.ts';
import { isFolded, judgeCaseAction, judgeOtherAction, type StreamAtCity } from './verdict.ts';

const stream: StreamAtCity = { revision: 0, hasPen: true, hasSetAside: false };
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

const stateAt = (status: (typeof caseStatusIds)[number]) =>
  actionsTo(status).reduce<CaseState | null>(reduceCase, null) as CaseState;

describe('an action of which nobody can read the payload (SYNC-3, SYNC-13)', () => {
  test('what the program itself writes can be read, every action of every state', () => {
    for (const status of caseStatusIds) {
      for (const action of actionsTo(status))
        expect(unreadableAt({ ...action, payload: plain(action.payload) })).toBeNull();
      for (const type of caseActionTypes) {
        const payload = plain(caseActionSchemas[type].parse(plain(validPayload(type, stateAt(status)))));
        expect([type, unreadableAt(storedAction(type, payload, 1))]).toEqual([type, null]);
      }
    }
  });

  test('one of another shape is set aside with the place that does not fit, a fact too, and the beginning of a case', () => {
    const registered = stateAt('registered');
    const wrong = storedAction('case.triaged', { route: 'peoples_mediation', complexity: 'simple', urgent: 'yes' }, 9);
    expect(judgeCaseAction(registered, wrong, stream, shippedRules)).toEqual({
      verdict: 'set_aside',
      reason: 'unreadable',
      detail: '不符的地方：urgent',
    });
    const fact = storedAction('consent.recorded', ['willing'], 9);
    expect(judgeCaseAction(registered, fact, stream, shippedRules)).toMatchObject({
      reason: 'unreadable',
      detail: null,
    });
    const born = storedAction('case.registered', { registration: {} }, 1, { baseRevision: 0 });
    expect(judgeCaseAction(null, born, stream, shippedRules)).toMatchObject({ reason: 'unreadable' });
    const dated = { ...(validPayload('follow_up.recorded', registered) as object), visitedOn: '2026-02-30' };
    expect(unreadableAt(storedAction('follow_up.recorded', dated, 9))).toBe('visitedOn');
  });

  test.each([
    ['center', 'center.settings_changed', { name: '金水' }],
    ['staff', 'staff.registered', { account: 'a', name: '某', roles: ['king'], phone: null }],
    ['import', 'import.committed', { rows: 1, chunks: 'all' }],
    ['erasure', 'log.erased', { streamKind: 'case', streamId: 'x', actionIds: [] }],
    ['settling', 'settling.resent', {}],
  ] as const)('so is one of a stream of the kind %s', (streamKind: StreamKind, type, payload) => {
    const action = storedAction('case.noted', payload, 1, { streamKind, type, schemaVersion: 1 });
    expect(judgeOtherAction(action, { ...stream, revision: 1 })).toMatchObject({ reason: 'unreadable' });
  });

  test('fields that are not known, types and forms of a newer program, and what was erased are left alone', () => {
    const more = { ...(validPayload('case.triaged', null) as object), weather: 'fine' };
    expect(unreadableAt(storedAction('case.triaged', more, 1))).toBeNull();
    expect(unreadableAt(storedAction('case.triaged', 7, 1, { schemaVersion: 2 }))).toBeNull();
    expect(unreadableAt(storedAction('case.noted', 7, 1, { type: 'case.dreamt' }))).toBeNull();
    expect(unreadableAt(storedAction('case.triaged', null, 1))).toBeNull();
  });

  test('whatever one place of a payload is replaced by: what is not set aside folds, and its rows can be made (LOG-4)', () => {
    const calendar = createCalendar();
    const junk = fc.constantFrom<unknown>(
      null,
      true,
      7,
      -1.5,
      1e300,
      '',
      '甲',
      'a\u0000b',
      '\ud800',
      [],
      [1],
      {},
      { id: 1 },
    );
    const before = caseStatusIds.map(stateAt);
    const anyStep = fc.record({
      state: fc.constantFrom(...before),
      type: fc.constantFrom(...caseActionTypes),
      junk,
      at: fc.nat(),
    });
    const counted = { folded: 0, aside: 0 };
    void fc.assert(
      fc.property(anyStep, ({ state, type, junk: value, at }) => {
        const payload = plain(validPayload(type, state));
        const spoilt = replaced(payload, at, value);
        const isBeginning = type === 'case.registered';
        const baseRevision = isBeginning ? 0 : state.revision;
        const action = storedAction(type, spoilt, 99, { baseRevision });
        const verdict = judgeCaseAction(isBeginning ? null : state, action, stream, shippedRules);
        if (!isFolded(verdict.verdict)) {
          counted.aside += 1;
          return;
        }
        counted.folded += 1;
        const after = reduceCase(isBeginning ? null : state, action);
        partiesText(partiesOf(after));
        caseDeadline(deadlineFactsOf(after), defaultDeadlineRules, calendar);
        expect(JSON.stringify(after)).not.toContain('\\u0000');
      }),
      { numRuns: 3_000, seed: 20_261_126 },
    );
    expect(Math.min(counted.folded, counted.aside)).toBeGreaterThan(100);
  });
});

/** The payload with the n-th of its places, counted round, replaced. */
function replaced(payload: unknown, at: number, value: unknown): unknown {
  const places: (readonly [object, string])[] = [];
  const whole = { payload };
  const walk = (holder: object) => {
    for (const [key, inner] of Object.entries(holder)) {
      places.push([holder, key]);
      if (typeof inner === 'object' && inner !== null) walk(inner);
    }
  };
  walk(whole);
  const [holder, key] = places[at % places.length] ?? [whole, 'payload'];
  Object.assign(holder, { [key]: value });
  return whole.payload;
}
