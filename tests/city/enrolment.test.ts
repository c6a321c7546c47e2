import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadDivisions } from '../../center/resources.ts';
import { type City, startCity } from '../../city/start.ts';
import { CityCallFailed } from '../../services/sync/client.ts';
import { projectRoot } from '../browser/project.ts';
import { type PostgresServer, startPostgres } from '../support/postgres.ts';
import { enrolledStation, type TestStation } from './stations.ts';

const divisions = loadDivisions(join(projectRoot, 'resources'));
const errors: unknown[] = [];
const logger = { error: (entry: unknown) => void errors.push(entry), info: () => undefined } as never;

let server: PostgresServer;
let city: City;
const stations: TestStation[] = [];

beforeAll(async () => {
  server = await startPostgres();
  city = await startCity({ url: server.url, data: '', host: '127.0.0.1', port: 0 }, { logger, divisions });
}, 120_000);
afterAll(async () => {
  for (const station of stations) await station.close();
  await city?.close();
  await server?.stop();
  expect(errors).toEqual([]);
});

async function enrol(): Promise<TestStation> {
  const station = await enrolledStation(city);
  stations.push(station);
  return station;
}
const waiting = ({ desk }: TestStation) => desk.store.read(async ({ sync }) => (await sync.waiting()).actions);

describe('who may sync (SYNC-14)', () => {
  test('a code enrols one station only, however it is typed; a wrong one and a used one are refused', async () => {
    const { client } = await enrol();
    const code = await city.stations.makeCode('410105', '某站');
    const { publicKey } = generateKeyPairSync('ed25519', {
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
      publicKeyEncoding: { type: 'spki', format: 'der' },
    });
    const enrolBy = (typed: string, key = publicKey.toString('base64')) =>
      client.enrol({ code: typed, stationId: randomUUID(), incarnation: 1, publicKey: key });
    await expect(enrolBy(code, 'x'.repeat(60))).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(enrolBy('410105-AAAA-AAAA')).rejects.toMatchObject({ code: 'ENROLMENT_REFUSED' });
    const typed = ` ${code.toLowerCase().replaceAll('-', '－')} `;
    expect(await enrolBy(typed)).toMatchObject({ feed: '410105', name: '某站' });
    await expect(enrolBy(code)).rejects.toMatchObject({ code: 'ENROLMENT_REFUSED' });
  });

  test('a station that does not hold the key, or was revoked, gets in no more', async () => {
    const station = await enrol();
    const thief = await enrol();
    thief.credentials.stationId = station.credentials.stationId;
    expect(await thief.sync()).toMatchObject({ outcome: 'failed', failure: expect.stringContaining('不认识') });
    await station.desk.register();
    await city.stations.revoke('410105', station.credentials.stationId);
    expect(await station.sync()).toMatchObject({
      outcome: 'failed',
      failure: expect.stringContaining('不认识这台工作站'),
    });
    expect(await waiting(station)).toBeGreaterThan(0);
  });

  test('a chain that branches, as of a copied profile, is refused whole (LOG-3)', async () => {
    const station = await enrol();
    await station.sync();
    const impostor = await enrol();
    // The copy has the identity of the first, and a history of its own.
    const sent = await impostor.desk.store.read(({ sync }) => sync.outbox({ bytes: 1_000_000, count: 3 }));
    const actions = sent.map(({ header, payloadBytes, salt }) => ({
      feed: '410105',
      header: { ...header, stationId: station.credentials.stationId },
      payload: payloadBytes && new TextDecoder().decode(payloadBytes),
      salt: salt && Buffer.from(salt).toString('hex'),
    }));
    const versions = { protocol: 1, oldestProtocol: 1, schema: 1 };
    const push = station.client.push({ versions, epoch: null, actions: [...actions] }, new AbortController().signal);
    const refused = await push.catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(CityCallFailed);
    expect((refused as CityCallFailed).code).toMatch(/CHAIN_BROKEN|INVALID_INPUT/);
  });
});
