import { deliveryDelay } from '../../domain/webhooks/retries.ts';
import type { Database } from '../db/database.ts';
import {
  type ClaimedDelivery,
  claim,
  feedsDue,
  forgetDelivered,
  type Outcome,
  type Subscriber,
  settle,
  subscribers,
} from './deliveries.ts';
import { signedHeaders } from './signature.ts';

/** How often the outbox is looked at, in ms. */
const PERIOD_MS = 1_000;
/** What a receiver may take for its answer, in ms. */
const TIMEOUT_MS = 10_000;
/** How long nobody else takes what a process has taken, in ms: longer than any answer, and than storing its outcome. */
const LEASE_MS = 60_000;
/** Events of different cases that are under way to one subscriber at a time. */
const AT_ONCE = 20;
/** How long delivered events are kept, in ms, to be looked up when a platform asks. */
const KEPT_MS = 30 * 24 * 3_600_000;

export interface DispatcherParts {
  readonly database: Database;
  readonly logger: { error(entry: object, message: string): void };
  readonly now?: () => number;
  readonly random?: () => number;
  readonly fetch?: typeof globalThis.fetch;
}

export interface Dispatcher {
  /** Delivers what is due now, of all subscribers. A subscriber that is still being served is passed over. */
  deliver(): Promise<void>;
  /** Removes delivered events that are older than a month. */
  tidy(): Promise<void>;
  /** Looks at the outbox again and again, until it is closed. */
  start(): void;
  /** Breaks off what is under way; it is delivered after its lease by whoever runs then. */
  close(): Promise<void>;
}

/** Delivers events to the city's platforms. Any number of processes may do so on one database. */
export function createDispatcher(parts: DispatcherParts): Dispatcher {
  const { database, logger, now = Date.now, random = Math.random, fetch = globalThis.fetch } = parts;
  const stop = new AbortController();
  const serving = new Map<string, Promise<void>>();
  let timer: NodeJS.Timeout | undefined;

  async function attempt({ url, secret }: Subscriber, { eventId, body }: ClaimedDelivery): Promise<string | null> {
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: signedHeaders(secret, eventId, now(), body),
        body,
        redirect: 'manual',
        signal: AbortSignal.any([stop.signal, AbortSignal.timeout(TIMEOUT_MS)]),
      });
      await response.body?.cancel();
      return response.ok ? null : `HTTP ${response.status}`;
    } catch (error) {
      return failureOf(error);
    }
  }

  async function deliverClaimed(subscriber: Subscriber, delivery: ClaimedDelivery): Promise<Outcome> {
    const failure = await attempt(subscriber, delivery);
    const delay = failure === null ? null : deliveryDelay(delivery.attempts, random());
    return { delivery, failure, nextAttemptAt: delay === null ? null : now() + delay };
  }

  /** True where something was taken, so that there may be more. */
  async function serveFeed(subscriber: Subscriber, feed: string): Promise<boolean> {
    const key = { feed, subscriber: subscriber.name };
    const taken = await claim(database, { ...key, now: now(), leaseUntil: now() + LEASE_MS, limit: AT_ONCE });
    if (taken.length === 0) return false;
    const outcomes = await Promise.all(taken.map((delivery) => deliverClaimed(subscriber, delivery)));
    // What was broken off by the end of this process has not failed: its lease runs out.
    const ended = stop.signal.aborted ? outcomes.filter(({ failure }) => failure === null) : outcomes;
    if (ended.length > 0) await settle(database, { ...key, now: now() }, ended);
    return true;
  }

  async function serve(subscriber: Subscriber): Promise<void> {
    let feeds = await feedsDue(database, subscriber.name, now());
    while (feeds.length > 0 && !stop.signal.aborted) {
      const more: string[] = [];
      for (const feed of feeds) if (!stop.signal.aborted && (await serveFeed(subscriber, feed))) more.push(feed);
      feeds = more;
    }
  }

  async function deliver(): Promise<void> {
    for (const subscriber of await subscribers(database)) {
      if (serving.has(subscriber.name)) continue;
      const served = serve(subscriber)
        .catch((error: unknown) => logger.error({ error, subscriber: subscriber.name }, 'webhooks were not delivered'))
        .finally(() => serving.delete(subscriber.name));
      serving.set(subscriber.name, served);
    }
    await Promise.all(serving.values());
  }

  function schedule(): void {
    timer = setTimeout(() => {
      deliver()
        .catch((error: unknown) => logger.error({ error }, 'the outbox of webhooks was not read'))
        .finally(() => {
          if (!stop.signal.aborted) schedule();
        });
    }, PERIOD_MS);
    timer.unref();
  }

  return {
    deliver,
    tidy: () => forgetDelivered(database, now() - KEPT_MS),
    start: schedule,
    async close() {
      stop.abort();
      clearTimeout(timer);
      await Promise.all(serving.values());
    },
  };
}

/** What went wrong, without the address and without what a receiver said: either may hold a secret. */
function failureOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  if (error.name === 'TimeoutError') return 'timeout';
  const { cause } = error;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  return code || error.name;
}
