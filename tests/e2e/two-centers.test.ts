import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Api, connectApi, signedInApi } from '../browser/api.ts';
import { expectNoAxeViolations } from '../browser/axe.ts';
import { act, registeredCase } from '../browser/case-to.ts';
import { type RunningCenter, startCenter } from '../browser/center.ts';
import { type Desk, picturesOnFailure, signIn, sitDown } from '../browser/desk.ts';
import { press, type } from '../browser/keyboard.ts';
import { expectNoLayoutFaults } from '../browser/layout.ts';
import { oneBrowser } from '../browser/seats.ts';
import { corner, statement } from '../browser/sync-desks.ts';
import { type CityProcess, cityCodes, startCityProcess } from '../support/city-process.ts';
import { type CutLine, cutLine } from '../support/cut-line.ts';
import { KEEPER_PASSWORD, keeperApi } from '../support/keepers.ts';

/** Two centers of two districts and the city: real programs, a line between them that is cut and healed, real pages. */

const chromium = oneBrowser();
const PASSWORD = 'Kettle and 3 cups';
/** The corner is asked anew every quarter of a minute, the page every five seconds. */
const PATIENCE = { timeout: 60_000 };

let folder: string;
let city: CityProcess;
let lines: { readonly jinshui: CutLine; readonly zhongyuan: CutLine };
let codes: string[];
let centers: { readonly jinshui: RunningCenter; readonly zhongyuan: RunningCenter };
let api: { readonly jinshui: Api; readonly zhongyuan: Api };
const desks: Desk[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fengqiao-two-centers-'));
  const data = join(folder, 'city');
  codes = await cityCodes(data, ['410105=金水区综治中心', '410102=中原区综治中心']);
  city = await startCityProcess(data);
  lines = { jinshui: await cutLine(city.origin), zhongyuan: await cutLine(city.origin) };
  // The one is let in as "npm start" does it, the other by its IT on the page.
  const env = { FENGQIAO_CITY_ORIGIN: lines.jinshui.origin, FENGQIAO_CITY_CODE: codes[0] ?? '' };
  centers = { jinshui: await startCenter({ sample: true, env }), zhongyuan: await startCenter({ empty: true }) };
  await connectApi(centers.zhongyuan.origin).center.setUp({
    centerName: '中原区综治中心',
    centerShortName: '中',
    areaCode: '410102',
    committeeName: '郑州市中原区人民调解委员会',
    committeeShortName: '中原',
    phone: '',
    address: '',
    administrator: { account: 'zhouyuan', name: '周原', password: PASSWORD },
  });
  await keeperApi(centers.zhongyuan.origin, 'it', PASSWORD);
  api = {
    jinshui: await signedInApi(centers.jinshui.origin, 'chengmin'),
    zhongyuan: await signedInApi(centers.zhongyuan.origin, 'zhouyuan', PASSWORD),
  };
});
afterAll(async () => {
  for (const desk of desks) await desk.close();
  await centers?.jinshui.stop();
  await centers?.zhongyuan.stop();
  await lines?.jinshui.close();
  await lines?.zhongyuan.close();
  await city?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function syncPageOf(center: RunningCenter, account: string, password?: string): Promise<Page> {
  const desk = await sitDown(chromium.browser, `${center.origin}/#/sync`);
  desks.push(desk);
  await signIn(desk.page, account, password);
  await statement(desk.page).waitFor();
  return desk.page;
}

const newCase = (at: keyof typeof api, facts: string) =>
  registeredCase(api[at], {
    facts,
    place: { code: at === 'jinshui' ? '410105016002' : '410102001002', detail: '3 号楼' },
  });
const says = (page: Page, words: RegExp) => expect.poll(() => statement(page).textContent(), PATIENCE).toMatch(words);
const cornerSays = (page: Page, words: RegExp) =>
  expect.poll(() => corner(page).textContent(), PATIENCE).toMatch(words);
const syncNow = (page: Page) => press(page, 'Control+Enter');

test('one center works without a line, both work on, the line heals, and the city has what both did; every page tells the truth all the while (SYNC-10)', async () => {
  const jinshui = await syncPageOf(centers.jinshui, 'chengmin');
  const zhongyuan = await syncPageOf(centers.zhongyuan, 'sysadmin', KEEPER_PASSWORD);
  picturesOnFailure({ 'two-centers-jinshui': desks[0] as Desk, 'two-centers-zhongyuan': desks[1] as Desk });

  await says(jinshui, /^已同步 — /);
  await cornerSays(jinshui, /^已同步\d\d:\d\d$/);
  await says(zhongyuan, /还没有接入市平台，数据都在本机/);
  await cornerSays(zhongyuan, /^未接入市平台$/);
  await type(zhongyuan, lines.zhongyuan.origin);
  await press(zhongyuan, 'Enter');
  await type(zhongyuan, codes[1] ?? '');
  await press(zhongyuan, 'Control+Enter');
  await says(zhongyuan, /^已同步 — /);
  await cornerSays(zhongyuan, /^已同步/);
  const before = { jinshui: await city.accepted('410105'), zhongyuan: await city.accepted('410102') };
  expect(before.jinshui).toBeGreaterThan(300);
  expect(before.zhongyuan).toBeGreaterThan(0);

  // Offline on one side, work on both.
  lines.jinshui.set('cut');
  const atJinshui = await newCase('jinshui', '断网时登记的一案。');
  await act(api.jinshui, atJinshui, 'case.accepted', {});
  const atZhongyuan = await newCase('zhongyuan', '同时在中原区登记的一案。');
  await says(jinshui, /^还有 2 条没有上传/);
  await cornerSays(jinshui, /^待同步2 条$/);
  await syncNow(jinshui);
  await says(jinshui, /^连不上市平台，会自动再试/);
  await cornerSays(jinshui, /^没同步上2 条$/);
  await jinshui.getByText('还有 2 条没有上传。', { exact: false }).first().waitFor();
  await expectNoAxeViolations(jinshui);
  await expectNoLayoutFaults(jinshui);
  await says(zhongyuan, /^还有 1 条没有上传/);
  await syncNow(zhongyuan);
  await says(zhongyuan, /^已同步 — /);
  expect(await city.accepted('410105'), 'nothing came over the cut line').toBe(before.jinshui);
  expect(await city.accepted('410102')).toBe(before.zhongyuan + 1);

  // A line that takes everything and brings nothing: work goes on, and the page says that it is at it.
  lines.jinshui.set('held');
  await syncNow(jinshui);
  await expect.poll(() => jinshui.locator('.sync-say-numbers').textContent(), PATIENCE).toContain('正在同步');
  await act(api.jinshui, atJinshui, 'case.noted', { note: '线路不通时又记了一笔。' });
  await cornerSays(jinshui, /3 条$/);

  // It heals.
  lines.jinshui.set('whole');
  await says(jinshui, /^已同步 — /);
  await cornerSays(jinshui, /^已同步\d\d:\d\d$/);
  expect(await city.accepted('410105')).toBe(before.jinshui + 3);

  // What is urgent does not wait for anybody, nor for the period.
  await act(api.zhongyuan, atZhongyuan, 'case.flagged', { flag: 'escalated', reason: '双方要动手。' });
  await expect.poll(() => city.accepted('410102'), PATIENCE).toBe(before.zhongyuan + 2);
  await says(zhongyuan, /^已同步 — /);

  // Each center sees its own district and nothing of the other.
  await expect(api.zhongyuan.cases.get({ caseId: atJinshui })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(api.jinshui.cases.get({ caseId: atZhongyuan })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  for (const { rounds } of [await api.jinshui.sync.overview(), await api.zhongyuan.sync.overview()])
    expect(rounds[0]).toMatchObject({ outcome: 'complete', failure: null });
  const { rounds } = await api.jinshui.sync.overview();
  expect(rounds.some(({ outcome, failure }) => outcome === 'failed' && failure?.startsWith('连不上'))).toBe(true);
  for (const { complaints } of desks) expect(complaints).toEqual([]);
}, 300_000);
