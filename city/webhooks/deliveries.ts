import type { Database } from '../db/database.ts';

export interface Subscriber {
  readonly name: string;
  readonly url: string;
  readonly secret: string;
}

/** A delivery that this process has taken for itself until its lease ends. */
export interface ClaimedDelivery {
  readonly position: number;
  readonly ordinal: number;
  readonly eventId: string;
  readonly body: string;
  /** Tries, this one included. */
  readonly attempts: number;
}

/** How a try ended: `failure` is null where the receiver took it, `nextAttemptAt` where there is no further try. */
export interface Outcome {
  readonly delivery: ClaimedDelivery;
  readonly failure: string | null;
  readonly nextAttemptAt: number | null;
}

const waiting = 'delivered_at IS NULL AND dead_at IS NULL';

/**
 * Takes deliveries that are due. Another process that asks at the same time gets others (SKIP LOCKED), and until the
 * lease ends none gets these: a process that dies with them in hand loses none. Of a case only its oldest waiting event
 * is due, so that its events arrive in order.
 */
const claimSql = `UPDATE webhook_deliveries d SET attempts = d.attempts + 1, next_attempt_at = $4
  FROM (SELECT w.position, w.ordinal FROM webhook_deliveries w
    WHERE w.feed = $1 AND w.subscriber = $2 AND w.delivered_at IS NULL AND w.dead_at IS NULL AND w.next_attempt_at <= $3
      AND NOT EXISTS (SELECT 1 FROM webhook_deliveries e WHERE e.feed = $1 AND e.subscriber = $2
        AND e.case_id = w.case_id AND e.delivered_at IS NULL AND e.dead_at IS NULL
        AND (e.position, e.ordinal) < (w.position, w.ordinal))
    ORDER BY w.next_attempt_at, w.position, w.ordinal LIMIT $5 FOR UPDATE OF w SKIP LOCKED) c
  WHERE d.feed = $1 AND d.subscriber = $2 AND d.position = c.position AND d.ordinal = c.ordinal
  RETURNING d.position, d.ordinal, d.event_id AS "eventId", d.body, d.attempts`;

/** Of a try that took longer than its lease the outcome is nobody's business any more: another try is under way. */
const settleSql = `UPDATE webhook_deliveries d SET delivered_at = CASE WHEN o.failure IS NULL THEN $3::bigint END,
    dead_at = CASE WHEN o.failure IS NOT NULL AND o.next_attempt_at IS NULL THEN $3::bigint END,
    next_attempt_at = coalesce(o.next_attempt_at, d.next_attempt_at), last_failure = o.failure
  FROM unnest($4::bigint[], $5::int[], $6::int[], $7::text[], $8::bigint[])
    o (position, ordinal, attempts, failure, next_attempt_at)
  WHERE d.feed = $1 AND d.subscriber = $2 AND d.position = o.position AND d.ordinal = o.ordinal
    AND d.attempts = o.attempts AND d.delivered_at IS NULL AND d.dead_at IS NULL`;

export function subscribers(database: Database): Promise<readonly Subscriber[]> {
  return database.query<Subscriber>('SELECT name, url, secret FROM webhook_subscribers ORDER BY name');
}

/** The feeds in which something is due for a subscriber. */
export async function feedsDue(database: Database, subscriber: string, now: number): Promise<readonly string[]> {
  const rows = await database.query<{ feed: string }>(
    `SELECT DISTINCT feed FROM webhook_deliveries WHERE subscriber = $1 AND next_attempt_at <= $2 AND ${waiting}`,
    [subscriber, now],
  );
  return rows.map(({ feed }) => feed);
}

export interface Claim {
  readonly feed: string;
  readonly subscriber: string;
  readonly now: number;
  readonly leaseUntil: number;
  readonly limit: number;
}

export function claim(database: Database, by: Claim): Promise<readonly ClaimedDelivery[]> {
  return database.query<ClaimedDelivery>(claimSql, [by.feed, by.subscriber, by.now, by.leaseUntil, by.limit]);
}

export async function settle(
  database: Database,
  { feed, subscriber, now }: Pick<Claim, 'feed' | 'subscriber' | 'now'>,
  outcomes: readonly Outcome[],
): Promise<void> {
  await database.query(settleSql, [
    feed,
    subscriber,
    now,
    outcomes.map(({ delivery }) => delivery.position),
    outcomes.map(({ delivery }) => delivery.ordinal),
    outcomes.map(({ delivery }) => delivery.attempts),
    outcomes.map(({ failure }) => failure),
    outcomes.map(({ nextAttemptAt }) => nextAttemptAt),
  ]);
}

/** Removes what was delivered before an instant, feed by feed. */
export async function forgetDelivered(database: Database, before: number): Promise<void> {
  const feeds = await database.query<{ feed: string }>(
    'SELECT DISTINCT feed FROM webhook_deliveries WHERE delivered_at < $1',
    [before],
  );
  for (const { feed } of feeds) {
    await database.query('DELETE FROM webhook_deliveries WHERE feed = $1 AND delivered_at < $2', [feed, before]);
  }
}
