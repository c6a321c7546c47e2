import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type City, startCity } from '../../city/start.ts';
import { registerBuildings, renameBuilding } from '../../services/posters/buildings.ts';
import { enrolledStation, type TestStation } from './stations.ts';
import { village } from './submissions.ts';
import { syncAll, testDivisions } from './test-city.ts';
import { nextAddress } from './verified-papers.ts';

let folder: string;
let city: City;
let station: TestStation;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fengqiao-posters-'));
  const logger = { error: () => undefined, info: () => undefined };
  city = await startCity(
    { data: folder, host: '127.0.0.1', port: 0 },
    { logger: logger as never, divisions: testDivisions },
  );
  station = await enrolledStation(city, { feed: '410105', name: '金水区综治中心' });
  await syncAll(station);
}, 120_000);
afterAll(async () => {
  await station?.close();
  await city?.close();
  rmSync(folder, { recursive: true, force: true });
});

const scan = async (code: string, from = nextAddress()): Promise<string> =>
  (await fetch(`${city.origin}/m/${code}`, { headers: { 'x-forwarded-for': from } })).text();

test('a poster on a building leads to its community at once, to its name once the center has synced, and to its new name', async () => {
  const { desk } = station;
  const newId = () => desk.environment.newId();
  const input = { actionId: newId(), placeCode: village.code, names: ['3 号楼'] };
  const [{ code } = { code: '' }] = await registerBuildings(desk, desk.clerk, input);
  const early = await scan(code);
  expect(early).toContain('鸿苑社区');
  expect(early).not.toContain('3 号楼');
  await syncAll(station);
  expect(await scan(code)).toContain('value="3 号楼"');
  expect(await scan(code.toLowerCase())).toContain('value="3 号楼"');
  await renameBuilding(desk, desk.manager, { actionId: newId(), code, name: '和谐<楼>' });
  await syncAll(station);
  const later = await scan(code);
  expect(later).toContain('value="和谐&lt;楼&gt;"');
  expect(later).toContain('鸿苑社区');
});

test('who asks too often for buildings is still led to the community', async () => {
  const from = nextAddress();
  for (let count = 0; count < 30; count += 1) await scan(`${village.code}-AAAA`, from);
  const text = await scan(`${village.code}-AAAA`, from);
  expect(text).toContain('鸿苑社区');
});

test.each(['410105016002-', '999999999999-AAAA', '%3Cscript%3E', '410105', "'; DROP TABLE cases"])(
  'what is no poster of ours (%s) leads to the question for the place',
  async (code) => {
    const text = await scan(encodeURIComponent(decodeURIComponent(code)));
    expect(text).toContain('事情发生在哪里');
    expect(text).not.toContain('<script');
  },
);
