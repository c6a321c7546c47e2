import { createHash, randomBytes } from 'node:crypto';
import * as z from 'zod';
import { ServiceError } from '../../contract/errors.ts';
import type { EnrolInput, EnrolOutput, OpenInput, OpenOutput } from '../../contract/sync-enrolment.ts';
import { feedSchema } from '../../contract/sync-fields.ts';
import { queryCodeFrom } from '../../domain/center/numbering.ts';
import type { SuiteId } from '../../domain/suites/suite-ids.ts';
import { systemEnvironment } from '../../services/environment.ts';
import { PROJECTION_VERSION } from '../../services/log/rebuild.ts';
import { algorithmOfKey, isSignedBy, signatureIds } from '../../services/suites/signature.ts';
import { suiteNamed } from '../../services/suites/suite.ts';
import type { Database } from '../db/database.ts';
import {
  type Admission,
  admitted,
  createAdmission,
  type StationRow,
  stationIn,
  TOKEN_MS,
  tokenFor,
} from './admission.ts';
import { appendAsCity, type CityAuthor } from './city-log.ts';
import type { ServerKeys } from './keys.ts';
import { findStation } from './station-list.ts';

/** How long things last, by the server's clock, in ms. */
const CODE_MS = 7 * 24 * 3_600_000;
const NONCE_MS = 5 * 60_000;

const OTHER_SUITE = '本市用的密码算法和本机程序用的不一样（国密或国际），没有接入。请升级程序后再试，还用这个接入码。';

export interface StationService extends Admission {
  /**
   * A one-time code for a new station of a district, and of a place in it where it looks after no more than that; it is
   * shown once, the server keeps only its hash.
   */
  makeCode(feed: string, name: string, place?: string | null): Promise<string>;
  /**
   * A one-time code by which a new machine takes the place of a station, by its name or id.
   * @throws RangeError where the district has none of that name, or several.
   */
  makeSuccessorCode(feed: string, station: string): Promise<string>;
  /** Takes a code that was chosen elsewhere, with the district before its first dash; once more is nothing. */
  acceptCode(code: string, name: string): Promise<void>;
  /** @throws ServiceError ENROLMENT_REFUSED for a code that is unknown, used or too old; INVALID_INPUT for a key that is none. */
  enrol(input: EnrolInput): Promise<EnrolOutput>;
  nonce(): string;
  /** @throws ServiceError STATION_UNKNOWN where the station is not known, revoked, or does not hold its key (SYNC-14). */
  open(input: OpenInput): Promise<OpenOutput>;
  revoke(feed: string, stationId: string): Promise<void>;
}

const nonceSchema = z.object({ nonce: z.literal('hello'), at: z.int(), random: z.string() });

interface CodeRow {
  readonly name: string;
  readonly place: string | null;
  readonly stationId: string | null;
  readonly usedBy: string | null;
}

/** Of feeds in which nothing is yet, all rows will be of this version of the program. */
const newFeedsSql = `INSERT INTO projections (feed, version)
  SELECT n.feed, $2 FROM unnest($1::text[]) n (feed)
  WHERE NOT EXISTS (SELECT 1 FROM feeds f WHERE f.feed = n.feed AND f.head > 0) ON CONFLICT DO NOTHING`;

const hashOf = (code: string) => createHash('sha256').update(code).digest('hex');

/** As people type it: without regard to case, blanks and look-alike dashes. */
function normalCode(code: string): string {
  return code
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\u2010-\u2015]+/g, (found) => (found.trim() === '' ? '' : '-'));
}

function newCode(feed: string): string {
  feedSchema.parse(feed);
  let random: string | null = null;
  while (random === null) random = queryCodeFrom(randomBytes(32));
  return `${feed}-${random}`;
}

/** A code for a new machine is not used up where something was done already, nor one for a station where nothing was. */
function refuseOtherUse({ stationId: of }: CodeRow, { stationId, isEmpty = false }: EnrolInput): void {
  if (of === null && isEmpty) {
    const detail = '这是给已有数据的中心接入用的。更换电脑要用市级管理员给的换机码；新中心请先初始化，再接入。';
    throw new ServiceError('ENROLMENT_REFUSED', { detail });
  }
  if (of !== null && of !== stationId && !isEmpty) {
    const detail = '这是换机码，只能用在还没有初始化的新电脑上。没有用掉。';
    throw new ServiceError('ENROLMENT_REFUSED', { detail });
  }
}

/**
 * A code that was made for one center opens the cases of no other: which stations there are, with their ids, every station
 * reads in the feed `city`.
 */
function refuseOtherCenter(code: CodeRow, known: StationRow | undefined): void {
  if (code.stationId !== null || !known || known.name === code.name) return;
  const detail = `这台工作站在市里登记为“${known.name}”，这个接入码是给“${code.name}”的。请市级管理员按登记的名字另给一个。没有用掉。`;
  throw new ServiceError('ENROLMENT_REFUSED', { detail });
}

/** A station that the city knows begins its next life: the machine that had the last one gets in no more (SYNC-14). */
function lifeOf({ stationId, incarnation }: EnrolInput, target: string, known: StationRow | undefined): number {
  const own = target === stationId ? incarnation : 1;
  return known ? Math.max(known.incarnation, own) + 1 : own;
}

export function createStations(
  database: Database,
  keys: ServerKeys,
  server: { readonly serverId: string; readonly now: () => number; readonly suite?: SuiteId | undefined },
): StationService {
  const { now } = server;
  const suite = suiteNamed(server.suite);
  const author: CityAuthor = {
    environment: { ...systemEnvironment, now, suite: suite.hash },
    serverId: server.serverId,
  };

  async function keepCode(
    code: string,
    name: string,
    of: { stationId?: string; place?: string | null },
  ): Promise<void> {
    const normal = normalCode(code);
    const feed = feedSchema.parse(normal.split('-')[0]);
    await database.query(
      `INSERT INTO enrolment_codes (feed, code_hash, name, made_at, expires_at, station_id, place_code)
       VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING`,
      [feed, hashOf(normal), name, now(), now() + CODE_MS, of.stationId ?? null, of.place ?? null],
    );
  }

  const certified = (feed: string, stationId: string, incarnation: number, name: string, publicKey: string) => ({
    certificate: 'station',
    feed,
    stationId,
    incarnation,
    name,
    publicKey,
  });

  function enrolment(
    feed: string,
    stationId: string,
    incarnation: number,
    name: string,
    publicKey: string,
  ): EnrolOutput {
    const by = suite.signature.id;
    const certificate = keys.sign(certified(feed, stationId, incarnation, name, publicKey), by);
    const serverKeys = {
      serverKey: keys.publicKeyFor(by),
      otherServerKeys: signatureIds.filter((id) => id !== by).map((id) => keys.publicKeyFor(id)),
    };
    const who = { feed, stationId, incarnation, name, certificate, serverId: server.serverId };
    return { ...who, ...serverKeys, suite: suite.id };
  }

  /** A city that was restored to before an enrolment takes its own signature for it (SYNC-11). */
  async function remember({ feed, stationId, incarnation, enrolment: given }: OpenInput): Promise<void> {
    if (!given) return;
    const known = await stationIn(database, feed, stationId);
    if (known && known.incarnation >= incarnation) return;
    const { name, publicKey, certificate } = given;
    if (!keys.isOwn(certified(feed, stationId, incarnation, name, publicKey), certificate)) return;
    await database.query(
      `INSERT INTO stations (feed, station_id, incarnation, name, public_key, enrolled_at, center_id)
       VALUES ($1, $2, $3, $4, $5, $6, (SELECT stream_id FROM stream_pens
         WHERE feed = $1 AND stream_kind = 'center' AND origin_station = $2 LIMIT 1))
       ON CONFLICT (feed, station_id) DO UPDATE SET incarnation = excluded.incarnation, name = excluded.name,
         public_key = excluded.public_key
       WHERE stations.incarnation < excluded.incarnation AND stations.revoked_at IS NULL`,
      [feed, stationId, incarnation, name, publicKey, now()],
    );
  }

  return {
    ...createAdmission(database, keys, now),
    acceptCode: (code, name) => keepCode(code, name, {}),
    async makeCode(feed, name, place = null) {
      const code = newCode(feed);
      await keepCode(code, name, { place });
      return code;
    },

    async makeSuccessorCode(feed, wanted) {
      const station = await findStation(database, feed, wanted);
      const code = newCode(feed);
      await keepCode(code, station.name, { stationId: station.stationId, place: station.place });
      return code;
    },

    async enrol(input) {
      const { stationId, publicKey } = input;
      const algorithm = algorithmOfKey(publicKey);
      if (algorithm === null) throw new ServiceError('INVALID_INPUT', { fields: { publicKey: '不是有效的密钥' } });
      if (algorithm.id !== suite.signature.id) throw new ServiceError('ENROLMENT_REFUSED', { detail: OTHER_SUITE });
      const normal = normalCode(input.code);
      const feed = normal.split('-')[0] ?? '';
      return database.transaction(async (tx) => {
        // Locked: of two stations with one code, one is refused.
        const [code] = await tx.query<CodeRow>(
          `SELECT name, station_id AS "stationId", used_by AS "usedBy", place_code AS place FROM enrolment_codes
           WHERE feed = $1 AND code_hash = $2 AND expires_at > $3 FOR UPDATE`,
          [feed, hashOf(normal), now()],
        );
        if (!code) throw new ServiceError('ENROLMENT_REFUSED');
        const target = code.stationId ?? stationId;
        const known = await stationIn(tx, feed, target);
        const enrolled = (incarnation: number) => enrolment(feed, target, incarnation, code.name, publicKey);
        // The answer was lost, and the same machine asks again.
        if (code.usedBy === target && known?.publicKey === publicKey) return enrolled(known.incarnation);
        if (code.usedBy !== null) throw new ServiceError('ENROLMENT_REFUSED');
        refuseOtherUse(code, input);
        refuseOtherCenter(code, known);
        const incarnation = lifeOf(input, target, known);
        await tx.query(newFeedsSql, [[feed, 'city'], PROJECTION_VERSION]);
        await tx.query(
          `INSERT INTO stations (feed, station_id, incarnation, name, public_key, enrolled_at, place_code, center_id)
           VALUES ($1, $2, $3, $4, $5, $6, $7, (SELECT stream_id FROM stream_pens
             WHERE feed = $1 AND stream_kind = 'center' AND origin_station = $2 LIMIT 1))
           ON CONFLICT (feed, station_id) DO UPDATE SET incarnation = excluded.incarnation, name = excluded.name,
             public_key = excluded.public_key, enrolled_at = excluded.enrolled_at, revoked_at = NULL,
             place_code = excluded.place_code`,
          [feed, target, incarnation, code.name, publicKey, now(), code.place],
        );
        await tx.query('UPDATE enrolment_codes SET used_by = $3, used_at = $4 WHERE feed = $1 AND code_hash = $2', [
          feed,
          hashOf(normal),
          target,
          now(),
        ]);
        await appendAsCity(tx, author, 'city', {
          streamKind: 'station',
          streamId: target,
          type: 'station.enrolled',
          payload: { feed, name: code.name, ...(code.place === null ? {} : { place: code.place }) },
        });
        return enrolled(incarnation);
      });
    },

    nonce: () => keys.seal({ nonce: 'hello', at: now(), random: randomBytes(12).toString('base64url') }),

    async open(input) {
      const { feed, stationId, incarnation, nonce, signature } = input;
      const given = nonceSchema.safeParse(keys.unseal(nonce));
      const fresh = given.success && Math.abs(now() - given.data.at) <= NONCE_MS;
      if (!fresh) throw new ServiceError('STATION_UNKNOWN');
      await remember(input);
      const known = admitted(await stationIn(database, feed, stationId), incarnation);
      if (!isSignedBy(known.publicKey, nonce, signature)) throw new ServiceError('STATION_UNKNOWN');
      return { token: tokenFor(keys, { feed, stationId, incarnation }, known.publicKey, now()), lastsMs: TOKEN_MS };
    },

    async revoke(feed, stationId) {
      await database.transaction(async (tx) => {
        const revoked = await tx.query(
          `UPDATE stations SET revoked_at = $3 WHERE feed = $1 AND station_id = $2 AND revoked_at IS NULL RETURNING 1`,
          [feed, stationId, now()],
        );
        if (revoked.length === 0) return;
        const left = { streamKind: 'station', streamId: stationId, type: 'station.revoked', payload: {} } as const;
        await appendAsCity(tx, author, 'city', left);
      });
    },
  };
}
