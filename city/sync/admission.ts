import * as z from 'zod';
import { ServiceError } from '../../contract/errors.ts';
import { feedSchema } from '../../contract/sync-fields.ts';
import type { Database, Transaction } from '../db/database.ts';
import type { ServerKeys } from './keys.ts';
import type { Sender } from './push-log.ts';

/** How long a token lasts, by the server's clock, in ms. */
export const TOKEN_MS = 60 * 60_000;

const tokenSchema = z.object({
  token: z.literal('station'),
  until: z.int(),
  feed: feedSchema,
  stationId: z.string(),
  incarnation: z.int(),
});

/** Who may call with which token (SYNC-14). */
export interface Admission {
  /** Who sends with this token. @throws ServiceError STATION_UNKNOWN; STATION_REPLACED */
  senderOf(token: string | null): Promise<Sender>;
  /** Who the token was made for; whether that still holds is asked by {@link admit}. @throws ServiceError STATION_UNKNOWN */
  claimOf(token: string | null): Sender;
  /**
   * Looks whether a station is let in, in the transaction of what it asks for: a revocation holds at once, not when the
   * token ends.
   * @throws ServiceError STATION_UNKNOWN; STATION_REPLACED
   */
  admit(tx: Pick<Transaction, 'query'>, claim: Sender): Promise<void>;
  /** As {@link admit} for several stations of one feed at once: the refusal of each, null where it is let in. */
  refusals(
    tx: Pick<Transaction, 'query'>,
    feed: string,
    claims: readonly Sender[],
  ): Promise<readonly (ServiceError | null)[]>;
}

export interface StationRow {
  readonly incarnation: number;
  readonly publicKey: string;
  readonly revokedAt: number | null;
}

type Life = Pick<StationRow, 'incarnation' | 'revokedAt'>;

const livesSql = `SELECT station_id AS "stationId", incarnation, revoked_at AS "revokedAt" FROM stations
  WHERE feed = $1 AND station_id = ANY($2::text[])`;

const columns = 'incarnation, public_key AS "publicKey", revoked_at AS "revokedAt"';

export async function stationIn(
  { query }: Pick<Database, 'query'>,
  feed: string,
  stationId: string,
): Promise<StationRow | undefined> {
  const sql = `SELECT ${columns} FROM stations WHERE feed = $1 AND station_id = $2`;
  const [row] = await query<StationRow>(sql, [feed, stationId]);
  return row;
}

function refusalOf(known: Life | undefined, incarnation: number): ServiceError | null {
  if (!known || known.revokedAt !== null || known.incarnation < incarnation) return new ServiceError('STATION_UNKNOWN');
  return known.incarnation > incarnation ? new ServiceError('STATION_REPLACED') : null;
}

/** @throws ServiceError STATION_UNKNOWN; STATION_REPLACED for a life that is over. */
export function admitted(known: StationRow | undefined, incarnation: number): StationRow {
  const refusal = refusalOf(known, incarnation);
  if (!known || refusal) throw refusal ?? new ServiceError('STATION_UNKNOWN');
  return known;
}

export function tokenFor(keys: ServerKeys, { feed, stationId, incarnation }: Sender, now: number): string {
  return keys.seal({ token: 'station', until: now + TOKEN_MS, feed, stationId, incarnation });
}

export function createAdmission(database: Database, keys: ServerKeys, now: () => number): Admission {
  function claimOf(token: string | null): Sender {
    const given = tokenSchema.safeParse(token === null ? null : keys.unseal(token));
    if (!given.success || given.data.until < now()) throw new ServiceError('STATION_UNKNOWN');
    const { feed, stationId, incarnation } = given.data;
    return { feed, stationId, incarnation };
  }

  async function admit(tx: Pick<Transaction, 'query'>, { feed, stationId, incarnation }: Sender): Promise<void> {
    admitted(await stationIn(tx, feed, stationId), incarnation);
  }

  return {
    claimOf,
    admit,
    async refusals({ query }, feed, claims) {
      const ids = claims.map(({ stationId }) => stationId);
      const rows = await query<Life & { readonly stationId: string }>(livesSql, [feed, ids]);
      const known = new Map(rows.map((row) => [row.stationId, row]));
      return claims.map(({ stationId, incarnation }) => refusalOf(known.get(stationId), incarnation));
    },
    async senderOf(token) {
      const claim = claimOf(token);
      await admit(database, claim);
      return claim;
    },
  };
}
