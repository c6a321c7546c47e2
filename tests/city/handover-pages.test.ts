import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { loadDivisions } from '../../center/resources.ts';
import { type City, startCity } from '../../city/start.ts';
import { attachFile } from '../../services/files/attach.ts';
import { photoOf } from '../../services/files/testing.ts';
import { importRows, oldCase } from '../../services/imports/testing.ts';
import { expectNoAxeViolations } from '../browser/axe.ts';
import { expectFocus, pick, picturesOnFailure, signIn, write } from '../browser/desk.ts';
import { DESK_PASSWORD, type HostedDesk, hostDesk } from '../browser/desk-host.ts';
import { press } from '../browser/keyboard.ts';
import { expectNoLayoutFaults } from '../browser/layout.ts';
import { projectRoot } from '../browser/project.ts';
import { seatsAt } from '../browser/seats.ts';
import { stateAt } from './handover-steps.ts';
import { enrolledStation, type TestStation } from './stations.ts';

let folder: string;
let city: City;
let giver: TestStation;
let receiver: TestStation;
const hosts: HostedDesk[] = [];
let origin = '';
const seats = seatsAt(() => origin);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fengqiao-handover-'));
  const logger = { error: () => undefined, info: () => undefined } as never;
  const divisions = loadDivisions(join(projectRoot, 'resources'));
  city = await startCity({ data: folder, host: '127.0.0.1', port: 0 }, { logger, divisions });
  giver = await enrolledStation(city, { feed: '410105', name: '金水区综治中心' });
  receiver = await enrolledStation(city, { feed: '410102', name: '中原区综治中心' });
  for (const { desk } of [giver, receiver]) hosts.push(await hostDesk({ desk }));
}, 120_000);
afterEach(seats.leave);
afterAll(async () => {
  for (const host of hosts) await host.stop();
  await city?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function clerkAt(host: number, path: string) {
  origin = hosts[host]?.origin ?? '';
  const desk = await seats.sit(path);
  await signIn(desk.page, 'chengmin', DESK_PASSWORD);
  return desk;
}

async function syncBoth(): Promise<void> {
  for (const station of [giver, receiver, giver]) expect(await station.sync()).toMatchObject({ outcome: 'complete' });
}

const dialog = (page: Page) => page.getByRole('dialog');
const head = (page: Page) => page.locator('.case-head');

test('a case is offered, read whole, accepted and followed, all by keyboard (SYNC-6)', async () => {
  await syncBoth();
  const { caseId } = await giver.desk.register();
  await giver.desk.act(giver.desk.clerk, caseId, 'case.noted', { note: '双方都搬到了中原区' });

  const before = await stateAt(giver, caseId);
  await attachFile(giver.desk, giver.desk.clerk, {
    actionId: giver.desk.environment.newId(),
    caseId,
    baseRevision: before?.revision ?? 0,
    kind: 'evidence',
    name: '借条.jpg',
    bytes: photoOf('借条'),
  });

  const here = await clerkAt(0, `/#/cases/${caseId}`);
  picturesOnFailure({ giver: here });
  await head(here.page).waitFor();
  await press(here.page, 'Alt+r');
  await dialog(here.page).getByText('对方将看到全部经过').waitFor();
  await dialog(here.page).getByRole('combobox').first().waitFor();
  await expectFocus(here.page, '移交给');
  await pick(here.page, 'zyq', '中原区综治中心');
  await expectFocus(here.page, '理由');
  await pick(here.page, 'dsr', '当事人都在对方辖区');
  await expectNoAxeViolations(here.page);
  await expectNoLayoutFaults(here.page);
  await press(here.page, 'Control+Enter');
  await dialog(here.page).waitFor({ state: 'detached' });
  await head(here.page).getByText('移交中原区综治中心，等接收').waitFor();

  await syncBoth();
  const there = await clerkAt(1, '/');
  picturesOnFailure({ receiver: there });
  const offers = there.page.getByRole('region', { name: '待接收的移交' });
  await offers.getByText('当事人都在对方辖区').waitFor();
  await expectNoAxeViolations(there.page);
  await expectNoLayoutFaults(there.page);
  await press(there.page, 'Alt+e');
  await head(there.page).getByText('金水区综治中心移交来，等接收').waitFor();
  await there.page.getByText('双方都搬到了中原区').waitFor();
  // What there is can be read; the file itself comes with the acceptance (SYNC-8).
  const files = there.page.getByRole('region', { name: '材料' });
  await files.getByText('借条.jpg').waitFor();
  await files.getByText('接收以后，材料才从市平台传到本中心').waitFor();
  expect(await files.getByRole('button').count()).toBe(0);
  await expectNoAxeViolations(there.page);
  await expectNoLayoutFaults(there.page);
  await press(there.page, 'Control+Enter');
  await dialog(there.page).getByText('接收以后案件由本中心办理').waitFor();
  await write(there.page, ['yijieshou', '已联系双方。']);
  await press(there.page, 'Control+Enter');
  await dialog(there.page).waitFor({ state: 'detached' });
  // It is this center's to accept now.
  await there.page.locator('.action-bar [data-main-action]').getByText('受理').waitFor();

  await syncBoth();
  await here.page.reload();
  await head(here.page).getByText('已移交中原区综治中心').waitFor();
  await here.page.getByText('由中原区综治中心办理').waitFor();
  await expectNoAxeViolations(here.page);
  await expectNoLayoutFaults(here.page);
  expect(here.complaints).toEqual([]);
  expect(there.complaints).toEqual([]);
});

test('a case of an older ledger is offered, and read there with how it began, by keyboard (WF-64)', async () => {
  const { desk } = giver;
  const old = oldCase(desk, 7, { status: 'accepted', closeReason: null, registeredBy: desk.clerk.staffId });
  await importRows(desk, [old]);
  await syncBoth();
  const here = await clerkAt(0, `/#/cases/${old.caseId}`);
  picturesOnFailure({ giver: here });
  await head(here.page).waitFor();
  await press(here.page, 'Alt+r');
  await dialog(here.page).getByRole('combobox').first().waitFor();
  await expectFocus(here.page, '移交给');
  await pick(here.page, 'zyq', '中原区综治中心');
  await pick(here.page, 'dsr', '当事人都在对方辖区');
  await press(here.page, 'Control+Enter');
  await dialog(here.page).waitFor({ state: 'detached' });
  await head(here.page).getByText('移交中原区综治中心，等接收').waitFor();
  await here.page.getByText('随移交附上旧台账的内容').waitFor();

  await syncBoth();
  const there = await clerkAt(1, `/#/cases/${old.caseId}`);
  picturesOnFailure({ receiver: there });
  await head(there.page).getByText(old.caseNumber).waitFor();
  await there.page.getByText('由旧台账导入').waitFor();
  await there.page
    .getByText(old.registration.parties[0]?.name ?? '')
    .first()
    .waitFor();
  await expectNoLayoutFaults(there.page);
  expect(here.complaints).toEqual([]);
  expect(there.complaints).toEqual([]);
});
