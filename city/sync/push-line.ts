import { ServiceError } from '../../contract/errors.ts';
import type { PushInput, PushOutput } from '../../contract/sync.ts';
import { FeedTurns } from './feed-turns.ts';
import { type CheckedPush, checkPush, type PushParts, pushAlone } from './push.ts';
import type { Sender } from './push-log.ts';
import { mayShare, type Outcome, pushTogether } from './push-together.ts';

/**
 * From the beginning of one transaction of a feed to that of the next, in ms: who comes meanwhile goes together. The more a
 * transaction takes, the longer the next one gathers, so that a server that has much to do does it in fewer of them. A push
 * to a feed that was quiet waits for nobody.
 */
const GATHER_MS = { least: 100, most: 200, timesAsLong: 4 } as const;

/** How long the next transaction of a feed gathers, in ms, where the last one lasted so long. */
export function gatherMs(lastedMs: number): number {
  const { least, most, timesAsLong } = GATHER_MS;
  return Math.min(most, Math.max(least, timesAsLong * lastedMs));
}

/** Batches in one transaction at most: each waits for the work of all. */
const MOST_TOGETHER = 50;

interface Waiting {
  readonly push: CheckedPush;
  readonly answered: PromiseWithResolvers<PushOutput>;
}

/** Small pushes that wait for one feed. */
interface FeedLine {
  readonly feed: string;
  waiting: Waiting[];
  isCalled: boolean;
  /** When the last transaction began, by `performance.now()`. */
  begunAt: number;
  /** How long it took, in ms. */
  lastedMs: number;
}

/**
 * The pushes of this process. Those that wait for one feed are taken together where they can be: one transaction and one
 * wait for the disk for all of them, instead of one each.
 */
export class PushLine {
  readonly #parts: PushParts;
  readonly #turns = new FeedTurns();
  readonly #lines = new Map<string, FeedLine>();

  constructor(parts: PushParts) {
    this.#parts = parts;
  }

  /**
   * Takes a batch of a station's own actions: all of it, or nothing.
   * @throws as checkPush and pushAlone (push.ts)
   */
  async push(sender: Sender, input: PushInput): Promise<PushOutput> {
    const push = checkPush(this.#parts, sender, input);
    if (!mayShare(push)) {
      const feeds = input.actions.map(({ feed }) => feed);
      return this.#turns.inTurn(feeds, () => pushAlone(this.#parts, push));
    }
    const line = this.#lines.get(sender.feed) ?? {
      feed: sender.feed,
      waiting: [],
      isCalled: false,
      begunAt: -Infinity,
      lastedMs: 0,
    };
    this.#lines.set(sender.feed, line);
    const answered = Promise.withResolvers<PushOutput>();
    line.waiting.push({ push, answered });
    this.#call(line);
    return answered.promise;
  }

  /** Has the next of a feed taken once it may be. */
  #call(line: FeedLine): void {
    if (line.isCalled || line.waiting.length === 0) return;
    line.isCalled = true;
    const run = async () => {
      // Whatever goes wrong is told to whoever waits.
      await this.#turns.inTurn([line.feed], () => this.#takeNext(line));
      line.lastedMs = performance.now() - line.begunAt;
      line.isCalled = false;
      this.#call(line);
    };
    const wait = line.begunAt + gatherMs(line.lastedMs) - performance.now();
    if (wait > 0) setTimeout(() => void run(), wait);
    else void run();
  }

  async #takeNext(line: FeedLine): Promise<void> {
    line.begunAt = performance.now();
    const { group, rest } = nextGroup(line.waiting);
    line.waiting = rest;
    const pushes = group.map(({ push }) => push);
    let outcomes: readonly Outcome[] = pushes.map(() => ({ kind: 'alone' }));
    try {
      if (pushes.length > 1) outcomes = await pushTogether(this.#parts, line.feed, pushes);
    } catch (error) {
      // Where the store itself is at fault, it would be for each of them, too.
      if (error instanceof ServiceError) outcomes = pushes.map(() => ({ kind: 'refused', error }));
    }
    for (const [index, { push, answered }] of group.entries()) {
      const outcome = outcomes[index] ?? { kind: 'alone' };
      if (outcome.kind === 'taken') answered.resolve(outcome.output);
      else if (outcome.kind === 'refused') answered.reject(outcome.error);
      else await pushAlone(this.#parts, push).then(answered.resolve, answered.reject);
    }
  }
}

/** The longest beginning of the line in which no station and no stream comes twice; who does waits for the next turn. */
function nextGroup(waiting: readonly Waiting[]): { readonly group: readonly Waiting[]; readonly rest: Waiting[] } {
  const stations = new Set<string>();
  const streams = new Set<string>();
  let length = 0;
  for (const { push } of waiting.slice(0, MOST_TOGETHER)) {
    const own = new Set(push.actions.map(({ header }) => header.streamId));
    if (stations.has(push.sender.stationId) || [...own].some((id) => streams.has(id))) break;
    stations.add(push.sender.stationId);
    for (const id of own) streams.add(id);
    length += 1;
  }
  return { group: waiting.slice(0, length), rest: waiting.slice(length) };
}
