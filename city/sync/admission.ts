import * as z from 'zod';
import { ServiceError } from '../../contract/errors.ts';
import { feedSchema } from '../../contract/sync-fields.ts';
import { algorithmOfKey } from '../../services/suites/signature.ts';
import type { Database, Transaction } from '../db/database.ts';
import type { ServerKeys } from './keys.ts';
import type { Sender } from './push-log.ts';
import { checkCall, type SignedCall } from './signed-call.ts';
import { createUsedNonces } from './used-nonces.ts';

/** How long a token lasts, by the server's clock, in ms. */
export const TOKEN_MS = 60 * 60_000;

const tokenSchema = z.object({
  token: z.literal('station'),
  until: z.int(),
  feed: feedSchema,
  stationId: z.string(),
  incarnation: z.int(),
  /** The key that the station opened the session by, SPKI in base64: the token is of use to its holder alone. */
  publicKey: z.string(),
});

/** Who may call (SYNC-14), by a token and a signature over the request (SYNC-16). */
export interface Admission {
  /** Who a claim lets in. @throws ServiceError STATION_UNKNOWN, also where there is no claim; STATION_REPLACED */
  letIn(claim: Sender | null): Promise<Sender>;
  /**
   * Who the token was made for, once the holder of its key has signed the request; whether that still holds is asked by
   * {@link admit}.
   * @throws ServiceError STATION_UNKNOWN; APP_TOO_OLD without a signature; REQUEST_REFUSED; REQUEST_CLOCK
   */
  claimOf(call: SignedCall): Promise<Sender>;
  /** Who holds the token, for the parts of a call that {@link claimOf} has taken. @throws ServiceError as {@link letIn} */
  holderOf(token: string | null): Promise<Sender>;
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
  /** What the city calls it. */
  readonly name: string;
  readonly incarnation: number;
  readonly publicKey: string;
  readonly revokedAt: number | null;
}

type Life = Pick<StationRow, 'incarnation' | 'revokedAt'>;

const livesSql = `SELECT station_id AS "stationId", incarnation, revoked_at AS "revokedAt" FROM stations
  WHERE feed = $1 AND station_id = ANY($2::text[])`;

const columns = 'name, incarnation, public_key AS "publicKey", revoked_at AS "revokedAt"';

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

export function tokenFor(
  keys: ServerKeys,
  { feed, stationId, incarnation }: Sender,
  publicKey: string,
  now: number,
): string {
  return keys.seal({ token: 'station', until: now + TOKEN_MS, feed, stationId, incarnation, publicKey });
}

export function createAdmission(database: Database, keys: ServerKeys, now: () => number): Admission {
  const usedNonces = createUsedNonces(database, now);

  function held(token: string | null): z.infer<typeof tokenSchema> {
    const given = tokenSchema.safeParse(token === null ? null : keys.unseal(token));
    if (!given.success || given.data.until < now()) throw new ServiceError('STATION_UNKNOWN');
    return given.data;
  }

  async function claimOf(call: SignedCall): Promise<Sender> {
    const { feed, stationId, incarnation, publicKey } = held(call.token);
    const signs = algorithmOfKey(publicKey)?.id;
    const sender = { feed, stationId, incarnation, ...(signs ? { signs } : {}) };
    const nonce = checkCall(call, sender, publicKey, now());
    if (!(await usedNonces.use(sender, nonce))) throw new ServiceError('REQUEST_REFUSED');
    return sender;
  }

  async function admit(tx: Pick<Transaction, 'query'>, { feed, stationId, incarnation }: Sender): Promise<void> {
    admitted(await stationIn(tx, feed, stationId), incarnation);
  }

  async function letIn(claim: Sender | null): Promise<Sender> {
    if (claim === null) throw new ServiceError('STATION_UNKNOWN');
    await admit(database, claim);
    return claim;
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
    letIn,
    async holderOf(token) {
      const { feed, stationId, incarnation } = held(token);
      return letIn({ feed, stationId, incarnation });
    },
  };
}
