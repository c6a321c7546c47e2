import type { Transaction } from '../db/database.ts';

const headSql = `SELECT f.head, h.header_hash AS "headerHash" FROM feeds f
  LEFT JOIN action_headers h ON h.feed = $1 AND h.position = f.head WHERE f.feed = $1`;

export interface FeedHead {
  readonly head: number;
  /** Of the header there; null before the first. */
  readonly headerHash: string | null;
}

/** The last position of a feed that anyone may see now. */
export async function feedHead(tx: Transaction, feed: string): Promise<FeedHead> {
  const [row] = await tx.query<FeedHead>(headSql, [feed]);
  return row ?? { head: 0, headerHash: null };
}
