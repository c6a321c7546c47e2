import { afterEach, beforeEach } from 'vitest';
import { testId } from '../../domain/cases/testing-facts.ts';
import type { SealedAction } from '../../domain/log/action.ts';
import { MAX_BATCH } from '../../domain/sync/batches.ts';
import type { StationStore } from '../ports.ts';
import type { CityWord, ForeignAction } from '../sync/port.ts';
import { accepted, FEED, foreignAction } from './stand-in-city.ts';
import { appendNext } from './store-fixture.ts';

export const spoken = { epoch: 'e1', receivedAt: 1_000 };
export const stream = testId(100);

/** A place and a verdict, the n-th of the feed and of its stream unless told. */
export function word(n: number, change: Partial<CityWord> = {}): CityWord {
  return { feed: FEED, position: n, streamSequence: n, ...accepted, ...change };
}

export function withWord(action: SealedAction, said: CityWord): ForeignAction {
  return { ...action, word: said };
}

export type OpenStationStore = () => Promise<{ readonly store: StationStore; dispose(): Promise<void> }>;

/** Inside a `describe`: a fresh store for each test, and what a station and the city do to it. */
export function stationSyncFixture(openFreshStore: OpenStationStore) {
  let under: Awaited<ReturnType<typeof openFreshStore>>;
  beforeEach(async () => {
    under = await openFreshStore();
  });
  afterEach(() => under.dispose());

  const append = (...ns: readonly number[]) =>
    under.store.write(async (writes) => {
      for (const n of ns) await appendNext(writes, { id: testId(n), streamId: stream, payload: { n } });
    });
  const outbox = async (limits = MAX_BATCH) =>
    (await under.store.read(({ sync }) => sync.outbox(limits))).map(({ header }) => header.id);
  const keep = (...answers: readonly (readonly [number, CityWord])[]) =>
    under.store.write(({ sync }) =>
      sync.keepReceipts(
        answers.map(([n, said]) => ({ id: testId(n), ...said })),
        spoken,
      ),
    );
  const foreign = (n: number, said = word(n), change: Parameters<typeof foreignAction>[1] | object = {}) =>
    under.store.write(({ sync }) =>
      sync.appendForeign(
        [withWord(foreignAction(n, { streamId: stream, type: 'case.noted', ...change }, { n }), said)],
        spoken,
      ),
    );
  const streamIds = async () =>
    (await under.store.read(({ sync }) => sync.stream('case', stream))).map(({ header, place }) => [
      header.id,
      place?.streamSequence ?? null,
      place?.verdict ?? null,
    ]);
  return {
    get store() {
      return under.store;
    },
    append,
    outbox,
    keep,
    foreign,
    streamIds,
  };
}
