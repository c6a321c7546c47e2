import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 as newId } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { usualKeepers } from '../../contract/center.ts';
import { photoOf } from '../../services/files/testing.ts';
import { signedInApi } from '../browser/api.ts';
import { type RunningCenter, startCenter } from '../browser/center.ts';
import { type Desk, expectFocus, goTo, picturesOnFailure, signIn, sitDown } from '../browser/desk.ts';
import { press, type } from '../browser/keyboard.ts';
import { oneBrowser } from '../browser/seats.ts';
import { newRegistration } from '../support/desk.ts';
import { KEEPER_PASSWORD, keeperApi } from '../support/keepers.ts';
import { type CenterWithCity, startCenterWithCity } from './center-with-city.ts';

/**
 * A machine is gone with its disk. A new one has the other disk with a backup of some time ago, and the paper with the
 * recovery key; what came after the backup is at the city. By the steps of docs/backup.md, with a real city.
 */

const chromium = oneBrowser();
const PATIENCE = { timeout: 60_000 };

let folder: string;
let world: CenterWithCity;
let machine: RunningCenter | null = null;
let desk: Desk | null = null;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fengqiao-restored-'));
  world = await startCenterWithCity();
}, 240_000);
afterAll(async () => {
  await desk?.close();
  await machine?.stop();
  await world?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const newCase = () => ({ ...newRegistration(newId), linkedCaseIds: [] });
/** Without the letters of a number that no block covers. */
const counterOf = (caseNumber: string): number => Number(/〕(\d+)/.exec(caseNumber)?.[1] ?? Number.NaN);

test('with a backup, the recovery key and a code a new machine has all that was ever sent, once, and the numbers go on (SYNC-14, SYNC-15)', async () => {
  const { center, api, city, line, account, password } = world;
  const before = newCase();
  const first = await api.cases.register(before);
  await world.synced();
  const it = await keeperApi(center.origin, 'it', password);
  const disk = join(folder, 'disk');
  mkdirSync(disk);
  await it.backups.setTarget({ target: disk });
  expect((await it.backups.makeNow()).failure).toBeNull();
  const { text: recoveryKey } = await it.keys.recoverySheet();
  await it.keys.noteRecoveryPrinted();

  // After the backup: a case with a photo, a step on the one before; all of it reached the city.
  const after = newCase();
  const second = await api.cases.register(after);
  const { state } = await api.cases.get({ caseId: after.caseId });
  const photo = new Uint8Array(photoOf('restored'));
  await api.files.attach({
    ...{ actionId: newId(), caseId: after.caseId, baseRevision: state.revision, kind: 'evidence', name: '照片.jpg' },
    file: new File([photo], '照片.jpg', { type: 'image/jpeg' }),
  });
  const old = await api.cases.get({ caseId: before.caseId });
  const noted = { type: 'case.noted', payload: { note: '备份以后又来过一次' } } as const;
  await api.cases.act({ actionId: newId(), caseId: before.caseId, baseRevision: old.state.revision, action: noted });
  await world.synced();
  const sent = await city.accepted('410102');

  await center.kill();
  rmSync(center.data, { recursive: true, force: true });

  // docs/backup.md, 备份的密钥: the envelope and one line of text, then the program asks for the recovery key.
  const data = join(folder, 'machine');
  mkdirSync(data);
  const [stationFolder = ''] = readdirSync(disk);
  const [backup = ''] = readdirSync(join(disk, stationFolder)).filter((name) => name.endsWith('.db'));
  copyFileSync(join(disk, stationFolder, 'center.keys.json'), join(data, 'center.keys.json'));
  writeFileSync(join(data, 'restore-from.txt'), join(disk, stationFolder, backup));
  machine = await startCenter({ data, empty: true });
  desk = await sitDown(chromium.browser, machine.origin);
  picturesOnFailure({ restored: desk });
  const { page } = desk;
  await expectFocus(page, '恢复密钥');
  await type(page, recoveryKey.toLowerCase());
  await press(page, 'Control+Enter');
  await page.getByLabel('账号').waitFor(PATIENCE);
  const restored = await signedInApi(machine.origin, account, password);
  expect((await restored.cases.get({ caseId: before.caseId })).state.caseNumber).toBe(first.caseNumber);
  await expect(restored.cases.get({ caseId: after.caseId })).rejects.toThrow();
  // Nobody waits for the city: a number of its own, which no other can be.
  const meanwhile = newCase();
  const doubted = await restored.cases.register(meanwhile);
  expect(doubted.caseNumber).toMatch(/〕[A-Z]{4}1$/);

  // IT enrols the station again, in its next life.
  await signIn(page, usualKeepers.it.account, KEEPER_PASSWORD);
  await goTo(page, '/sync');
  await expectFocus(page, '市平台地址');
  await type(page, line.origin);
  await press(page, 'Enter');
  await type(page, world.nextCode);
  await press(page, 'Control+Enter');
  await page.getByText('已接入市平台').waitFor(PATIENCE);
  await expect.poll(async () => (await restored.sync.now()).status, PATIENCE).toBe('synced');

  // The city gave back what the backup lacked, with its files; nothing was lost, and nothing sent twice.
  expect((await restored.cases.get({ caseId: after.caseId })).state.caseNumber).toBe(second.caseNumber);
  const { state: back, timeline } = await restored.cases.get({ caseId: before.caseId });
  expect(back.caseNumber).toBe(first.caseNumber);
  expect(timeline.filter((entry) => JSON.stringify(entry).includes('备份以后又来过一次'))).toHaveLength(1);
  const { fileId = '' } = (await restored.cases.get({ caseId: after.caseId })).state.files[0] ?? {};
  const bytes = await restored.files.file({ caseId: after.caseId, fileId, glance: false });
  expect(new Uint8Array(await bytes.arrayBuffer())).toEqual(photo);
  expect(await city.accepted('410102')).toBe(sent + 1);
  const keeper = await keeperApi(machine.origin, 'it', password);
  expect(await keeper.sync.overview()).toMatchObject({ station: { incarnation: 2 }, attention: [], waiting: 0 });
  await keeper.audit.verify();
  await expect.poll(async () => (await keeper.audit.history()).last?.part, PATIENCE).toBe('all');
  expect((await keeper.audit.history()).last).toMatchObject({ found: 0, findings: [] });

  // The numbers go on behind all that were ever used.
  const third = await restored.cases.register(newCase());
  expect(third.caseNumber).not.toMatch(/〕[A-Z]/);
  expect(counterOf(third.caseNumber)).toBeGreaterThan(counterOf(second.caseNumber));
  await expect.poll(async () => (await restored.sync.now()).status, PATIENCE).toBe('synced');
  expect(await city.accepted('410102')).toBe(sent + 2);
  expect(desk.complaints).toEqual([]);
}, 300_000);
