import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type City, startCity } from '../../city/start.ts';
import { partiesOf } from '../../domain/cases/state.ts';
import { fileHashOf } from '../../services/documents/pdf-file.ts';
import { signOnScreen } from '../../services/signing/sign.ts';
import { drawnMark } from '../support/marks.ts';
import { agreedCase, issuePaper, stateOf } from '../support/papers.ts';
import { enrolledStation, type TestStation } from './stations.ts';
import { syncAll, testDivisions } from './test-city.ts';

const feed = '410105';
let folder: string;
let city: City;
let station: TestStation;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fengqiao-marks-'));
  const options = { data: join(folder, 'city'), host: '127.0.0.1', port: 0 };
  const logger = { error: () => undefined, info: () => undefined } as never;
  city = await startCity(options, { logger, divisions: testDivisions });
  station = await enrolledStation(city, { feed });
}, 120_000);
afterAll(async () => {
  await station?.close();
  await city?.close();
  rmSync(folder, { recursive: true, force: true });
});

const pathAtCity = (hash: string) => join(folder, 'city', 'files', feed, hash.slice(0, 2), hash);

test('the picture of a mark made at the screen is taken by the city before there is a signed copy (SYNC-8)', async () => {
  const { desk } = station;
  const caseId = await agreedCase(desk);
  await issuePaper(desk, caseId, 'agreement');
  await syncAll(station);
  expect(await station.syncFiles()).toMatchObject({ outcome: 'complete', failure: null });

  const state = await stateOf(desk, caseId);
  const [party] = partiesOf(state);
  await signOnScreen(desk, desk.mediator, {
    actionId: desk.environment.newId(),
    caseId,
    baseRevision: state.revision,
    mark: { version: 1, signedOn: '2026-11-23', method: 'signature', kind: 'party', signerId: party?.id ?? '' },
    made: { way: 'screen', drawn: drawnMark() },
  });
  const signed = await stateOf(desk, caseId);
  const hash = signed.agreement?.marks[0]?.picture?.sha256 ?? '';
  // Others have still to sign: what the case names of it is the mark alone.
  expect(signed.documents.map(({ executed }) => executed ?? null)).toEqual([null]);

  // Its action comes first: of a file that no action names the city takes nothing.
  expect(await station.syncFiles()).toMatchObject({ failure: null, pushed: 0 });
  expect(existsSync(pathAtCity(hash))).toBe(false);
  await syncAll(station);
  expect(await station.syncFiles()).toMatchObject({ outcome: 'complete', failure: null, pushed: 1 });
  expect(fileHashOf(readFileSync(pathAtCity(hash)))).toBe(hash);
  expect((await desk.store.read(({ filePlaces }) => filePlaces.pendingFiles())).toSend.files).toBe(0);
});
