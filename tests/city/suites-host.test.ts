import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ownRecoveryKey, readEnvelope } from '../../center/keys/envelope.ts';
import { createHandToCity } from '../../center/keys/hand-to-city.ts';
import { loadDivisions } from '../../center/resources.ts';
import { createSyncHost, type RunningSyncHost } from '../../center/sync.ts';
import { type City, startCity } from '../../city/start.ts';
import { giveRecoveryKeys } from '../../city/sync/recovery-keys.ts';
import { isSignedByCity } from '../../services/history/city-signature.ts';
import { verifyStation } from '../../services/history/verify-station.ts';
import { projectRoot } from '../browser/project.ts';
import { keyRingIn } from '../support/center-keys.ts';
import { openNewDesk, type TestDesk } from '../support/desk.ts';

const errors: unknown[] = [];
const logger = { error: (entry: unknown) => void errors.push(entry), info: () => undefined } as never;
let folder: string;
let city: City;
let desk: TestDesk;
let host: RunningSyncHost;
let handed: Promise<void> | undefined;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fengqiao-sm-'));
  const divisions = loadDivisions(join(projectRoot, 'resources'));
  const options = { data: join(folder, 'city'), host: '127.0.0.1', port: 0, suite: 'sm' } as const;
  city = await startCity(options, { logger, divisions });
  desk = await openNewDesk();
  const handToCity = createHandToCity({ dataDir: folder, ring: await keyRingIn(folder), logger });
  host = createSyncHost({
    dataDir: folder,
    dependencies: desk,
    logger,
    periodMs: 3_600_000,
    onComplete(...to) {
      handed = handToCity(...to);
      return handed;
    },
    onSuite: (suite) => {
      desk.writing.suite = suite ?? 'standard';
    },
  });
  host.start();
}, 120_000);
afterAll(async () => {
  await host?.close();
  await city?.close();
  await desk?.store.remove();
  rmSync(folder, { recursive: true, force: true });
  expect(errors).toEqual([]);
});

test('a center takes the suite of its city at the enrolment, keeps it, and writes, syncs and verifies in it', async () => {
  await desk.register();
  const code = await city.stations.makeCode('410105', '金水区综治中心');
  await host.enrol(desk.it, { origin: city.origin, code });
  const kept = JSON.parse(readFileSync(join(folder, 'station.json'), 'utf8')) as Record<string, string>;
  expect(kept.suite).toBe('sm');
  // The same code once more, as after an answer that was lost, is the same key.
  await host.enrol(desk.it, { origin: city.origin, code });
  const again = JSON.parse(readFileSync(join(folder, 'station.json'), 'utf8')) as Record<string, string>;
  expect(again.privateKey).toBe(kept.privateKey);
  await desk.register();
  expect(await host.now(desk.it)).toMatchObject({ status: 'synced', waiting: 0, failure: null });
  await handed;
  // The city signed for whom the recovery key is sealed by its SM2 key, or it would not have been given.
  const envelope = readEnvelope(folder);
  if (typeof envelope === 'string') throw new Error(envelope);
  expect(envelope.recovery.cityAt).not.toBeNull();
  const [box] = await city.database.query<{ sealed: string }>('SELECT sealed FROM recovery_keys');
  expect(JSON.parse(box?.sealed ?? '')).toMatchObject({ algorithm: 'sm2-hkdf-sm3-sm4-gcm' });
  const { stationId } = await desk.store.read(({ log }) => log.station());
  const about = { feed: '410105', stationId, by: '张三', now: 1 };
  const [given] = await giveRecoveryKeys(city.database, city.keys, about);
  expect(given?.key).toEqual(ownRecoveryKey(envelope, await keyRingIn(folder)));
  // The next start wraps the envelope in the suite, too: that was one.
  expect(readEnvelope(folder)).toMatchObject({
    kept: { kdf: 'hkdf-sm3', root: { algorithm: 'sm4-gcm' } },
    recovery: { kdf: 'hkdf-sm3', root: { algorithm: 'sm4-gcm' }, own: { algorithm: 'sm4-gcm' } },
  });
  const keys = host.serverKeys() ?? [];
  const { findings, receipts } = await verifyStation(
    {
      ...desk,
      isSigned: ({ signature, ordinal: _, newestDeviceTime: _n, ...receipt }) =>
        isSignedByCity(keys, receipt, signature),
    },
    { part: 'all', told: host.told() },
  );
  expect(findings).toEqual([]);
  expect(receipts).toBeGreaterThan(0);
});
