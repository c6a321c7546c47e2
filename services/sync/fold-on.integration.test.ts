import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { validPayload } from '../../domain/cases/testing.ts';
import { testId } from '../../domain/cases/testing-facts.ts';
import { caseWorkflow } from '../../domain/cases/workflow.ts';
import type { Json } from '../../domain/log/canonical-json.ts';
import type { Verdict } from '../../domain/sync/verdict.ts';
import type { StationStore } from '../ports.ts';
import { accepted, setAside } from '../testing/stand-in-city.ts';
import { orderErasure } from '../testing/store-fixture.ts';
import { applyPull } from './apply.ts';
import { foldStream, isShown } from './fold.ts';
import { SyncedDesk } from './testing.ts';

const caseIds = [testId(700), testId(701)] as const;

/** The store, with how often a whole stream was read to be folded anew. */
function counting(store: StationStore): { readonly store: StationStore; anew(): number } {
  let count = 0;
  return {
    anew: () => count,
    store: {
      ...store,
      write: (work) =>
        store.write((writes) => {
          const stream: typeof writes.sync.stream = (...name) => {
            count += 1;
            return writes.sync.stream(...name);
          };
          return work({ ...writes, sync: { ...writes.sync, stream } });
        }),
    },
  };
}

/** What is saved of both cases is what the whole fold makes of the log (SYNC-5). */
async function expectAsAnew({ desk }: SyncedDesk): Promise<void> {
  for (const caseId of caseIds) {
    const { saved, anew } = await desk.store.read(async (reads) => {
      const folded = await foldStream(reads, desk.environment, 'case', caseId);
      return {
        saved: (await reads.cases.find(caseId))?.state ?? null,
        anew: folded && (await isShown(reads, folded)) ? folded : null,
      };
    });
    expect(saved).toEqual(anew === null ? null : JSON.parse(JSON.stringify(anew)));
  }
}

describe('a fold that goes on from what is saved', () => {
  let synced: SyncedDesk;
  beforeEach(async () => {
    synced = await SyncedDesk.open();
  });
  afterEach(() => synced.desk.store.remove());

  const [caseId] = caseIds;
  const noted = (note: string) => synced.elsewhere(caseId, 'case.noted', { note });

  /** Pulls what is new, and tells whether a stream was folded anew for it. */
  async function pulledAnew(from: number): Promise<boolean> {
    const { store, anew } = counting(synced.desk.store);
    await applyPull({ ...synced.desk, store }, synced.city.pull(from), synced.city.epoch, { consented: false });
    await expectAsAnew(synced);
    return anew() > 0;
  }

  test('is all that a pull needs where everything comes behind what is here', async () => {
    synced.begun(caseId);
    expect(await pulledAnew(0)).toBe(false);
    noted('二');
    synced.elsewhere(caseId, 'case.accepted', {});
    expect(await pulledAnew(1)).toBe(false);
    expect((await synced.stateOf(caseId))?.status).toBe('accepted');
  });

  test('is none where an own action waits in the stream (SYNC-5)', async () => {
    synced.begun(caseId);
    await pulledAnew(0);
    await synced.desk.act(synced.desk.clerk, caseId, 'case.noted', { note: '本站' });
    noted('别站');
    expect(await pulledAnew(1)).toBe(true);
  });

  test('is none where something comes before what is here', async () => {
    synced.begun(caseId);
    noted('先到');
    const late = noted('后到');
    await pulledAnew(0);
    const before = noted('插在前面');
    synced.city.entries[before.position - 1] = { ...before, streamSequence: late.streamSequence - 1 };
    expect(await pulledAnew(3)).toBe(true);
  });

  test('is none where a word about what is here changes in the same pull', async () => {
    synced.begun(caseId);
    const second = noted('二');
    await pulledAnew(0);
    synced.city.changeMind(second.header.id, setAside);
    noted('三');
    expect(await pulledAnew(1)).toBe(true);
  });

  test('is none where a payload is on the erasure list (LOG-8)', async () => {
    synced.begun(caseId);
    await pulledAnew(0);
    const erased = noted('要删去的');
    await synced.desk.store.write(async (writes) => {
      await orderErasure(writes, testId(900));
      await writes.log.erasePayloads(testId(900), [erased.header.id]);
    });
    expect(await pulledAnew(1)).toBe(true);
  });
});

const types = caseWorkflow.map(({ action }) => action).filter((type) => type !== 'case.registered');
const step = fc.record({
  stream: fc.nat({ max: 1 }),
  type: fc.constantFrom(...types),
  word: fc.oneof({ weight: 4, arbitrary: fc.constant(accepted) }, fc.constant<Verdict>(setAside)),
  /** How many places before its turn it stands in its stream. */
  early: fc.oneof({ weight: 5, arbitrary: fc.constant(0) }, fc.nat({ max: 3 })),
  /** A second beginning: of whoever holds its own for the first. */
  begins: fc.oneof({ weight: 9, arbitrary: fc.constant(false) }, fc.constant(true)),
  /** The station pulls after it. */
  pull: fc.boolean(),
  /** And notes something before it pulls. */
  own: fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, fc.constant(true)),
});

test('to go on from what is saved gives what the whole fold gives, whatever comes in whatever pieces (SYNC-5)', async () => {
  let [pulls, foldedAnew] = [0, 0];
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 24 }), fc.boolean(), async (steps, isWhole) => {
      const synced = await SyncedDesk.open();
      const { desk, city } = synced;
      const { store, anew } = counting(desk.store);
      let cursor = 0;
      const pull = async () => {
        const feed = city.pull(cursor);
        cursor = feed.cursor;
        pulls += 1;
        await applyPull({ ...desk, store }, feed, city.epoch, { consented: true });
        await expectAsAnew(synced);
      };
      try {
        // Without its beginning a stream folds to nothing, until that comes.
        for (const caseId of isWhole ? caseIds : caseIds.slice(1)) synced.begun(caseId);
        for (const { stream, type, word, early, begins, pull: pulling, own } of steps) {
          const caseId = caseIds[stream] ?? caseIds[0];
          const entry = begins
            ? synced.begun(caseId)
            : synced.elsewhere(caseId, type, validPayload(type, null) as unknown as Json);
          // The city gives ten places for each, so that one can stand between others.
          const streamSequence = Math.max(1, (entry.streamSequence - early) * 10 + (early === 0 ? 0 : 5));
          city.entries[entry.position - 1] = { ...entry, ...word, streamSequence };
          if (!pulling) continue;
          // A case that is closed or erased may refuse it; then nothing waits.
          if (own && (await synced.stateOf(caseId)))
            await desk.act(desk.clerk, caseId, 'case.noted', { note: '本站' }).catch(() => undefined);
          await pull();
        }
        await pull();
        const { before, after } = await synced.rebuilt();
        expect(after).toEqual(before);
        foldedAnew += anew();
      } finally {
        await desk.store.remove();
      }
    }),
    { seed: 20_261_126, numRuns: 15 },
  );
  // Both ways were gone.
  expect(foldedAnew).toBeGreaterThan(10);
  expect(foldedAnew).toBeLessThan(2 * pulls);
}, 60_000);
