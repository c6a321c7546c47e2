import { readdirSync } from 'node:fs';
import { v7 as newId } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Api, connectApi, signedInApi, takeOwnPassword } from '../browser/api.ts';
import { expectNoAxeViolations } from '../browser/axe.ts';
import { type Desk, expectFocus, picturesOnFailure, sitDown } from '../browser/desk.ts';
import { press, type } from '../browser/keyboard.ts';
import { openPhone, signInOnPhone } from '../browser/phone.ts';
import { oneBrowser } from '../browser/seats.ts';
import { newRegistration } from '../support/desk.ts';
import { type HostedWorld, startHostedWorld, synced } from './hosted-world.ts';

/** A street without the desktop app, and the center of its district: real programs, a real browser (docs/hosting.md). */

const chromium = oneBrowser();
const PATIENCE = { timeout: 60_000 };
const OWN = 'Kettle and 3 cups';
const STREET = '410105016';

let world: HostedWorld;
let desk: Desk | null = null;

beforeAll(async () => {
  world = await startHostedWorld([
    { place: STREET, name: '兴达路街道综治中心' },
    { place: STREET, name: '兴达路街道调解队' },
  ]);
}, 480_000);
afterAll(async () => {
  await desk?.close();
  await world?.stop();
});

const at = (key: string) => world.at(key);
const password = () => world.opened[0]?.password ?? '';

async function offerToStreet(chief: Api): Promise<{ readonly caseId: string; readonly caseNumber: string }> {
  const registration = { ...newRegistration(newId), linkedCaseIds: [] };
  const { caseId, caseNumber, revision } = await chief.cases.register(registration);
  await synced(chief);
  const { others } = await chief.directory.centers();
  const to = others.find(({ name }) => name === '兴达路街道综治中心');
  expect(to).toMatchObject({ place: STREET });
  const payload = { to, from: to, reason: '本街道的事，请就近办理', toldOn: registration.receivedOn, people: {} };
  await chief.cases.act({
    ...{ actionId: newId(), caseId, baseRevision: revision },
    action: { type: 'handover.offered', payload },
  });
  await synced(chief);
  return { caseId, caseNumber };
}

test('a street is opened with accounts of its own, and a team beside it under another address', () => {
  expect(world.opened.map(({ key, name }) => [key, name])).toEqual([
    [STREET, '兴达路街道综治中心'],
    [`${STREET}-2`, '兴达路街道调解队'],
  ]);
  expect(world.opened[0]?.accounts.map(({ account }) => account)).toEqual([
    'zhuren',
    'sysadmin',
    'secadmin',
    'auditor',
  ]);
  expect(new Set(world.opened.map((seat) => seat.password)).size).toBe(2);
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
  const chief = await signedInApi(world.district.origin, 'chenjing');
  const { caseId, caseNumber } = await offerToStreet(chief);
  const manager = await signedInApi(at(STREET), 'zhuren', OWN);
  await synced(manager);
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
  await synced(manager);
  await synced(chief);
  expect((await chief.cases.get({ caseId })).state.status).toBe('accepted');
  // The district looks on, and the team next door sees nothing.
  const act = { actionId: newId(), caseId, baseRevision: 0, action: { type: 'case.accepted', payload: {} } };
  await expect(chief.cases.act(act)).rejects.toBeDefined();
  const team = await takeOwnPassword(at(`${STREET}-2`), 'zhuren', world.opened[1]?.password ?? '', OWN);
  await synced(team);
  await expect(team.cases.get({ caseId })).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('a mediator of the street finds the pages for the phone under the same address', async () => {
  const phone = await openPhone(chromium.browser, at(STREET));
  await signInOnPhone(phone, 'zhuren', OWN);
  expect(await phone.page.evaluate(() => document.cookie)).toBe('');
  expect(phone.complaints).toEqual([]);
  await phone.close();
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
  await expect.poll(() => readdirSync(world.backups).length, PATIENCE).toBeGreaterThan(0);
});
