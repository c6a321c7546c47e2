import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CASE_SCHEMA_VERSION, type CaseActionType } from '../../domain/cases/actions.ts';
import { reduceCase } from '../../domain/cases/reducer.ts';
import type { CaseState } from '../../domain/cases/state.ts';
import { validPayload } from '../../domain/cases/testing.ts';
import { testId } from '../../domain/cases/testing-facts.ts';
import { caseWorkflow } from '../../domain/cases/workflow.ts';
import type { Action, SealedAction } from '../../domain/log/action.ts';
import { canonicalJson, type Json } from '../../domain/log/canonical-json.ts';
import { isFolded, type Verdict, type VerdictKind } from '../../domain/sync/verdict.ts';
import { openCase } from '../cases/view.ts';
import { saveCase } from '../cases/write.ts';
import { appendAction, readAction } from '../log/append.ts';
import type { StoredAction } from '../log/port.ts';
import { FEED } from '../testing/stand-in-city.ts';
import { applyPull, applyPushAnswers } from './apply.ts';
import { createBatchSender } from './batch-sender.ts';
import { giveBack } from './give-back.ts';
import { stationRoundStore } from './station.ts';
import { SyncedDesk } from './testing.ts';

const cityVersions = { protocol: 1, oldestProtocol: 1, schema: 1 };

const types = caseWorkflow.map(({ action }) => action).filter((type) => type !== 'case.registered');
const words: readonly Verdict[] = [
  { verdict: 'accepted', reason: null, detail: null },
  { verdict: 'flagged', reason: 'stale', detail: null },
  { verdict: 'set_aside', reason: 'not_possible', detail: '当时不能这样办' },
  { verdict: 'held', reason: 'behind', detail: null },
];
const stream = fc.nat({ max: 1 });
// Every type that there is, and more often those that change a case from the beginning on.
const telling = ['case.flagged', 'case.accepted', 'case.triaged', 'case.corrected', 'case.refused'] as const;
const type = fc.oneof({ weight: 2, arbitrary: fc.constantFrom(...telling) }, fc.constantFrom(...types));
// More than half are folded: a history that is set aside whole says little.
const word = fc.oneof(fc.constant(words[0] as Verdict), fc.constantFrom(...words));

type Step =
  | { readonly do: 'own'; readonly stream: number; readonly type: CaseActionType }
  | { readonly do: 'foreign'; readonly stream: number; readonly type: CaseActionType; readonly word: Verdict }
  | { readonly do: 'push'; readonly count: number; readonly words: readonly Verdict[]; readonly lost: boolean }
  | { readonly do: 'pull'; readonly count: number; readonly twice: boolean }
  | { readonly do: 'restore'; readonly back: number; readonly othersFirst: boolean }
  | { readonly do: 'mind'; readonly back: number; readonly word: Verdict };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .record({ do: fc.constant('own' as const), stream, type })
      // Only the center with the pen offers a case (WF-37), and the second one is another's.
      .filter((own) => own.stream === 0 || own.type !== 'handover.offered'),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('foreign' as const), stream, type, word }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('push' as const),
      count: fc.integer({ min: 1, max: 4 }),
      words: fc.array(word, { minLength: 4, maxLength: 4 }),
      lost: fc.boolean(),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('pull' as const),
      count: fc.integer({ min: 1, max: 6 }),
      twice: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('restore' as const), back: fc.nat({ max: 6 }), othersFirst: fc.boolean() }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('mind' as const), back: fc.nat({ max: 5 }), word }) },
);

interface KnownAction {
  readonly action: Action<unknown>;
  /** In the log of the station. */
  readonly index: number;
  readonly isOwn: boolean;
  word: { readonly streamSequence: number; readonly verdict: VerdictKind } | null;
}

/** What the station must show, by the rule and by nothing else: confirmed by sequence, then its own pending (SYNC-5). */
class Model {
  readonly known = new Map<string, KnownAction>();

  add(stored: StoredAction | SealedAction, isOwn: boolean): void {
    const action = readAction(stored);
    this.known.set(stored.header.id, { action, index: this.known.size, isOwn, word: null });
  }

  say(id: string, said: { streamSequence: number; verdict: VerdictKind }): void {
    const known = this.known.get(id);
    if (known) known.word = { streamSequence: said.streamSequence, verdict: said.verdict };
  }

  fold(caseId: string): CaseState | null {
    const all = [...this.known.values()].filter(({ action }) => action.header.streamId === caseId);
    const confirmed = all
      .filter((known) => known.word !== null && isFolded(known.word.verdict))
      .sort((one, other) => (one.word?.streamSequence ?? 0) - (other.word?.streamSequence ?? 0));
    const pending = all.filter((known) => known.word === null).sort((one, other) => one.index - other.index);
    let state: CaseState | null = null;
    for (const { action } of [...confirmed, ...pending]) {
      if (state !== null || action.header.baseRevision === 0) state = reduceCase(state, action);
    }
    return state;
  }

  outbox(): readonly string[] {
    const waiting = [...this.known.values()].filter((known) => known.isOwn && known.word === null);
    return waiting.sort((one, other) => one.index - other.index).map(({ action }) => action.header.id);
  }
}

/** One center and one city, taken through the steps; what the center shows is compared with the rule after each. */
async function live(steps: readonly Step[]): Promise<void> {
  const synced = await SyncedDesk.open();
  const { desk, city } = synced;
  const model = new Model();
  const seen = new Map<string, { revision: number; shown: string }[]>();
  let cursor = 0;
  try {
    for (const action of await synced.outbox()) model.add(action, true);
    const { caseId: own } = await desk.register();
    for (const action of (await synced.outbox()).slice(model.known.size)) model.add(action, true);
    const caseIds = [own, testId(700)] as const;
    synced.begun(caseIds[1]);
    await synced.push();

    async function write(caseId: string, actionType: CaseActionType): Promise<void> {
      const appended = await desk.store.write(async (writes) => {
        const state = (await writes.cases.find(caseId))?.state;
        if (!state) return null;
        const action = await appendAction(writes.log, desk.environment, {
          id: desk.environment.newId(),
          streamKind: 'case',
          streamId: caseId,
          type: actionType,
          schemaVersion: CASE_SCHEMA_VERSION,
          payload: validPayload(actionType, state),
          actorId: desk.clerk.staffId,
          baseRevision: state.revision,
        });
        await saveCase(writes, desk, reduceCase(state, action));
        return writes.log.find(action.header.id);
      });
      if (appended) model.add(appended, true);
    }

    async function pull(from: number, count: number): Promise<void> {
      const feed = city.pull(from, count);
      await applyPull(desk, feed, city.epoch, { consented: true });
      for (const { header, headerHash, payload, ...said } of feed.actions) {
        const payloadBytes = payload === null ? null : new TextEncoder().encode(payload);
        if (!model.known.has(header.id)) model.add({ header, headerHash, payloadBytes, salt: null }, false);
        model.say(header.id, said);
      }
    }

    async function take(each: Step): Promise<void> {
      switch (each.do) {
        case 'own':
          return write(caseIds[each.stream] ?? own, each.type);
        case 'foreign': {
          const payload = validPayload(each.type, null) as unknown as Json;
          const entry = synced.elsewhere(caseIds[each.stream] ?? own, each.type, payload);
          return city.changeMind(entry.header.id, each.word);
        }
        case 'push': {
          const sent = (await synced.outbox()).slice(0, each.count);
          if (sent.length === 0) return;
          const verdicts = new Map(sent.map(({ header }, index) => [header.id, each.words[index]]));
          const output = city.push(sent, ({ header }) => verdicts.get(header.id) ?? (words[0] as Verdict));
          if (each.lost) return;
          await applyPushAnswers(desk, output);
          const before = await synced.everything();
          await applyPushAnswers(desk, output);
          expect(await synced.everything()).toEqual(before);
          for (const answer of output.answers) model.say(answer.id, answer);
          return;
        }
        case 'pull': {
          const from = cursor;
          await pull(from, each.count);
          cursor = Math.min(city.entries.length, from + each.count);
          if (!each.twice) return;
          const before = await synced.everything();
          await pull(from, each.count);
          expect(await synced.everything()).toEqual(before);
          return;
        }
        case 'restore': {
          const lost = city.restoreTo(Math.max(2, city.entries.length - each.back));
          // What another station had sent and this one had not seen: that one brings it, sooner or later.
          const others = lost.filter(({ header }) => !model.known.has(header.id));
          if (each.othersFirst) city.takeBack(others);
          const spoken = new Map([...model.known].map(([id, known]) => [id, known.word?.streamSequence]));
          const store = stationRoundStore(desk, { feed: FEED });
          await giveBack(
            { store, client: city.returnClient(), versions: cityVersions, sender: createBatchSender() },
            city.epoch,
            new AbortController().signal,
          );
          if (!each.othersFirst) city.takeBack(others);
          // From the beginning again, and everything where it stood (SYNC-11).
          await pull(0, city.entries.length);
          cursor = city.entries.length;
          for (const { header, streamSequence } of city.entries) {
            const before = spoken.get(header.id);
            if (before !== undefined) expect(streamSequence).toBe(before);
          }
          return;
        }
        case 'mind': {
          const entry = city.entries.at(-1 - each.back);
          if (!entry || entry.header.baseRevision === 0) return;
          city.changeMind(entry.header.id, each.word);
          if (entry.position <= cursor) await pull(entry.position - 1, 1);
        }
      }
    }

    // Another center's case that is offered, and not to this one, is none of its business (SYNC-6).
    const { stationId } = await desk.store.read(({ log }) => log.station());
    const shownOf = (state: CaseState | null): CaseState | null => {
      const parties = [state?.bornAt, ...(state?.handover?.holders ?? []), state?.handover?.offer?.to.stationId];
      return state?.handover && !parties.includes(stationId) ? null : state;
    };

    cursor = city.entries.length;
    await pull(0, cursor);
    for (const each of steps) {
      await take(each);
      for (const caseId of caseIds) {
        const state = await synced.stateOf(caseId);
        expect(state).toEqual(shownOf(model.fold(caseId)));
        if (!state) continue;
        // Whoever saw this revision saw this case, and no other (LOG-5).
        const { revision } = (await openCase(desk, desk.clerk, caseId)).state;
        const history = seen.get(caseId) ?? [];
        seen.set(caseId, history);
        const shown = canonicalJson({ ...state, revision: 0 } as unknown as Json);
        const last = history.at(-1);
        if (last && last.shown !== shown) expect(revision).toBeGreaterThan(last.revision);
        else if (last) expect(revision).toBeGreaterThanOrEqual(last.revision);
        history.push({ revision, shown });
      }
      expect((await synced.outbox()).map(({ header }) => header.id)).toEqual(model.outbox());
    }
    const { before, after } = await synced.rebuilt();
    expect(after).toEqual(before);
  } finally {
    await desk.store.remove();
  }
}

test('however the work of two stations interleaves, a case is what the rule folds, and a rebuild finds the same (SYNC-1, SYNC-3, SYNC-5, SYNC-11, LOG-4, LOG-9)', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 20 }), (steps) => live(steps)),
    { seed: 20_261_126, numRuns: 25 },
  );
});
