import { createHash, randomBytes } from 'node:crypto';
import * as z from 'zod';
import { ServiceError } from '../../contract/errors.ts';
import { type EnrolInput, type EnrolOutput, feedSchema, type OpenInput, type OpenOutput } from '../../contract/sync.ts';
import { queryCodeFrom } from '../../domain/center/numbering.ts';
import type { Database } from '../db/database.ts';
import { isSignedBy, isStationKey, type ServerKeys } from './keys.ts';
import type { Sender } from './push-log.ts';

/** How long things last, by the server's clock, in ms. */
const CODE_MS = 7 * 24 * 3_600_000;
const NONCE_MS = 5 * 60_000;
const TOKEN_MS = 60 * 60_000;

export interface StationService {
  /** A one-time code for a new station of a district; it is shown once, the server keeps only its hash. */
  makeCode(feed: string, name: string): Promise<string>;
  /** Takes a code that was chosen elsewhere, with the district before its first dash; once more is nothing. */
  acceptCode(code: string, name: string): Promise<void>;
  /** @throws ServiceError ENROLMENT_REFUSED for a code that is unknown, used or too old; INVALID_INPUT for a key that is none. */
  enrol(input: EnrolInput): Promise<EnrolOutput>;
  nonce(): string;
  /** @throws ServiceError STATION_UNKNOWN where the station is not known, revoked, or does not hold its key (SYNC-14). */
  open(input: OpenInput): Promise<OpenOutput>;
  /** Who sends with this token. @throws ServiceError STATION_UNKNOWN */
  senderOf(token: string | null): Promise<Sender>;
  revoke(feed: string, stationId: string): Promise<void>;
}

const nonceSchema = z.object({ nonce: z.literal('hello'), at: z.int(), random: z.string() });
const tokenSchema = z.object({
  token: z.literal('station'),
  until: z.int(),
  feed: feedSchema,
  stationId: z.string(),
  incarnation: z.int(),
});

interface StationRow {
  readonly incarnation: number;
  readonly publicKey: string;
  readonly revokedAt: number | null;
}

const hashOf = (code: string) => createHash('sha256').update(code).digest('hex');

/** As people type it: without regard to case, blanks and look-alike dashes. */
function normalCode(code: string): string {
  return code
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\u2010-\u2015]+/g, (found) => (found.trim() === '' ? '' : '-'));
}

export function createStations(
  database: Database,
  keys: ServerKeys,
  server: { readonly serverId: string; readonly now: () => number },
): StationService {
  const { now } = server;

  async function station(feed: string, stationId: string): Promise<StationRow | undefined> {
    const [row] = await database.query<StationRow>(
      `SELECT incarnation, public_key AS "publicKey", revoked_at AS "revokedAt" FROM stations
       WHERE feed = $1 AND station_id = $2`,
      [feed, stationId],
    );
    return row;
  }

  async function acceptCode(code: string, name: string): Promise<void> {
    const normal = normalCode(code);
    const feed = feedSchema.parse(normal.split('-')[0]);
    await database.query(
      `INSERT INTO enrolment_codes (feed, code_hash, name, made_at, expires_at) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT DO NOTHING`,
      [feed, hashOf(normal), name, now(), now() + CODE_MS],
    );
  }

  return {
    acceptCode,
    async makeCode(feed, name) {
      feedSchema.parse(feed);
      let random: string | null = null;
      while (random === null) random = queryCodeFrom(randomBytes(32));
      const code = `${feed}-${random}`;
      await acceptCode(code, name);
      return code;
    },

    async enrol({ code, stationId, incarnation, publicKey }) {
      if (!isStationKey(publicKey))
        throw new ServiceError('INVALID_INPUT', { fields: { publicKey: '不是有效的密钥' } });
      const normal = normalCode(code);
      const feed = normal.split('-')[0] ?? '';
      return database.transaction(async (tx) => {
        // The code is used up by one statement: of two stations with one code, one is refused.
        const [used] = await tx.query<{ name: string }>(
          `UPDATE enrolment_codes SET used_by = $3, used_at = $4
           WHERE feed = $1 AND code_hash = $2 AND used_at IS NULL AND expires_at > $4 RETURNING name`,
          [feed, hashOf(normal), stationId, now()],
        );
        if (!used) throw new ServiceError('ENROLMENT_REFUSED');
        const [enrolled] = await tx.query<{ stationId: string }>(
          `INSERT INTO stations (feed, station_id, incarnation, name, public_key, enrolled_at)
           VALUES ($1, $2, $3, $4, $5, $6)
           ON CONFLICT DO NOTHING RETURNING station_id AS "stationId"`,
          [feed, stationId, incarnation, used.name, publicKey, now()],
        );
        if (!enrolled) throw new ServiceError('ENROLMENT_REFUSED', { detail: '这台工作站已经接入过，不用再接入。' });
        return { feed, name: used.name, serverId: server.serverId, serverKey: keys.publicKey };
      });
    },

    nonce: () => keys.seal({ nonce: 'hello', at: now(), random: randomBytes(12).toString('base64url') }),

    async open({ feed, stationId, incarnation, nonce, signature }) {
      const given = nonceSchema.safeParse(keys.unseal(nonce));
      const fresh = given.success && Math.abs(now() - given.data.at) <= NONCE_MS;
      const known = fresh ? await station(feed, stationId) : undefined;
      if (!known || known.revokedAt !== null || known.incarnation !== incarnation)
        throw new ServiceError('STATION_UNKNOWN');
      if (!isSignedBy(known.publicKey, nonce, signature)) throw new ServiceError('STATION_UNKNOWN');
      const token = keys.seal({ token: 'station', until: now() + TOKEN_MS, feed, stationId, incarnation });
      return { token, lastsMs: TOKEN_MS };
    },

    async senderOf(token) {
      const given = tokenSchema.safeParse(token === null ? null : keys.unseal(token));
      if (!given.success || given.data.until < now()) throw new ServiceError('STATION_UNKNOWN');
      const { feed, stationId, incarnation } = given.data;
      // Revocation holds at once, not when the token ends.
      const known = await station(feed, stationId);
      if (!known || known.revokedAt !== null || known.incarnation !== incarnation)
        throw new ServiceError('STATION_UNKNOWN');
      return { feed, stationId, incarnation };
    },

    async revoke(feed, stationId) {
      await database.query(
        `UPDATE stations SET revoked_at = $3 WHERE feed = $1 AND station_id = $2 AND revoked_at IS NULL`,
        [feed, stationId, now()],
      );
    },
  };
}
