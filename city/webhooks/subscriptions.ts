import * as z from 'zod';
import { feedSchema } from '../../contract/sync-fields.ts';
import type { Database } from '../db/database.ts';
import { isSecret } from './signature.ts';

export const subscriberSchema = z.object({
  name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, '订阅方的名字只用小写字母、数字和连字符，例如 city-platform'),
  url: z.url({ protocol: /^https?$/, error: '订阅方的网址要以 https:// 或 http:// 开头' }),
  secret: z.string().refine(isSecret, '密钥要写成 whsec_ 加 24 到 64 字节的 Base64'),
  /** Null for all districts. */
  feeds: z.array(feedSchema).min(1).nullable(),
});
type NewSubscriber = z.infer<typeof subscriberSchema>;

export interface SubscriberStatus {
  readonly name: string;
  readonly url: string;
  readonly feeds: readonly string[] | null;
  readonly waiting: number;
  readonly dead: number;
}

export interface DeadLetter {
  readonly feed: string;
  readonly subscriber: string;
  readonly eventId: string;
  readonly attempts: number;
  readonly deadAt: number;
  readonly lastFailure: string | null;
}

/**
 * Adds a subscriber, or gives the one of that name another address, secret and districts. It is told of what happens
 * from now on.
 * @throws z.ZodError with Chinese messages.
 */
export async function addSubscriber(database: Database, given: NewSubscriber, at: number): Promise<void> {
  const { name, url, secret, feeds } = subscriberSchema.parse(given);
  await database.query(
    `INSERT INTO webhook_subscribers (name, url, secret, feeds, added_at) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (name) DO UPDATE SET url = excluded.url, secret = excluded.secret, feeds = excluded.feeds`,
    [name, url, secret, feeds, at],
  );
}

/** Removes a subscriber with all that waits for it. False where there is none of that name. */
export function removeSubscriber(database: Database, name: string): Promise<boolean> {
  return database.transaction(async (tx) => {
    const removed = await tx.query('DELETE FROM webhook_subscribers WHERE name = $1 RETURNING name', [name]);
    await tx.query('DELETE FROM webhook_deliveries WHERE subscriber = $1', [name]);
    return removed.length > 0;
  });
}

/** Who is told, and how much waits for each or is dead; without secrets. */
export function subscriberStatus(database: Database): Promise<readonly SubscriberStatus[]> {
  return database.query<SubscriberStatus>(
    `SELECT s.name, s.url, s.feeds, coalesce(d.waiting, 0)::int AS waiting, coalesce(d.dead, 0)::int AS dead
     FROM webhook_subscribers s LEFT JOIN (
       SELECT subscriber, count(*) FILTER (WHERE dead_at IS NULL) AS waiting, count(dead_at) AS dead
       FROM webhook_deliveries WHERE delivered_at IS NULL GROUP BY subscriber) d ON d.subscriber = s.name
     ORDER BY s.name`,
  );
}

/** What was given up, the oldest first; at most so many. */
export function deadLetters(database: Database, limit: number): Promise<readonly DeadLetter[]> {
  return database.query<DeadLetter>(
    `SELECT feed, subscriber, event_id AS "eventId", attempts, dead_at AS "deadAt", last_failure AS "lastFailure"
     FROM webhook_deliveries WHERE dead_at IS NOT NULL ORDER BY dead_at, feed, position, ordinal LIMIT $1`,
    [limit],
  );
}

/** Lets dead letters be tried anew, from the first delay on: all of a subscriber, or one by its event. How many they are. */
export async function resend(
  database: Database,
  { subscriber, eventId }: { readonly subscriber: string; readonly eventId: string | null },
  at: number,
): Promise<number> {
  const rows = await database.query(
    `UPDATE webhook_deliveries SET dead_at = NULL, attempts = 0, next_attempt_at = $3
     WHERE subscriber = $1 AND dead_at IS NOT NULL AND ($2::text IS NULL OR event_id = $2)
     RETURNING position`,
    [subscriber, eventId, at],
  );
  return rows.length;
}
