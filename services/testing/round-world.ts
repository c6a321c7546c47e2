import type { Hello, Proofs, PulledFeed, PushInput, WireAction } from '../../contract/sync.ts';
import type { ReturnedAction } from '../../contract/sync-return.ts';
import { type BatchLimits, batchLength } from '../../domain/sync/batches.ts';
import { CityCallFailed, type CityClient, type Departure } from '../sync/client.ts';
import { createRound, type RoundResult, type RoundStore } from '../sync/round.ts';

export const versions = { protocol: 1, oldestProtocol: 1, schema: 1 };
export const never = new AbortController().signal;
export const offline = () => new CityCallFailed('fetch failed', { code: null, status: null });
export const refusedWith = (status: number) => new CityCallFailed('', { code: null, status });

/** For tests only: a station with so many actions in its outbox and a city with so many for it, in memory. */
export class RoundWorld {
  outbox: WireAction[] = [];
  received: string[] = [];
  /** Bounds of the pulls, in actions. */
  asked: number[] = [];
  batches: number[] = [];
  atCity = 0;
  cursor = 0;
  offset: number | null = null;
  noted: RoundResult[] = [];
  clock = 1_000;
  /** Of the clock that nobody can set. */
  elapsed = 0;
  hellos = 0;
  largestTaken = Number.POSITIVE_INFINITY;
  fail: (() => Error | null) | null = null;
  answer: 'applied' | 'consent' = 'applied';
  said: Partial<Hello> = {};
  duringPull: (() => void) | null = null;
  epoch = 'e1';
  /** What the city confirmed, and what of it a city that was restored still has. */
  confirmed: string[] = [];
  held = new Set<string>();
  kept: string[] = [];
  settles = 0;
  wanted: Awaited<ReturnType<RoundStore['wantedNumbers']>> = null;
  reserved = 0;
  proofs: (Proofs | undefined)[] = [];
  /** What was asked of the feed and what was applied, in turn. */
  told: string[] = [];

  write(count: number): void {
    for (let n = 0; n < count; n += 1) {
      const id = `a${this.outbox.length + this.received.length + 1}`;
      this.outbox.push({ feed: '410105', header: { id }, payload: '{}', salt: null } as unknown as WireAction);
    }
  }

  /** Time passes, in ms; a clock that is set goes otherwise. */
  pass(ms: number): void {
    this.clock += ms;
    this.elapsed += ms;
  }

  readonly store: RoundStore = {
    outbox: async (limits: BatchLimits, after?: string) => {
      const behind = this.outbox.slice(this.outbox.findIndex(({ header }) => header.id === after) + 1);
      const sizes = behind.map(() => 100);
      return behind.slice(0, sizes.length === 0 ? 0 : batchLength(sizes, limits));
    },
    place: async () => ({ epoch: this.epoch, cursors: [{ feed: '410105', position: this.cursor }], backfills: [] }),
    keepAnswers: async ({ answers }) => {
      const ids = new Set(answers.map(({ id }) => id));
      this.outbox = this.outbox.filter(({ header }) => !ids.has(header.id));
    },
    applyFeed: async (feed: PulledFeed) => {
      if (this.answer === 'applied') this.cursor = feed.cursor;
      this.told.push(`applied ${feed.from}`);
      return this.answer;
    },
    applyPast: async () => this.answer,
    noteClock: async (offsetMs) => {
      this.offset = offsetMs;
    },
    noteRound: async (result) => void this.noted.push(result),
    wantedNumbers: async () => this.wanted,
    keepNumbers: async () => {
      this.reserved += 1;
      this.wanted = null;
    },
    proofs: async () => ({ receipt: null, marks: [`mark ${this.cursor}`] }),
    confirmed: async (after, count) =>
      this.confirmed
        .map((id, index) => ({ position: index + 1, id, feed: '410105' }))
        .filter(({ position }) => position > after)
        .slice(0, count),
    returning: async (ids, { count }) => ids.slice(0, count).map((id) => ({ header: { id } }) as ReturnedAction),
    keepReturned: async ({ answers }) => void this.kept.push(...answers.map(({ id }) => id)),
    settled: async ({ epoch }) => {
      this.epoch = epoch;
      this.cursor = 0;
    },
  };

  readonly client: CityClient = {
    hello: async () => {
      this.failing();
      this.hellos += 1;
      this.pass(200);
      return { serverId: 's', epoch: 'e1', versions, time: 50_000, nonce: 'n', ...this.said };
    },
    push: async ({ actions, epoch, proofs }: PushInput, _signal: AbortSignal, { turn, left }: Departure) => {
      await turn;
      left();
      this.failing();
      this.proofs.push(proofs);
      if (actions.length > this.largestTaken) throw refusedWith(413);
      this.batches.push(actions.length);
      this.received.push(...actions.map(({ header }) => header.id));
      const answers = actions.map(({ header: { id } }) => ({ id })) as never;
      return { epoch: epoch ?? 'e1', answers, receipt: {} as never };
    },
    pull: async ({ limits, cursors }) => {
      this.failing();
      this.duringPull?.();
      this.duringPull = null;
      this.asked.push(limits.count);
      if (limits.count > this.largestTaken) throw refusedWith(413);
      const from = cursors[0]?.position ?? 0;
      this.told.push(`asked ${from}`);
      const cursor = Math.min(this.atCity, from + Math.min(3, limits.count));
      const actions = Array.from({ length: cursor - from }) as never;
      const feed = { feed: '410105', from, head: this.atCity, cursor, mark: `mark ${cursor}`, actions };
      return { epoch: this.epoch, feeds: [feed], backfills: [] };
    },
    offer: async ({ epoch, feeds }) => {
      this.failing();
      const lacking = feeds.flatMap(({ ids }) => ids).filter((id) => !this.held.has(id));
      return { epoch, lacking };
    },
    giveBack: async ({ epoch, actions }) => {
      if (actions.length > this.largestTaken) throw refusedWith(413);
      for (const { header } of actions) this.held.add(header.id);
      this.failing();
      return { epoch, answers: actions.map(({ header: { id } }) => ({ id })) as never };
    },
    reserve: async ({ epoch }) => {
      this.failing();
      return { epoch, segment: 'KTW', series: [] };
    },
    settle: async ({ epoch }) => {
      this.settles += 1;
      this.failing();
      return { epoch, receipt: {} as never };
    },
  };

  private failing(): void {
    const error = this.fail?.();
    if (error) throw error;
  }

  readonly round = createRound({
    ...{ store: this.store, client: this.client, versions },
    now: () => this.clock,
    elapsed: () => this.elapsed,
  });
}
