import { type KeepKeyInput, RECOVERY_PURPOSE, sealedBoxSchema } from '../../contract/sync-keys.ts';
import { openSealed } from '../../services/keys/sealed-box.ts';
import type { Database } from '../db/database.ts';
import type { ServerKeys } from './keys.ts';
import type { Sender } from './push-log.ts';

/** Keeps the recovery key of a station; a later one of the same keys takes its place. */
export async function keepRecoveryKey(
  { query }: Pick<Database, 'query'>,
  { feed, stationId }: Sender,
  { keyId, sealed }: KeepKeyInput,
  now: number,
): Promise<{ readonly keptAt: number }> {
  await query(
    `INSERT INTO recovery_keys (feed, station_id, key_id, sealed, kept_at) VALUES ($1, $2, $3, $4, $5)
      ON CONFLICT (feed, station_id, key_id) DO UPDATE SET sealed = excluded.sealed, kept_at = excluded.kept_at`,
    [feed, stationId, keyId, JSON.stringify(sealed), now],
  );
  return { keptAt: now };
}

export interface KeptRecoveryKey {
  readonly keyId: string;
  readonly keptAt: number;
  readonly key: Uint8Array;
}

/**
 * Takes out what a station has given, newest first, and notes who asked.
 * @throws where one was sealed for another city's key.
 */
export async function giveRecoveryKeys(
  { query }: Pick<Database, 'query'>,
  keys: Pick<ServerKeys, 'recipient'>,
  {
    feed,
    stationId,
    by,
    now,
  }: { readonly feed: string; readonly stationId: string; readonly by: string; readonly now: number },
): Promise<readonly KeptRecoveryKey[]> {
  const rows = await query<{ keyId: string; sealed: string; keptAt: number }>(
    `UPDATE recovery_keys SET given_at = $3, given_to = $4 WHERE feed = $1 AND station_id = $2
      RETURNING key_id AS "keyId", sealed, kept_at AS "keptAt"`,
    [feed, stationId, now, by],
  );
  return rows
    .map(({ keyId, sealed, keptAt }) => {
      const box = sealedBoxSchema.parse(JSON.parse(sealed));
      return { keyId, keptAt, key: openSealed(keys.recipient.secret, box, RECOVERY_PURPOSE) };
    })
    .sort((a, b) => b.keptAt - a.keptAt);
}
