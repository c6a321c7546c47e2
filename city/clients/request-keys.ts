import { createHash } from 'node:crypto';
import { ServiceError } from '../../contract/errors.ts';
import type { Database } from '../db/database.ts';

/** How long a key is known: the same one with other content is refused. As long as a proof of a phone is kept. */
export const KEY_KEPT_MS = 48 * 60 * 60_000;

export interface KeyedRequest {
  readonly client: string;
  /** Of the client's own making. */
  readonly key: string;
  /** The call and all of its input as the contract read it: what the key is bound to. */
  readonly content: object;
}

/**
 * Binds a key to what it came with. What is done under it is done by {@link idUnder}, which does nothing twice.
 * @throws ServiceError KEY_REUSED where it came with something else before.
 */
export async function bindKey(
  { query }: Pick<Database, 'query'>,
  { client, key, content }: KeyedRequest,
  now: number,
): Promise<void> {
  // In the order of the contract's fields. What can be kept nowhere is refused by what is done with it, in words.
  const hash = createHash('sha256').update(JSON.stringify(content)).digest('hex');
  // The row is answered whether it is new or not.
  const [row] = await query<{ requestHash: string }>(
    `INSERT INTO inbound_requests (feed, client, key, request_hash, at) VALUES ('city', $1, $2, $3, $4)
     ON CONFLICT (feed, client, key) DO UPDATE SET at = inbound_requests.at RETURNING request_hash AS "requestHash"`,
    [client, key, hash, now],
  );
  if (row?.requestHash !== hash) throw new ServiceError('KEY_REUSED');
}

/**
 * The id of what is done under a client's key (a UUID of version 8): nobody else's key makes it, and no client can name
 * something that is there already.
 */
export function idUnder(client: string, key: string): string {
  const hex = createHash('sha256').update(`inbound ${client} ${key.toLowerCase()}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-9${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Removes what is older than it need be known. */
export async function tidyKeys({ query }: Pick<Database, 'query'>, now: number): Promise<void> {
  await query("DELETE FROM inbound_requests WHERE feed = 'city' AND at < $1", [now - KEY_KEPT_MS]);
}
