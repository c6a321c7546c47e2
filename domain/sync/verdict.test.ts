import { describe, expect, test } from 'vitest';
import { reduceCase } from '../cases/reducer.ts';
import { shippedRules } from '../cases/rules-in-force.ts';
import type { CaseState } from '../cases/state.ts';
import { type CaseStatus, caseStatusIds } from '../cases/status.ts';
import {
  actionsTo as actionsOfClerkTo,
  caseIn,
  handedOver,
  storedAction,
  validPayload,
  withAction,
} from '../cases/testing.ts';
import { testFile, testGiver, testReceiver, testStaff } from '../cases/testing-facts.ts';
import { caseWorkflow } from '../cases/workflow.ts';
import type { Action } from '../log/action.ts';
import { isFolded, judgeCaseAction, judgeOtherAction, type StreamAtCity, type Verdict } from './verdict.ts';

const own: StreamAtCity = { revision: 0, hasPen: true, hasSetAside: false };

/** As the mediator in charge would have done it all: some guards ask who does it. */
const actionsTo = (status: CaseStatus): readonly Action<unknown>[] =>
  actionsOfClerkTo(status).map(({ header, payload }) => ({
    header: { ...header, actorId: testStaff.mediator },
    payload,
  }));

interface Judged {
  readonly state: CaseState | null;
  readonly verdicts: readonly Verdict[];
}

/** Judges one station's history as the city does: what is set aside is not folded, and holds what follows. */
function judgeAll(
  actions: readonly Action<unknown>[],
  at: Partial<StreamAtCity> = {},
  from: CaseState | null = null,
): Judged {
  let state = from;
  let hasSetAside = false;
  const verdicts: Verdict[] = [];
  for (const action of actions) {
    const verdict = judgeCaseAction(state, action, { ...own, hasSetAside, ...at }, shippedRules);
    verdicts.push(verdict);
    if (isFolded(verdict.verdict)) state = reduceCase(state, action);
    if (verdict.verdict === 'set_aside') hasSetAside = true;
  }
  return { state, verdicts };
}

const kindOf = (type: string) => caseWorkflow.find(({ action }) => action === type)?.kind;

describe('the city judges what a station sends (SYNC-3)', () => {
  test.each(caseStatusIds)('a history that nobody disturbed is accepted whole, up to %s', (status) => {
    const actions = actionsTo(status);
    const { verdicts, state } = judgeAll(actions);
    expect(verdicts.map(({ verdict, detail }) => detail ?? verdict)).toEqual(actions.map(() => 'accepted'));
    expect(state).toEqual(actions.reduce<CaseState | null>(reduceCase, null));
  });

  test.each(caseStatusIds)(
    'facts on an old revision are flagged and folded, decisions are set aside or held, up to %s (LOG-9)',
    (status) => {
      const [first, ...rest] = actionsTo(status);
      if (!first) throw new Error('no history');
      const begun = reduceCase(null, first);
      // Somebody else moved the case on meanwhile: one revision that this station has not seen.
      const moved = { ...begun, revision: begun.revision + 1 };
      const { verdicts } = judgeAll(rest, {}, moved);
      for (const [index, { verdict, reason }] of verdicts.entries()) {
        const kind = kindOf(rest[index]?.header.type ?? '');
        if (kind === 'fact') expect([verdict, reason]).toEqual(['flagged', 'stale']);
        else expect(['set_aside', 'held']).toContain(verdict);
      }
      const decisions = verdicts.filter(({ verdict }) => !isFolded(verdict));
      expect(decisions.map(({ verdict }) => verdict)).toEqual(
        decisions.map((_, index) => (index === 0 ? 'set_aside' : 'held')),
      );
    },
  );

  test('once a decision is set aside, the later ones of that station wait behind it as one group', () => {
    const actions = actionsTo('mediating');
    const first = actions[0];
    if (!first) throw new Error('no history');
    const state = reduceCase(null, first);
    const decision = actions.find(({ header }) => kindOf(header.type) === 'decision');
    if (!decision) throw new Error('no decision');
    const verdict = judgeCaseAction(state, decision, { ...own, hasSetAside: true }, shippedRules);
    expect(verdict).toMatchObject({ verdict: 'held', reason: 'behind' });
  });

  test('without the pen a decision is set aside and a fact is kept (SYNC-6)', () => {
    const actions = actionsTo('closed');
    const [first, ...rest] = actions;
    if (!first) throw new Error('no history');
    let state: CaseState | null = reduceCase(null, first);
    for (const action of rest) {
      const verdict = judgeCaseAction(state, action, { ...own, hasPen: false }, shippedRules);
      // A note, a printing, a file: whoever has the case may add it.
      const isFree = caseWorkflow.find((row) => row.action === action.header.type)?.hand === 'any';
      const kept = isFree ? 'accepted' : 'flagged';
      expect(verdict).toMatchObject({
        verdict: kindOf(action.header.type) === 'fact' ? kept : 'set_aside',
        reason: isFree ? null : 'no_pen',
      });
      state = reduceCase(state, action);
    }
  });

  test('a file or paper of a center that never had the case counts for nothing: its bytes could not come (SYNC-6, SYNC-8)', () => {
    const offered = withAction(caseIn('mediating'), 'handover.offered');
    const refused = withAction(offered, 'handover.withdrawn');
    const at = { revision: refused.revision, hasPen: false, hasSetAside: false };
    const by = (state: CaseState, stationId: string, type: 'file.attached' | 'case.noted' | 'document.issued') => {
      const payload = type === 'file.attached' ? testFile(77) : validPayload(type, state);
      return storedAction(type, payload, 99, { stationId });
    };
    const asked = testReceiver.stationId;
    const verdictOf = (type: Parameters<typeof by>[2]) =>
      judgeCaseAction(refused, by(refused, asked, type), at, shippedRules).verdict;
    expect(verdictOf('file.attached')).toBe('set_aside');
    expect(verdictOf('document.issued')).toBe('set_aside');
    expect(verdictOf('case.noted')).toBe('accepted');
    const late = { ...at, hasSetAside: true };
    expect(judgeCaseAction(refused, by(refused, asked, 'file.attached'), late, shippedRules)).toMatchObject({
      verdict: 'held',
      reason: 'behind',
    });
    // Who had the case adds to it for ever.
    const had = handedOver(caseIn('mediating'));
    const giver = by(had, testGiver.stationId, 'file.attached');
    expect(judgeCaseAction(had, giver, at, shippedRules).verdict).toBe('accepted');
  });

  test('a second beginning of a case never replaces the first', () => {
    const [first] = actionsTo('registered');
    if (!first) throw new Error('no history');
    const state = reduceCase(null, first);
    expect(judgeCaseAction(state, first, own, shippedRules)).toMatchObject({
      verdict: 'set_aside',
      reason: 'begun_twice',
    });
  });

  test('a type that this version does not know is kept and accepted (SYNC-13)', () => {
    const [first] = actionsTo('registered');
    if (!first) throw new Error('no history');
    const state = reduceCase(null, first);
    const unknown = { header: { ...first.header, type: 'case.teleported', baseRevision: 7 }, payload: {} };
    expect(judgeCaseAction(state, unknown, own, shippedRules)).toMatchObject({ verdict: 'accepted' });
  });

  test('an action whose payload was erased is judged by its place alone (LOG-8)', () => {
    const actions = actionsTo('closed').map((action) => ({ ...action, payload: null }));
    expect(judgeAll(actions).verdicts.map(({ verdict }) => verdict)).toEqual(actions.map(() => 'accepted'));
  });
});

describe('other streams', () => {
  const header = (streamKind: 'staff' | 'center' | 'import' | 'erasure', baseRevision: number) => {
    const [first] = actionsTo('registered');
    if (!first) throw new Error('no history');
    return { ...first.header, streamKind, baseRevision };
  };
  const judged = (...[kind, baseRevision]: Parameters<typeof header>) => ({
    header: header(kind, baseRevision),
    payload: null,
  });
  test('a record that was changed elsewhere meanwhile is not overwritten (LOG-5)', () => {
    expect(judgeOtherAction(judged('staff', 1), { ...own, revision: 1 })).toMatchObject({ verdict: 'accepted' });
    expect(judgeOtherAction(judged('staff', 1), { ...own, revision: 2 })).toMatchObject({
      verdict: 'set_aside',
      reason: 'stale',
    });
    expect(judgeOtherAction(judged('center', 0), { ...own, revision: 1 })).toMatchObject({ reason: 'begun_twice' });
  });
  test('an order to erase is obeyed wherever it comes from (LOG-8)', () => {
    expect(judgeOtherAction(judged('erasure', 0), { ...own, hasSetAside: true, hasPen: false })).toMatchObject({
      verdict: 'accepted',
    });
  });
});
