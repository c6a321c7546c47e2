import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database, Transaction } from '../../../city/db/database.ts';
import { feedLines } from '../../../city/history/feed-lines.ts';
import { verifyCity } from '../../../city/history/verify-city.ts';
import { exchangeAnchors } from '../../../city/sync/anchors.ts';
import { serverKeys } from '../../../city/sync/keys.ts';
import { type Connection, openConnection } from '../../../db/connection.ts';
import { openStore } from '../../../db/open.ts';
import { testKey } from '../../../db/testing.ts';
import { chainAccess } from '../../../domain/log/access.ts';
import { type ActionHeader, hashHeader, hashPayload } from '../../../domain/log/action.ts';
import { chainLine, emptyJournal, type JournalEnd, MARK_EVERY } from '../../../domain/log/journal.ts';
import { sha256Suite, systemEnvironment } from '../../../services/environment.ts';
import { verifyFolder } from './center-runs.ts';
import { within } from './city-runs.ts';
import type { TamperWorld } from './world.ts';

/** What somebody does who has the key and computes every hash anew: only the other side's word differs (LOG-13). */
export interface Rewriting {
  readonly kind: string;
  /** By this side alone, without the word of the other. */
  readonly alone: boolean;
  readonly found: boolean;
}

type HeaderRow = ActionHeader & { readonly position: number; readonly headerHash: string };

function setEnd({ client }: Connection, journal: string, { count, digest }: JournalEnd): void {
  client.prepare('UPDATE journal_ends SET count = ?, digest = ? WHERE journal = ?').run(count, digest, journal);
}

/** Digests, marks and ends of the log, made anew over what is there now. */
function sealActions(connection: Connection): void {
  const { client } = connection;
  client.exec('DELETE FROM journal_marks');
  const mark = client.prepare(`INSERT INTO journal_marks (journal, count, digest) VALUES ('actions', ?, ?)`);
  let end = emptyJournal;
  for (const hash of client
    .prepare<[], string>('SELECT header_hash FROM action_headers ORDER BY position')
    .pluck()
    .all()) {
    end = chainLine(end, [hash], sha256Suite);
    if (end.count % MARK_EVERY === 0) mark.run(end.count, end.digest);
  }
  setEnd(connection, 'actions', end);
}

function sealAccess(connection: Connection): void {
  const { client } = connection;
  const rows = client
    .prepare<
      [],
      { position: number; at: number; staffId: string; kind: string; subject: string; reason: string | null }
    >('SELECT position, at, staff_id AS staffId, kind, subject, reason FROM access_log ORDER BY position')
    .all();
  const update = client.prepare('UPDATE access_log SET digest = ? WHERE position = ?');
  let end = emptyJournal;
  for (const row of rows) {
    end = chainAccess(end, row, sha256Suite);
    update.run(end.digest, row.position);
  }
  setEnd(connection, 'access', end);
}

function forgetReceipts(connection: Connection): void {
  connection.client.exec('DELETE FROM chain_receipts');
  setEnd(connection, 'chainReceipts', emptyJournal);
}

/** Changes what an own action says, and makes every hash behind it anew. */
function rewriteAction(connection: Connection): void {
  const { client } = connection;
  const rows = client
    .prepare<[], HeaderRow>(
      `SELECT position, id, stream_kind AS streamKind, stream_id AS streamId, type, schema_version AS schemaVersion,
        actor_id AS actorId, station_id AS stationId, incarnation, sequence, previous_hash AS previousHash,
        payload_hash AS payloadHash, header_hash AS headerHash, base_revision AS baseRevision, device_time AS deviceTime,
        clock_offset AS clockOffset, algorithms FROM action_headers
      WHERE (station_id, incarnation) IN (SELECT station_id, incarnation FROM station) ORDER BY sequence`,
    )
    .all();
  const victim = rows[Math.floor(rows.length / 2)];
  if (!victim) throw new Error('no own action');
  const payload = new TextEncoder().encode('{"forged":true}');
  const salt = new Uint8Array(16).fill(9);
  client
    .prepare('UPDATE action_payloads SET payload = ?, salt = ? WHERE position = ?')
    .run(payload, salt, victim.position);
  const update = client.prepare(
    'UPDATE action_headers SET previous_hash = ?, payload_hash = ?, header_hash = ? WHERE position = ?',
  );
  let previousHash = '';
  for (const { position, headerHash: _, ...header } of rows) {
    const payloadHash = position === victim.position ? hashPayload(salt, payload, sha256Suite) : header.payloadHash;
    const headerHash = hashHeader({ ...header, previousHash, payloadHash }, sha256Suite);
    update.run(previousHash, payloadHash, headerHash, position);
    previousHash = headerHash;
  }
  client
    .prepare(
      'UPDATE chain_heads SET header_hash = ? WHERE (station_id, incarnation) IN (SELECT station_id, incarnation FROM station)',
    )
    .run(previousHash);
  sealActions(connection);
}

const centerRewritings: readonly { readonly kind: string; make(connection: Connection): void }[] = [
  {
    kind: 'center: an entry of the access log, all digests anew',
    make(connection) {
      connection.client.exec(`UPDATE access_log SET subject = '别的' WHERE position = 5`);
      sealAccess(connection);
    },
  },
  {
    kind: 'center: the end of the access log, all digests anew',
    make(connection) {
      connection.client.exec('DELETE FROM access_log WHERE position > 20');
      sealAccess(connection);
    },
  },
  {
    kind: 'center: an own action, all hashes anew, receipts left',
    make: rewriteAction,
  },
  {
    kind: 'center: an own action, all hashes anew, receipts away',
    make(connection) {
      rewriteAction(connection);
      forgetReceipts(connection);
    },
  },
  {
    kind: 'center: an action of another station is gone, all digests anew',
    make(connection) {
      const { client } = connection;
      const position = client
        .prepare<[], number>(
          `SELECT max(h.position) FROM action_headers h JOIN station s ON s.station_id <> h.station_id
           JOIN receipts r ON r.position = h.position`,
        )
        .pluck()
        .get();
      // What comes behind it moves up, so that no gap is left.
      for (const table of ['action_payloads', 'receipts', 'verdicts', 'action_headers']) {
        client.prepare(`DELETE FROM ${table} WHERE position = ?`).run(position);
        client.prepare(`UPDATE ${table} SET position = -position WHERE position > ?`).run(position);
        client.exec(`UPDATE ${table} SET position = -position - 1 WHERE position < 0`);
      }
      sealActions(connection);
    },
  },
];

async function rewriteCenter(
  { folder, serverKey, told }: TamperWorld,
  make: (connection: Connection) => void,
): Promise<{ alone: boolean; found: boolean }> {
  const copy = mkdtempSync(join(tmpdir(), 'fengqiao-rewritten-'));
  try {
    cpSync(folder, copy, { recursive: true });
    const path = join(copy, 'center.db');
    // Whatever the last opening left in the log beside it is in the file first.
    await (await openStore({ path, key: testKey })).close();
    const connection = openConnection({ path, key: testKey, readonly: false, cacheMiB: 1 });
    const { client } = connection;
    client.pragma('foreign_keys = OFF');
    const triggers = client
      .prepare<[], { name: string; sql: string }>(`SELECT name, sql FROM sqlite_master WHERE type = 'trigger'`)
      .all();
    for (const { name } of triggers) client.exec(`DROP TRIGGER "${name}"`);
    make(connection);
    for (const { sql } of triggers) client.exec(sql);
    connection.close();
    const alone = (await verifyFolder(copy, '', null)).found > 0;
    return { alone, found: (await verifyFolder(copy, serverKey, told)).found > 0 };
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/** The digests of a feed that were told to centers, made anew over what is there now. */
async function sealFeed(tx: Transaction, feed: string): Promise<void> {
  const anchors = await tx.query<{ count: number }>('SELECT count FROM city_anchors WHERE feed = $1', [feed]);
  const counts = new Set(anchors.map(({ count }) => count));
  let end = emptyJournal;
  for (const { line } of await feedLines(tx, feed, 0, 100_000)) {
    end = chainLine(end, line, sha256Suite);
    if (counts.has(end.count))
      await tx.query('UPDATE city_anchors SET digest = $3 WHERE feed = $1 AND count = $2', [
        feed,
        end.count,
        end.digest,
      ]);
  }
}

const cityRewritings: readonly { readonly kind: string; make(tx: Transaction, feed: string): Promise<void> }[] = [
  {
    kind: 'city: when an action came in, all digests anew',
    async make(tx, feed) {
      await tx.query('UPDATE action_headers SET received_at = received_at + 1 WHERE feed = $1 AND position = 7', [
        feed,
      ]);
      await sealFeed(tx, feed);
    },
  },
  {
    kind: 'city: a verdict is taken back, all digests anew',
    async make(tx, feed) {
      await tx.query(
        `INSERT INTO verdicts (feed, position, ordinal, verdict, reason, detail, at) VALUES ($1, 9, 1, 'held', NULL, NULL, 1)`,
        [feed],
      );
      await sealFeed(tx, feed);
    },
  },
  {
    kind: 'city: when an action came in, and what it told the centers is gone',
    async make(tx, feed) {
      await tx.query('UPDATE action_headers SET received_at = received_at + 1 WHERE feed = $1 AND position = 7', [
        feed,
      ]);
      await tx.query('DELETE FROM city_anchors WHERE feed = $1', [feed]);
    },
  },
];

class Undone extends Error {
  readonly outcome: { alone: boolean; found: boolean };
  constructor(outcome: { alone: boolean; found: boolean }) {
    super('undone');
    this.outcome = outcome;
  }
}

async function rewriteCity(
  { folder, center }: TamperWorld,
  database: Database,
  make: (tx: Transaction, feed: string) => Promise<void>,
): Promise<{ alone: boolean; found: boolean }> {
  const store = await openStore({ path: join(folder, 'center.db'), key: testKey });
  const returned = await store.read(({ history }) => history.cityAnchors(2));
  await store.close();
  const keys = await serverKeys(database);
  const { feed, stationId, incarnation } = center.credentials;
  const sender = { feed, stationId, incarnation };
  try {
    await database.transaction(async (tx) => {
      await tx.query(`SET LOCAL session_replication_role = 'replica'`);
      await make(tx, feed);
      const inside = within(tx, database);
      const alone = (await verifyCity({ database: inside, environment: systemEnvironment })).found > 0;
      const own = { actions: emptyJournal, access: emptyJournal };
      const parts = { database: inside, keys, now: Date.now };
      const { disowned } = await exchangeAnchors(parts, sender, { own, returned: [...returned] });
      throw new Undone({ alone, found: disowned.length > 0 });
    });
  } catch (error) {
    if (error instanceof Undone) return error.outcome;
    throw error;
  }
  throw new Error('a rewriting of the city was kept');
}

/** Each rewriting once: found by the word of the other side, whatever the own side says. */
export async function tamperRewritten(world: TamperWorld): Promise<readonly Rewriting[]> {
  const done: Rewriting[] = [];
  for (const { kind, make } of centerRewritings) done.push({ kind, ...(await rewriteCenter(world, make)) });
  const { database } = world.city.city;
  for (const { kind, make } of cityRewritings) done.push({ kind, ...(await rewriteCity(world, database, make)) });
  return done;
}

/** Histories that nobody touched have no finding, or every run would prove nothing. */
export async function requireClean({ folder, serverKey, told, city }: TamperWorld): Promise<void> {
  const copy = mkdtempSync(join(tmpdir(), 'fengqiao-clean-'));
  try {
    cpSync(folder, copy, { recursive: true });
    const center = await verifyFolder(copy, serverKey, told);
    const cityReport = await verifyCity({ database: city.city.database, environment: systemEnvironment });
    const found = [...center.findings, ...cityReport.findings];
    if (found.length > 0) throw new Error(`a history that nobody touched has findings: ${JSON.stringify(found)}`);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}
