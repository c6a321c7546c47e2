import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { VerdictKind } from '../domain/sync/verdict.ts';
import type { Database } from './db/database.ts';
import { readCheck } from './history/kept-check.ts';
import { subscriberStatus } from './webhooks/subscriptions.ts';

/** What the server counts, in the form that Prometheus reads. */
export interface CityMetrics {
  pushed(feed: string, verdicts: readonly VerdictKind[]): void;
  pulled(feed: string, actions: number): void;
  /** `seconds` that a call took, by its name and the status of its answer. */
  called(call: string, status: number, seconds: number): void;
  /** The text of `/metrics`; what the database knows is read anew each time. */
  text(): Promise<string>;
  readonly contentType: string;
}

/** Times of calls in seconds: the wish is 0.3 at 99 %. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1, 2.5, 5];

/** @param written Writes what was noted of stations, before it is read. */
export function createMetrics(database: Database, now: () => number, written: () => Promise<void>): CityMetrics {
  const registry = new Registry();
  const registers = [registry];
  const pushed = new Counter({
    name: 'fengqiao_pushed_actions_total',
    help: 'Actions that stations pushed, by feed and verdict',
    labelNames: ['feed', 'verdict'] as const,
    registers,
  });
  const pulled = new Counter({
    name: 'fengqiao_pulled_actions_total',
    help: 'Actions that stations pulled, by feed',
    labelNames: ['feed'] as const,
    registers,
  });
  const calls = new Histogram({
    name: 'fengqiao_call_seconds',
    help: 'Time that calls of the sync API took',
    labelNames: ['call', 'status'] as const,
    buckets: BUCKETS,
    registers,
  });
  new Gauge({
    name: 'fengqiao_station_silent_seconds',
    help: 'Seconds since a station last pulled, by feed and station; a station that never did is not listed',
    labelNames: ['feed', 'station'] as const,
    registers,
    async collect() {
      const rows = await database.query<{ feed: string; stationId: string; lastPullAt: number }>(
        `SELECT feed, station_id AS "stationId", last_pull_at AS "lastPullAt" FROM stations
         WHERE revoked_at IS NULL AND last_pull_at IS NOT NULL`,
      );
      this.reset();
      for (const { feed, stationId, lastPullAt } of rows) {
        this.set({ feed, station: stationId }, Math.max(0, (now() - lastPullAt) / 1_000));
      }
    },
  });
  new Gauge({
    name: 'fengqiao_set_aside_actions',
    help: 'Actions that were set aside or are held and that nobody has settled, by feed',
    labelNames: ['feed'] as const,
    registers,
    async collect() {
      const rows = await database.query<{ feed: string; count: number }>(
        'SELECT feed, count(*)::int AS count FROM set_asides WHERE settled_at IS NULL GROUP BY feed',
      );
      this.reset();
      for (const { feed, count } of rows) this.set({ feed }, count);
    },
  });
  new Gauge({
    name: 'fengqiao_handed_over_actions',
    help: 'Actions that a center left to the city and that the city has not answered, by feed',
    labelNames: ['feed'] as const,
    registers,
    async collect() {
      const rows = await database.query<{ feed: string; count: number }>(
        "SELECT feed, count(*)::int AS count FROM set_asides WHERE settled_way = 'handed_over' GROUP BY feed",
      );
      this.reset();
      for (const { feed, count } of rows) this.set({ feed }, count);
    },
  });
  new Gauge({
    name: 'fengqiao_station_lag_actions',
    help: 'Positions of its home feed that a station has not been given yet, by feed and station',
    labelNames: ['feed', 'station'] as const,
    registers,
    async collect() {
      const rows = await database.query<{ feed: string; stationId: string; lag: number }>(
        `SELECT s.feed, s.station_id AS "stationId", greatest(f.head - coalesce(s.pulled_position, 0), 0) AS lag
         FROM stations s JOIN feeds f ON f.feed = s.feed WHERE s.revoked_at IS NULL`,
      );
      this.reset();
      for (const { feed, stationId, lag } of rows) this.set({ feed, station: stationId }, lag);
    },
  });
  new Gauge({
    name: 'fengqiao_webhook_deliveries',
    help: 'Events that wait for a subscriber, and those that were given up',
    labelNames: ['subscriber', 'state'] as const,
    registers,
    async collect() {
      this.reset();
      for (const { name, waiting, dead } of await subscriberStatus(database)) {
        this.set({ subscriber: name, state: 'waiting' }, waiting);
        this.set({ subscriber: name, state: 'dead' }, dead);
      }
    },
  });
  new Gauge({
    name: 'fengqiao_history_check_age_seconds',
    help: 'Seconds since the whole history of the city was verified last; absent before the first time',
    labelNames: ['part'] as const,
    registers,
    async collect() {
      this.reset();
      const last = await readCheck(database);
      if (last) this.set({ part: 'all' }, Math.max(0, (now() - last.endedAt) / 1_000));
    },
  });
  new Gauge({
    name: 'fengqiao_history_findings',
    help: 'What the last verification of the whole history of the city found; absent before the first time',
    labelNames: ['part'] as const,
    registers,
    async collect() {
      this.reset();
      const last = await readCheck(database);
      if (last) this.set({ part: 'all' }, last.found);
    },
  });
  return {
    pushed(feed, verdicts) {
      for (const verdict of verdicts) pushed.inc({ feed, verdict });
    },
    pulled: (feed, actions) => pulled.inc({ feed }, actions),
    called: (call, status, seconds) => calls.observe({ call, status: String(status) }, seconds),
    async text() {
      await written();
      return registry.metrics();
    },
    contentType: registry.contentType,
  };
}
