import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 as newId } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Api, connectApi, signedInApi, takeOwnPassword } from '../browser/api.ts';
import { expectNoAxeViolations } from '../browser/axe.ts';
import { type RunningCenter, startCenter } from '../browser/center.ts';
import { type Desk, expectFocus, picturesOnFailure, sitDown } from '../browser/desk.ts';
import { press, type } from '../browser/keyboard.ts';
import { oneBrowser } from '../browser/seats.ts';
import { type CityProcess, cityCodes, startCityProcess } from '../support/city-process.ts';
import { newRegistration } from '../support/desk.ts';
import { type HostingProcess, type OpenedSeat, openHosted, startHosting } from '../support/hosting-process.ts';

/** A street without the desktop app, and the center of its district: real programs, a real browser (docs/hosting.md). */

const chromium = oneBrowser();
const PATIENCE = { timeout: 60_000 };
const OWN = 'Kettle and 3 cups';
const STREET = '410105016';

let folder: string;
let city: CityProcess;
let district: RunningCenter;
let hosting: HostingProcess;
let opened: readonly OpenedSeat[];
let desk: Desk | null = null;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fengqiao-hosted-'));
  const [data, hosted, backups] = ['city', 'hosted', 'backups'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  mkdirSync(backups);
  const streets = [`${STREET}=兴达路街道综治中心`, `${STREET}=兴达路街道调解队`];
  const [code = '', first = '', second = ''] = await cityCodes(data, ['410105=金水区综治中心', ...streets]);
  city = await startCityProcess(data);
  const env = { FENGQIAO_CITY_ORIGIN: city.origin, FENGQIAO_CITY_CODE: code };
  district = await startCenter({ sample: true, env });
  const wanted = [
    { type: 'code', place: STREET, name: '兴达路街道综治中心', code: first },
    { type: 'code', place: STREET, name: '兴达路街道调解队', code: second },
  ];
  const file = join(folder, 'codes.jsonl');
  writeFileSync(file, wanted.map((line) => JSON.stringify(line)).join('\n'));
  opened = await openHosted(hosted, file, city.origin);
  hosting = await startHosting(hosted, '--backups', backups);
}, 240_000);
afterAll(async () => {
  await desk?.close();
  await hosting?.stop();
  await district?.stop();
  await city?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const at = (key: string) => `${hosting.origin}/d/${key}`;
const password = () => opened[0]?.password ?? '';

async function offerToStreet(chief: Api): Promise<{ readonly caseId: string; readonly caseNumber: string }> {
  const registration = { ...newRegistration(newId), linkedCaseIds: [] };
  const { caseId, caseNumber, revision } = await chief.cases.register(registration);
  await expect.poll(async () => (await chief.sync.now()).status, PATIENCE).toBe('synced');
  const { others } = await chief.directory.centers();
  const to = others.find(({ name }) => name === '兴达路街道综治中心');
  expect(to).toMatchObject({ place: STREET });
  const payload = { to, from: to, reason: '本街道的事，请就近办理', toldOn: registration.receivedOn, people: {} };
  await chief.cases.act({
    ...{ actionId: newId(), caseId, baseRevision: revision },
    action: { type: 'handover.offered', payload },
  });
  await expect.poll(async () => (await chief.sync.now()).status, PATIENCE).toBe('synced');
  return { caseId, caseNumber };
}

test('a street is opened with accounts of its own, and a team beside it under another address', () => {
  expect(opened.map(({ key, name }) => [key, name])).toEqual([
    [STREET, '兴达路街道综治中心'],
    [`${STREET}-2`, '兴达路街道调解队'],
  ]);
  expect(opened[0]?.accounts.map(({ account }) => account)).toEqual(['zhuren', 'sysadmin', 'secadmin', 'auditor']);
  expect(new Set(opened.map((seat) => seat.password)).size).toBe(2);
});

test('its manager signs in with the first password, must choose another, and works with the keyboard alone', async () => {
  desk = await sitDown(chromium.browser, `${at(STREET)}/`, { viewport: { width: 1366, height: 768 } });
  const { page } = desk;
  picturesOnFailure({ street: desk });
  await expectFocus(page, '账号');
  await type(page, 'zhuren');
  await press(page, 'Enter');
  await type(page, password());
  await press(page, 'Enter');
  await page.getByText('改密码').first().waitFor({ timeout: 20_000 });
  await page.context().storageState();
  const manager = await takeOwnPassword(at(STREET), 'zhuren', password(), OWN);
  expect(await manager.sessions.me()).toMatchObject({ account: 'zhuren' });
  expect(desk.complaints).toEqual([]);
  await expectNoAxeViolations(page);
});

test('a case goes from the district to the street and is handled there: the pen moves by offer and accept (SYNC-6)', async () => {
  const chief = await signedInApi(district.origin, 'chenjing');
  const { caseId, caseNumber } = await offerToStreet(chief);
  const manager = await signedInApi(at(STREET), 'zhuren', OWN);
  await expect.poll(async () => (await manager.sync.now()).status, PATIENCE).toBe('synced');
  const { offers } = await manager.home.work();
  expect(offers.map((offer) => offer.caseNumber)).toEqual([caseNumber]);
  const { state } = await manager.cases.get({ caseId });
  await manager.cases.act({
    ...{ actionId: newId(), caseId, baseRevision: state.revision },
    action: { type: 'handover.accepted', payload: { offerId: state.handover?.offer?.id } },
  });
  const taken = await manager.cases.get({ caseId });
  await manager.cases.act({
    ...{ actionId: newId(), caseId, baseRevision: taken.state.revision },
    action: { type: 'case.accepted', payload: {} },
  });
  await expect.poll(async () => (await manager.sync.now()).status, PATIENCE).toBe('synced');
  await expect.poll(async () => (await chief.sync.now()).status, PATIENCE).toBe('synced');
  expect((await chief.cases.get({ caseId })).state.status).toBe('accepted');
  // The district looks on, and the team next door sees nothing.
  const act = { actionId: newId(), caseId, baseRevision: 0, action: { type: 'case.accepted', payload: {} } };
  await expect(chief.cases.act(act)).rejects.toBeDefined();
  const team = await takeOwnPassword(at(`${STREET}-2`), 'zhuren', opened[1]?.password ?? '', OWN);
  await expect.poll(async () => (await team.sync.now()).status, PATIENCE).toBe('synced');
  await expect(team.cases.get({ caseId })).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('a session of one organisation is none at another, and settings of the machine are nobody’s', async () => {
  const answer = await fetch(`${at(STREET)}/rpc/sessions/signIn`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-csrf-token': 'orpc' },
    body: JSON.stringify({ json: { account: 'zhuren', password: OWN, desk: '测试' } }),
  });
  expect(answer.headers.getSetCookie().join()).toContain(`Path=/d/${STREET}/`);
  const it = await takeOwnPassword(at(STREET), 'sysadmin', password(), OWN);
  const refused = { code: 'NOT_POSSIBLE_NOW', message: expect.stringContaining('市级管理员') };
  await expect(it.backups.setTarget({ target: '/tmp' })).rejects.toMatchObject(refused);
  await expect(it.settings.setScanFolder({ folder: '/etc' })).rejects.toMatchObject(refused);
  await expect(it.sync.enrol({ origin: 'https://evil.example', code: '410105-XXXX-XXXX' })).rejects.toMatchObject(
    refused,
  );
  await expect(connectApi(at(STREET)).moving.look({ folder: '/etc' })).rejects.toMatchObject(refused);
  expect(await connectApi(at(STREET)).center.status()).toMatchObject({ hosted: true, setUp: true });
  // The daily backup goes where the machine's operator said.
  await expect.poll(() => readdirSync(join(folder, 'backups')).length, PATIENCE).toBeGreaterThan(0);
});
