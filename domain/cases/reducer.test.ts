import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Action } from '../log/action.ts';
import { CASE_SCHEMA_VERSION, type CaseActionType, caseActionTypes } from './actions.ts';
import { foldCase, reduceCase } from './reducer.ts';
import type { CaseState } from './state.ts';
import { caseStatus, caseStatusIds } from './status.ts';
import { actionsTo, caseIn, storedAction, validPayload, withAction } from './testing.ts';
import { testAgreement, testParties } from './testing-facts.ts';
import { caseWorkflow, workflowRow } from './workflow.ts';

/** Payloads as they were made in some other state: what a replica may receive in any order. */
const anyStep = fc.record({
  type: fc.constantFrom(...caseActionTypes),
  madeIn: fc.constantFrom(...caseStatusIds),
  erased: fc.boolean(),
});
const prepared = new Map(caseStatusIds.map((status) => [status, caseIn(status)]));

type Step = { type: CaseActionType; madeIn: (typeof caseStatusIds)[number]; erased: boolean };

function toActions(steps: readonly Step[]): Action<unknown>[] {
  return steps.map(({ type, madeIn, erased }, index) =>
    storedAction(type, erased ? null : validPayload(type, prepared.get(madeIn)!), index + 1),
  );
}

const anyStream = fc.array(anyStep, { minLength: 1, maxLength: 40 }).map(toActions);
const kept = fc
  .array(
    anyStep.map((step) => ({ ...step, erased: false })),
    { maxLength: 40 },
  )
  .map(toActions);

/** Every state, and those that any order of unerased actions leads to. */
const anyState = fc.oneof(
  fc.constantFrom(...prepared.values()),
  kept.map(
    (stream) => foldCase([storedAction('case.registered', validPayload('case.registered', null), 1), ...stream])!,
  ),
);

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const member of Object.values(value)) frozen(member);
  }
  return value;
}

describe('the fold of a case (LOG-4)', () => {
  it('never refuses: any order of actions, erased ones among them, folds to a known state', () => {
    fc.assert(
      fc.property(anyStream, (stream) => {
        const state = foldCase(stream)!;
        expect(caseStatusIds).toContain(state.status);
        // What citizens say is counted beside (SYNC-6).
        expect(state.revision + state.besides).toBe(stream.length);
        expect(state.id).toBe(stream[0]!.header.streamId);
      }),
    );
  });

  it('of a stream split anywhere equals the fold of the whole, and changes nothing that it was given', () => {
    fc.assert(
      fc.property(anyStream, fc.nat(), (stream, at) => {
        frozen(stream);
        const cut = at % (stream.length + 1);
        const first = stream.slice(0, cut).reduce<CaseState | null>(reduceCase, null);
        const whole = stream
          .slice(cut)
          .reduce<CaseState | null>((state, action) => reduceCase(frozen(state), action), first);
        expect(whole).toEqual(foldCase(stream));
      }),
    );
  });

  it('of no action is no case', () => {
    expect(foldCase([])).toBeNull();
  });

  it('survives storage: the state as JSON reads back the same, so that projections rebuild identically', () => {
    fc.assert(
      fc.property(anyStream, (stream) => {
        const state = foldCase(stream);
        expect(JSON.parse(JSON.stringify(state))).toEqual(state);
      }),
    );
  });

  it('passes over a type of a newer version: revision counts, nothing else changes (SYNC-13)', () => {
    fc.assert(
      fc.property(anyState, fc.json(), (state, payload) => {
        const folded = reduceCase(
          state,
          storedAction('case.teleported' as CaseActionType, payload, state.revision + 1),
        );
        expect(folded).toEqual({ ...state, revision: state.revision + 1 });
      }),
    );
  });
});

describe('an action of a newer schema version (SYNC-13)', () => {
  const newer = fc.record({
    type: fc.constantFrom(...caseActionTypes),
    payload: fc.oneof(fc.json(), fc.anything({ maxDepth: 2 }), fc.constant(null)),
    above: fc.integer({ min: 1, max: 1000 }),
  });
  const storedNewer = (
    { type, payload, above }: { type: CaseActionType; payload: unknown; above: number },
    n: number,
  ) => storedAction(type, payload, n, { schemaVersion: CASE_SCHEMA_VERSION + above });

  it('is passed over as an unknown type is, whatever it says: revision counts, nothing else changes', () => {
    fc.assert(
      fc.property(anyState, newer, (state, action) => {
        const folded = reduceCase(state, storedNewer(action, state.revision + 1));
        expect(folded).toEqual({ ...state, revision: state.revision + 1 });
      }),
    );
  });

  it('anywhere in a stream, at its beginning too, never stops the fold (LOG-4)', () => {
    fc.assert(
      fc.property(anyStream, newer, fc.nat(), (stream, action, at) => {
        const cut = at % (stream.length + 1);
        const mixed = [...stream.slice(0, cut), storedNewer(action, 500), ...stream.slice(cut)];
        const state = foldCase(mixed)!;
        expect(caseStatusIds).toContain(state.status);
        expect(state.revision + state.besides).toBe(mixed.length);
        expect(JSON.parse(JSON.stringify(state))).toEqual(state);
      }),
    );
  });
});

describe('facts and decisions (LOG-9)', () => {
  const outOfTurn = (kind: 'fact' | 'decision', state: CaseState) =>
    caseWorkflow.filter((row) => row.kind === kind && !row.from.includes(state.status));

  it('a decision in a state where it does not fit changes nothing but the revision', () => {
    fc.assert(
      fc.property(anyState, (state) => {
        for (const row of outOfTurn('decision', state)) {
          // A refusal stands beside the work of who has the pen (SYNC-6).
          const counted = row.action === 'handover.refused' ? 0 : 1;
          expect(withAction(state, row.action)).toEqual({ ...state, revision: state.revision + counted });
        }
      }),
    );
  });

  it('a fact in a state where it does not fit leaves the state alone, and is flagged for review with the reason', () => {
    fc.assert(
      fc.property(anyState, (state) => {
        for (const row of outOfTurn('fact', state)) {
          const folded = withAction(state, row.action);
          expect(folded.status).toBe(state.status);
          expect(folded.reviews).toHaveLength(state.reviews.length + 1);
          expect(folded.reviews.at(-1)).toMatchObject({
            type: row.action,
            why: `案件当时是「${caseStatus(state.status).name}」，与「${row.label}」不符`,
          });
        }
      }),
    );
  });

  it('such a fact is kept: a session, a consent, a performance and a follow-up are there after it', () => {
    const terminated = caseIn('terminated');
    expect(withAction(terminated, 'mediation.session_held').sessions).toHaveLength(2);
    const registered = caseIn('registered');
    expect(withAction(registered, 'performance.recorded').performance).toHaveLength(1);
    expect(withAction(registered, 'follow_up.recorded').followUps).toHaveLength(1);
    const refused = { partyId: testParties[1]!.id, willingness: 'refused' as const };
    expect(withAction(caseIn('agreed'), 'consent.recorded', refused).registration?.parties[1]?.willingness).toBe(
      'refused',
    );
  });

  it('a fact that fits is not flagged', () => {
    for (const state of prepared.values()) expect(state.reviews).toEqual([]);
  });

  it('an agreement that comes out of turn waits for a person where another is there, and never replaces it (SYNC-5)', () => {
    const performing = caseIn('performing');
    const other = { text: testAgreement({ terms: ['另一份协议'] }) };
    const folded = withAction(performing, 'agreement.reached_written', other);
    expect(folded.agreement).toEqual(performing.agreement);
    expect(folded.reviews.at(-1)?.type).toBe('agreement.reached_written');
    expect(withAction(caseIn('signed_in'), 'agreement.reached_written', other).agreement?.text).toEqual(other.text);
  });
});

describe('agreement (人民调解法 29, 30)', () => {
  it('29: a written one takes effect on the day of the last mark, whatever the order in which marks are entered', () => {
    const sign = (state: CaseState, signedOn: string) =>
      withAction(state, 'agreement.signed', { ...validPayload('agreement.signed', state), signedOn });
    const reached = withAction(caseIn('mediating'), 'agreement.reached_written');
    const days = ['2026-11-24', '2026-11-26', '2026-11-25', '2026-11-23'];
    let state = reached;
    const states = days.map((day) => {
      state = sign(state, day);
      return state;
    });
    expect(states.map((state) => state.agreement?.effectiveOn)).toEqual([null, null, null, '2026-11-26']);
    expect(states.map((state) => state.status)).toEqual(['agreed', 'agreed', 'agreed', 'performing']);
  });

  it('29: a revised text starts without marks, and a mark on the old version does not count for it', () => {
    const signed = caseIn('agreed');
    const revised = withAction(signed, 'agreement.revised');
    expect(signed.agreement?.marks).toHaveLength(1);
    expect(revised.agreement).toMatchObject({ version: 2, marks: [], effectiveOn: null });
    const late = withAction(revised, 'agreement.signed', { ...validPayload('agreement.signed', revised), version: 1 });
    expect(late.agreement?.marks).toEqual([]);
  });

  it('29: withdrawing a mark takes the way to effect back', () => {
    const signed = caseIn('agreed');
    expect(withAction(signed, 'agreement.mark_withdrawn').agreement?.marks).toEqual([]);
  });

  it('29: the mark that completes it counts even where it comes out of turn', () => {
    const almost = withAction(withAction(caseIn('agreed'), 'agreement.signed'), 'agreement.signed');
    const terminated = withAction(almost, 'mediation.terminated');
    expect(withAction(terminated, 'agreement.signed')).toMatchObject({
      status: 'terminated',
      agreement: { effectiveOn: '2026-11-23' },
    });
  });

  it('30: an oral one takes effect on the day on which it was reached', () => {
    const text = testAgreement({ reachedOn: '2026-11-21' });
    const oral = withAction(caseIn('mediating'), 'agreement.reached_oral', { text });
    expect(oral).toMatchObject({ status: 'performing', agreement: { form: 'oral', effectiveOn: '2026-11-21' } });
  });
});

describe('erasure (LOG-8)', () => {
  const erase = (actions: readonly Action<unknown>[]) => actions.map(({ header }) => ({ header, payload: null }));

  it('leaves a case that had ended ended: it never comes back as open work', () => {
    for (const status of ['closed', 'archived', 'failed', 'terminated', 'transferred', 'refused'] as const) {
      const state = foldCase(erase(actionsTo(status)));
      expect(state).toMatchObject({ status, erased: true, registration: null, reviews: [] });
    }
  });

  it('leaves nothing of what people wrote, and the number of actions as it was', () => {
    const actions = actionsTo('archived');
    const state = foldCase(erase(actions))!;
    expect(JSON.stringify(state)).not.toMatch(/张某|李某|楼道|金矛调/);
    expect(state.revision).toBe(actions.length);
  });

  it('never guesses a legal date: with the parties erased, nobody knows whose signature is missing', () => {
    const [registered, ...rest] = actionsTo('agreed');
    const state = foldCase([{ header: registered!.header, payload: null }, ...rest])!;
    const sealed = withAction(withAction(state, 'agreement.signed'), 'agreement.signed');
    expect(sealed.agreement?.marks.map((mark) => mark.kind)).toContain('seal');
    expect(sealed.agreement?.effectiveOn).toBeNull();
  });

  it('of one action apart, a later change of state still follows', () => {
    const actions = actionsTo('closed');
    const reached = actions.findIndex(({ header }) => header.type === 'agreement.reached_written');
    const state = foldCase(actions.map((action, index) => (index === reached ? { ...action, payload: null } : action)));
    expect(state).toMatchObject({ status: 'closed', agreement: null });
  });

  it('changes nothing about a second registration in the same stream: a case is born once', () => {
    const state = foldCase(erase(actionsTo('closed')))!;
    expect(workflowRow('case.registered').from).toEqual([]);
    expect(withAction(state, 'case.registered').status).toBe('closed');
  });
});
