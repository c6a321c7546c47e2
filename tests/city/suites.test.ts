import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadDivisions } from '../../center/resources.ts';
import { verifyCity } from '../../city/history/verify-city.ts';
import { type City, startCity } from '../../city/start.ts';
import { openConnection } from '../../db/connection.ts';
import { testKey } from '../../db/testing.ts';
import type { SuiteId } from '../../domain/suites/suite-ids.ts';
import { attachFile } from '../../services/files/attach.ts';
import { photoOf } from '../../services/files/testing.ts';
import { exchangeWithCity, type Told } from '../../services/history/anchors.ts';
import { ed25519 } from '../../services/suites/signature.ts';
import { suiteNamed } from '../../services/suites/suite.ts';
import { projectRoot } from '../browser/project.ts';
import { verifyFolder } from '../faults/tamper/center-runs.ts';
import { type PostgresServer, startPostgres } from '../support/postgres.ts';
import { grantCase } from './granted-case.ts';
import { enrolledStation, type TestStation } from './stations.ts';

const divisions = loadDivisions(join(projectRoot, 'resources'));
const errors: unknown[] = [];
const logger = { error: (entry: unknown) => void errors.push(entry), info: () => undefined } as never;
const feed = '410105';
let folder: string;
let server: PostgresServer;
let city: City;
const open: TestStation[] = [];

async function start(suite: SuiteId): Promise<void> {
  await city?.close();
  const options = { url: server.url, data: join(folder, 'city'), host: '127.0.0.1', port: 0, suite };
  city = await startCity(options, { logger, divisions });
  for (const station of open) station.talkTo(city.origin);
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fengqiao-suites-'));
  mkdirSync(join(folder, 'city'));
  server = await startPostgres();
}, 120_000);
afterAll(async () => {
  for (const station of open) await station.close();
  await city?.close();
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
  expect(errors).toEqual([]);
});

async function newStation(options: { feed?: string; name?: string } = {}): Promise<TestStation> {
  const station = await enrolledStation(city, options);
  open.push(station);
  return station;
}

async function attach({ desk }: TestStation, caseId: string, bytes: Uint8Array): Promise<void> {
  const baseRevision = (await desk.store.read(({ cases }) => cases.find(caseId)))?.state.revision ?? 0;
  const input = { actionId: desk.environment.newId(), caseId, baseRevision, kind: 'scene' } as const;
  await attachFile(desk, desk.clerk, { ...input, name: '楼道.jpg', bytes });
}

const serverKeys = () => [city.keys.publicKeyFor('ed25519'), city.keys.publicKeyFor('sm2-sm3')];
const exchanged = ({ desk, client }: TestStation): Promise<Told> =>
  exchangeWithCity({
    store: desk.store,
    serverKeys: serverKeys(),
    exchange: (input) => client.anchors(input, new AbortController().signal),
  });

/** A copy of what lies in the folder of a center, as a thief or a backup has it. */
async function copyOf({ desk }: TestStation): Promise<string> {
  const copy = mkdtempSync(join(folder, 'copy-'));
  await desk.store.backUp(join(copy, 'center.db'));
  const files = join(dirname(desk.store.path), 'files');
  cpSync(files, join(copy, 'files'), { recursive: true });
  return copy;
}

/** As somebody with the key does it: without the triggers. */
function changed(path: string, sql: string): void {
  const connection = openConnection({ path, key: testKey, readonly: false, cacheMiB: 1 });
  try {
    const { client } = connection;
    client.pragma('foreign_keys = OFF');
    const triggers = client
      .prepare<[], { name: string }>(`SELECT name FROM sqlite_master WHERE type = 'trigger'`)
      .all();
    for (const { name } of triggers) client.exec(`DROP TRIGGER "${name}"`);
    expect(client.prepare(sql).run().changes).toBe(1);
  } finally {
    connection.close();
  }
}

const rowsOf = <Row>(path: string, sql: string): Row[] => {
  const connection = openConnection({ path, key: testKey, readonly: true, cacheMiB: 1 });
  try {
    return connection.client.prepare<[], Row>(sql).all();
  } finally {
    connection.close();
  }
};

function filesIn(path: string): readonly Uint8Array[] {
  return readdirSync(join(path, 'files'), { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile())
    .map((each) => readFileSync(join(each.parentPath, each.name)));
}

describe('a city that goes over to SM2, SM3 and SM4', () => {
  let station: TestStation;
  let copy: string;
  /** One of each suite, with a file. */
  const cases: string[] = [];

  test('a center of the first suite goes on with it until it enrols anew; then new data is in the second', async () => {
    await start('standard');
    station = await newStation();
    const { caseId } = await station.desk.register();
    cases.push(caseId);
    await attach(station, caseId, photoOf('一'));
    expect((await station.sync()).outcome).toBe('complete');
    await station.syncFiles();
    await exchanged(station);
    const sealedBefore = city.keys.seal({ mark: 'before' });
    expect(sealedBefore).toMatch(/^[\w-]+\.[\w-]{43}$/);
    await start('sm');
    // What the city sealed for itself names its algorithm; what has no name is of before, and still its own.
    expect(city.keys.unseal(sealedBefore)).toEqual({ mark: 'before' });
    const sealed = city.keys.seal({ mark: 'after' });
    expect(sealed).toMatch(/^[\w-]+\.hmac-sm3:[\w-]{43}$/);
    expect(city.keys.unseal(sealed)).toEqual({ mark: 'after' });
    for (const other of [sealed.replace('hmac-sm3:', ''), sealed.replace('sm3', 'md5'), `${sealed}.x`, sealed.slice(1)])
      expect(city.keys.unseal(other)).toBeNull();
    await station.desk.register();
    expect((await station.sync()).outcome).toBe('complete');
    expect(station.desk.writing.suite).toBe('standard');
    await station.enrolAgain(await city.stations.makeCode(feed, '金水区综治中心'));
    expect(station.desk.writing.suite).toBe('sm');
    const later = await station.desk.register();
    cases.push(later.caseId);
    await attach(station, later.caseId, photoOf('二'));
    expect((await station.sync()).outcome).toBe('complete');
    expect(await station.syncFiles()).toMatchObject({ outcome: 'complete', failure: null });
    await exchanged(station);
  });

  test('every hash, signature and ciphertext of the new part names its algorithm', async () => {
    copy = await copyOf(station);
    const path = join(copy, 'center.db');
    const own = rowsOf<{ algorithms: string }>(path, 'SELECT DISTINCT algorithms FROM action_headers ORDER BY 1');
    expect(own.map(({ algorithms }) => algorithms)).toEqual(['sha256', 'sm3']);
    const [end] = rowsOf<{ digest: string }>(path, `SELECT digest FROM journal_ends WHERE journal = 'actions'`);
    expect(end?.digest).toMatch(/^sm3:[0-9a-f]{64}$/);
    const receipts = rowsOf<{ signature: string }>(path, 'SELECT signature FROM chain_receipts ORDER BY ordinal');
    expect(receipts[0]?.signature).toMatch(/^[\w-]{86}$/);
    expect(receipts.at(-1)?.signature).toMatch(/^sm2-sm3:[\w-]{86}$/);
    const anchors = rowsOf<{ signature: string; digest: string }>(path, 'SELECT signature, digest FROM city_anchors');
    expect(anchors.at(-1)?.signature).toMatch(/^sm2-sm3:/);
    const forms = filesIn(copy).map((bytes) => Buffer.from(bytes.subarray(0, 10)).toString('latin1'));
    expect(forms.toSorted()).toEqual(['fq:aes-256', 'fq:sm4-gcm']);
  });

  test('the mixed history is verified, at the center and at the city (LOG-12, LOG-13)', async () => {
    const told = await exchanged(station);
    expect((await verifyFolder(copy, serverKeys(), told)).findings).toEqual([]);
    const environment = { now: Date.now, suite: suiteNamed('sm').hash };
    expect((await verifyCity({ database: city.database, environment })).findings).toEqual([]);
    // Whoever verifies may have been told of the other suite since.
    const before = { now: Date.now, suite: suiteNamed('standard').hash };
    expect((await verifyCity({ database: city.database, environment: before })).findings).toEqual([]);
  });

  test.each([
    [
      'a payload of the new suite',
      `UPDATE action_payloads SET payload = payload || ' ' WHERE position =
      (SELECT max(position) FROM action_headers WHERE algorithms = 'sm3' AND stream_kind = 'case')`,
      'action_payload',
    ],
    [
      'a payload of the first suite',
      `UPDATE action_payloads SET payload = payload || ' ' WHERE position =
      (SELECT max(position) FROM action_headers WHERE algorithms = 'sha256' AND stream_kind = 'case')`,
      'action_payload',
    ],
    [
      'the id of the algorithm',
      `UPDATE action_headers SET algorithms = 'sha256' WHERE position =
      (SELECT max(position) FROM action_headers WHERE algorithms = 'sm3')`,
      'action_header',
    ],
    [
      'an id that nobody knows',
      `UPDATE action_headers SET algorithms = 'md5' WHERE position =
      (SELECT min(position) FROM action_headers)`,
      'action_header',
    ],
    [
      'a receipt',
      `UPDATE chain_receipts SET at = at + 1 WHERE ordinal = (SELECT max(ordinal) FROM chain_receipts)`,
      'receipt_signature',
    ],
  ])('%s that was changed is found (LOG-3)', async (_what, sql, kind) => {
    const tampered = mkdtempSync(join(folder, 'tampered-'));
    cpSync(copy, tampered, { recursive: true });
    changed(join(tampered, 'center.db'), sql);
    const { findings } = await verifyFolder(tampered, serverKeys(), null);
    expect(findings.map((each) => each.kind)).toContain(kind);
  });

  test('a center that begins in the second suite registers, syncs, and is handed what was written in the first', async () => {
    const neighbour = await newStation({ feed: '410102', name: '中原区综治中心' });
    expect(neighbour.desk.writing.suite).toBe('sm');
    await neighbour.desk.register();
    for (const caseId of cases) await grantCase(city, feed, caseId, neighbour);
    await neighbour.desk.store.write(async ({ sync }) => {
      const { epoch } = await sync.state();
      await sync.moveCursor({ feed, position: 0, head: 0, epoch: epoch ?? '', mark: null });
    });
    expect((await neighbour.sync()).outcome).toBe('complete');
    for (const caseId of cases)
      expect((await neighbour.desk.store.read(({ cases: there }) => there.find(caseId)))?.state.id).toBe(caseId);
    // Its files come too, whichever suite they lie in at the other center.
    expect(await neighbour.syncFiles()).toMatchObject({ outcome: 'complete', failure: null });
    const there = await copyOf(neighbour);
    expect((await verifyFolder(there, serverKeys(), null)).findings).toEqual([]);
  });

  test('a station with a key of the first suite is not let in by a new code, and is told why', async () => {
    const code = await city.stations.makeCode(feed, '某站');
    const publicKey = ed25519.publicKeyOf(ed25519.newPrivateKey());
    const asking = { code, stationId: station.desk.environment.newId(), incarnation: 1, publicKey };
    await expect(station.client.enrol(asking)).rejects.toMatchObject({
      code: 'ENROLMENT_REFUSED',
      message: expect.stringContaining('密码算法'),
    });
  });

  test('a backup is put back: it opens, begins its next life by a code, and has everything again (SYNC-14)', async () => {
    const restored = await station.copy();
    open.push(restored);
    const filesOf = ({ desk }: TestStation) => join(dirname(desk.store.path), 'files');
    cpSync(filesOf(station), filesOf(restored), { recursive: true });
    const { caseId } = await station.desk.register();
    await station.sync();
    await restored.enrolAgain(await city.stations.makeCode(feed, '金水区综治中心'));
    expect((await restored.sync()).outcome).toBe('complete');
    expect(await restored.desk.store.read(({ cases }) => cases.find(caseId))).toEqual(
      await station.desk.store.read(({ cases }) => cases.find(caseId)),
    );
    const again = await copyOf(restored);
    expect((await verifyFolder(again, serverKeys(), null)).findings).toEqual([]);
  });
});
