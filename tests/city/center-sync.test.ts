import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { readEnvelope } from '../../center/keys/envelope.ts';
import { createHandToCity } from '../../center/keys/hand-to-city.ts';
import { loadDivisions } from '../../center/resources.ts';
import { createSyncHost, type RunningSyncHost } from '../../center/sync.ts';
import { createCityStore } from '../../city/db/store.ts';
import { type City, startCity } from '../../city/start.ts';
import { giveRecoveryKeys } from '../../city/sync/recovery-keys.ts';
import { recoveryKeyText } from '../../domain/keys/recovery-key.ts';
import { fileHashOf } from '../../services/documents/pdf-file.ts';
import { attachFile } from '../../services/files/attach.ts';
import { photoOf } from '../../services/files/testing.ts';
import { recipientOf } from '../../services/keys/sealed-box.ts';
import { projectRoot } from '../browser/project.ts';
import { keyRingIn, recoveryTextIn } from '../support/center-keys.ts';
import { openNewDesk, type TestDesk } from '../support/desk.ts';

const errors: unknown[] = [];
const logger = { error: (entry: unknown) => void errors.push(entry), info: () => undefined } as never;

let folder: string;
let city: City;
let desk: TestDesk;
let host: RunningSyncHost;
let handToCity: ReturnType<typeof createHandToCity>;
const measured: number[] = [];
const newHost = () =>
  createSyncHost({
    dataDir: folder,
    dependencies: desk,
    logger,
    periodMs: 3_600_000,
    onClock: (offset) => void measured.push(offset),
    onComplete: (...to) => handToCity(...to),
  });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fengqiao-sync-'));
  const divisions = loadDivisions(join(projectRoot, 'resources'));
  city = await startCity({ data: join(folder, 'city'), host: '127.0.0.1', port: 0 }, { logger, divisions });
  desk = await openNewDesk();
  handToCity = createHandToCity({ dataDir: folder, ring: await keyRingIn(folder), logger });
  host = newHost();
  host.start();
}, 120_000);
afterAll(async () => {
  await host?.close();
  await city?.close();
  await desk?.store.remove();
  rmSync(folder, { recursive: true, force: true });
  expect(errors).toEqual([]);
});

describe('a center and a city on its embedded database', () => {
  test('before it has enrolled, the page says so, and nothing is sent (SYNC-10)', async () => {
    expect(await host.corner()).toMatchObject({ status: 'not_enrolled', lastCompleteAt: null });
    expect(await host.overview(desk.it)).toMatchObject({ city: null, running: false, nextAt: null, rounds: [] });
    await expect(host.now(desk.it)).rejects.toMatchObject({ code: 'NOT_POSSIBLE_NOW' });
  });

  test('an address with no city behind it, and a wrong code, are told at their place; nothing is kept', async () => {
    const code = await city.stations.makeCode('410105', '金水区综治中心');
    await expect(host.enrol(desk.it, { origin: 'http://127.0.0.1:9', code })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      data: { fields: { origin: expect.stringContaining('还用这个接入码') } },
    });
    await expect(host.enrol(desk.it, { origin: city.origin, code: '410105-XXXX' })).rejects.toMatchObject({
      code: 'ENROLMENT_REFUSED',
    });
    await expect(host.enrol(desk.manager, { origin: city.origin, code })).rejects.toMatchObject({
      code: 'NOT_ALLOWED',
    });
    expect((await host.overview(desk.it)).city).toBeNull();
    // The code that was good all along.
    expect(await host.enrol(desk.it, { origin: `${city.origin}/`, code })).toMatchObject({
      city: { origin: city.origin, name: '金水区综治中心', feed: '410105' },
    });
    // The answer may have been lost: the same code again, from the same machine, is the same enrolment.
    expect(await host.enrol(desk.it, { origin: city.origin, code })).toMatchObject({ station: { incarnation: 1 } });
    expect(statSync(join(folder, 'station.json')).mode & 0o077).toBe(0);
  });

  test('a round carries everything, and only then it says 已同步 (SYNC-10)', async () => {
    const { caseId } = await desk.register();
    await expect(host.now(desk.clerk)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
    const overview = await host.now(desk.it);
    expect(overview).toMatchObject({ status: 'synced', waiting: 0, failure: null, attention: [] });
    // Its own feed, and what the city tells everybody: which centers there are.
    expect(overview.feeds.map(({ feed }) => feed)).toEqual(['410105', 'city']);
    for (const { position, head } of overview.feeds) expect(position).toBe(head);
    expect(overview.rounds[0]).toMatchObject({ outcome: 'complete', failure: null });
    expect(await host.corner()).toMatchObject({ status: 'synced' });
    // The desk's clock stands where the test put it; the city's goes on (SYNC-7).
    expect(Math.abs((overview.clockOffset ?? 0) - (desk.clock.now - Date.now()))).toBeLessThan(5_000);
    expect(measured.at(-1)).toBe(overview.clockOffset);
    const scope = createCityStore(city.database).scope({
      feed: '410105',
      station: { stationId: 'test', incarnation: 1 },
    });
    expect(await scope.read(({ cases }) => cases.find(caseId))).toEqual(
      await desk.store.read(({ cases }) => cases.find(caseId)),
    );
    await desk.register();
    expect(await host.corner()).toMatchObject({ status: 'waiting', waiting: 1 });
  });

  test('the city keeps the recovery key, sealed for it, and an operator takes it out on a note of who asked', async () => {
    await expect
      .poll(() => {
        const envelope = readEnvelope(folder);
        return typeof envelope === 'string' ? null : envelope.recovery.cityAt;
      })
      .toEqual(expect.any(Number));
    const { stationId } = JSON.parse(readFileSync(join(folder, 'station.json'), 'utf8')) as { stationId: string };
    const of = { feed: '410105', stationId, by: '赵强', now: 5 };
    const [kept, ...others] = await giveRecoveryKeys(city.database, city.keys, of);
    expect(others).toEqual([]);
    const text = await recoveryTextIn(folder);
    expect(recoveryKeyText(kept?.key ?? new Uint8Array(20))).toBe(text);
    const rows = await city.database.query<{ sealed: string; to: string }>(
      'SELECT sealed, given_to AS "to" FROM recovery_keys',
    );
    expect(rows).toMatchObject([{ to: '赵强', sealed: expect.stringContaining('x25519') }]);
    expect(rows[0]?.sealed).not.toContain(Buffer.from(kept?.key ?? []).toString('base64'));
  });

  test('the recovery key goes to no recipient that this city has not signed', async () => {
    const keep = vi.fn(async () => ({ keptAt: 1 }));
    const stranger = {
      keyRecipient: async () => ({ publicKey: recipientOf(new Uint8Array(32), 'standard'), signature: 'AAAA' }),
      keepRecoveryKey: keep,
    };
    const said: unknown[] = [];
    const hand = createHandToCity({
      dataDir: folder,
      ring: await keyRingIn(folder),
      logger: { error: (entry: unknown) => void said.push(entry) },
    });
    await hand(stranger, { serverKey: city.keys.publicKeyFor('ed25519') }, new AbortController().signal);
    expect(keep).not.toHaveBeenCalled();
    expect(said).toHaveLength(1);
  });

  test('while a file has not gone up it does not say 已同步; a photo goes after its action (SYNC-8, SYNC-10)', async () => {
    await host.now(desk.it);
    const { caseId, revision: baseRevision } = await desk.register();
    const photo = photoOf('楼道');
    const input = { actionId: desk.environment.newId(), caseId, baseRevision, kind: 'scene', name: '1.jpg' } as const;
    await attachFile(desk, desk.clerk, { ...input, bytes: photo });
    const hash = fileHashOf(photo);
    expect(await host.corner()).toMatchObject({ status: 'waiting', waiting: 2, waitingFiles: 1 });
    expect((await host.filePlaces([hash])).get(hash)).toBe('waiting');
    const overview = await host.now(desk.it);
    const none = { files: 0, bytes: 0 };
    expect(overview).toMatchObject({ status: 'synced', waitingFiles: 0 });
    expect(overview.files).toEqual({ toSend: none, toFetch: none, failure: null });
    expect((await host.filePlaces([hash])).get(hash)).toBe('at_city');
    // Attached where the action is through, as after a cut between the two.
    await desk.store.write(({ filePlaces }) => filePlaces.forgetOtherEpochs('another life'));
    expect(await host.corner()).toMatchObject({ status: 'waiting', waiting: 0, waitingFiles: 1 });
    expect(await host.now(desk.it)).toMatchObject({ status: 'synced', waitingFiles: 0 });
  });

  test('it goes on after a restart with the key that it has', async () => {
    await host.close();
    host = newHost();
    host.start();
    expect(await host.now(desk.manager)).toMatchObject({ status: 'synced', waiting: 0 });
  });

  test('the page tells the session and the versions, and the history outlives the program', async () => {
    const { sessionLeft, versions, rounds } = await host.overview(desk.it);
    expect(sessionLeft).toBeGreaterThan(60_000);
    expect(versions.city).toEqual(versions.own);
    const [last] = rounds;
    expect(last?.sent).toBeGreaterThan(100);
    expect(last?.received).toBeGreaterThan(100);
    // The first of all carried everything; the one after the restart carried one action.
    expect(rounds.length).toBeGreaterThanOrEqual(2);
    expect(rounds.at(-1)?.pushed).toBeGreaterThan(3);
    expect(rounds.map(({ pushed }) => pushed)).toContain(1);
  });

  test('an urgent action asks for a round of its own, whatever the period is', async () => {
    await desk.register();
    expect(await host.corner()).toMatchObject({ status: 'waiting' });
    host.noticed(['agreement.signed']);
    await expect.poll(() => host.corner(), { timeout: 15_000 }).toMatchObject({ status: 'synced', waiting: 0 });
  });

  test('the key stays in its file: no page and no message has it', async () => {
    const { privateKey } = JSON.parse(readFileSync(join(folder, 'station.json'), 'utf8')) as { privateKey: string };
    expect(privateKey).toContain('PRIVATE KEY');
    const said = JSON.stringify([await host.overview(desk.it), await host.corner()]);
    expect(said).not.toContain(privateKey.slice(40, 80));
  });

  test('where the line is down it says so, and the work goes on (SYNC-10)', async () => {
    const { database } = city;
    await city.close();
    expect(database.kind).toBe('pglite');
    await desk.register();
    const overview = await host.now(desk.it);
    expect(overview).toMatchObject({ status: 'failed', waiting: 1, failure: expect.stringContaining('连不上') });
    expect(overview.nextAt).not.toBeNull();
    const divisions = loadDivisions(join(projectRoot, 'resources'));
    const port = Number(new URL(city.origin).port);
    city = await startCity({ data: join(folder, 'city'), host: '127.0.0.1', port }, { logger, divisions });
    expect(await host.now(desk.it)).toMatchObject({ status: 'synced', waiting: 0, failure: null });
  });
});
