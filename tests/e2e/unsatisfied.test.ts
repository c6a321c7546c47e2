import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { plainDateAt } from '../../domain/text/chinese-date.ts';
import { expectNoAxeViolations } from '../browser/axe.ts';
import { act } from '../browser/case-to.ts';
import { type Desk, signIn, sitDown } from '../browser/desk.ts';
import { press, type } from '../browser/keyboard.ts';
import { expectNoLayoutFaults } from '../browser/layout.ts';
import { oneBrowser } from '../browser/seats.ts';
import { type CenterWithCity, startCenterWithCity } from './center-with-city.ts';

/** A citizen's phone and the desk of the center, two browsers, with both programs between them. */

const chromium = oneBrowser();
const PHONE = '13800001203';
const PATIENCE = { timeout: 60_000 };
let running: CenterWithCity;
let desk: Desk;
let phone: Page;

beforeAll(async () => {
  running = await startCenterWithCity();
  const context = await chromium.browser.newContext({
    viewport: { width: 360, height: 780 },
    javaScriptEnabled: false,
  });
  phone = await context.newPage();
});
afterAll(async () => {
  await phone?.context().close();
  await desk?.close();
  await running?.stop();
});

const tap = (name: string) => phone.getByRole('button', { name }).click();

function smsCode(): string {
  const lines = readFileSync(join(running.cityData, 'sms.jsonl'), 'utf8').trim().split('\n');
  return /验证码 (\d{6})/.exec(lines.at(-1) ?? '')?.[1] ?? '';
}

async function submitted(): Promise<string> {
  await phone.goto(`${running.city.origin}/m/410102001002`);
  await tap('下一步');
  await phone.getByRole('textbox').fill('邻居李某倒垃圾时，经常把垃圾掉在楼道里。');
  await tap('下一步');
  await phone.getByLabel('对方叫什么').fill('李某');
  await tap('下一步');
  await phone.getByText('当面说').click();
  await tap('下一步');
  await phone.getByLabel('您的姓名').fill('张某');
  await phone.getByLabel('手机号').fill(PHONE);
  await phone.getByRole('checkbox').check();
  await tap('发短信验证');
  await phone.getByLabel('验证码').fill(smsCode());
  await tap('提交');
  return (await phone.locator('#query-code').textContent()) ?? '';
}

async function look(queryCode: string): Promise<void> {
  await phone.goto(`${running.city.origin}/m/progress`);
  await phone.getByLabel('查询码').fill(queryCode);
  await phone.getByLabel('手机号后').fill(PHONE.slice(-4));
  await tap('查进度');
}

/** The center takes the case over and ends its mediation. */
async function endedAtCenter(): Promise<void> {
  const { api, synced } = running;
  await synced();
  await expect.poll(async () => (await api.home.work()).offers.length, PATIENCE).toBe(1);
  const [offer] = (await api.home.work()).offers;
  const caseId = offer?.caseId ?? '';
  const { state } = await api.cases.get({ caseId });
  await act(api, caseId, 'handover.accepted', { offerId: state.handover?.offer?.id ?? '' });
  await act(api, caseId, 'case.accepted', {});
  const toldOn = plainDateAt(Date.now());
  await act(api, caseId, 'mediation.terminated', { reason: '一方不愿再谈', routesTold: ['court'], toldOn });
  await synced();
}

test('who is not satisfied says why on the phone; the desk finds it on its workbench, answers by keys, and the phone shows the answer', async () => {
  const { api, center, account, password, synced } = running;
  await synced();
  const queryCode = await submitted();
  await endedAtCenter();
  await look(queryCode);
  const result = phone.getByRole('group', { name: '对结果满意吗' });
  await result.getByLabel('不满意', { exact: true }).check();
  await result.getByRole('textbox').fill('没听我把话说完');
  await tap('提交评价');
  expect(await phone.getByRole('status').textContent()).toContain('不满意的已经退回受理的人');
  await synced();
  await expect.poll(async () => (await api.home.work()).citizens.length, PATIENCE).toBe(1);

  desk = await sitDown(chromium.browser, center.origin);
  await signIn(desk.page, account, password);
  const card = desk.page.getByRole('region', { name: '群众等答复' });
  await card.waitFor();
  expect(await card.textContent()).toMatch(/群众对结果不满意.*没听我把话说完.*答复期限/);
  await press(desk.page, 'Alt+8');
  const form = desk.page.getByRole('dialog');
  await form.waitFor();
  await form.getByText('群众不满意：查清楚再答复').waitFor();
  await expectNoAxeViolations(desk.page);
  await expectNoLayoutFaults(desk.page);
  await form.getByLabel('答复', { exact: true }).focus();
  await type(desk.page, '周三请两位调解员一起听您说。');
  await press(desk.page, 'Control+Enter');
  await form.waitFor({ state: 'detached' });
  expect((await api.home.work()).citizens).toEqual([]);
  await desk.page.getByText('群众评价：结果不满意').waitFor();

  await synced();
  await look(queryCode);
  expect(await phone.locator('.answer').textContent()).toContain('周三请两位调解员一起听您说。');
  expect(await phone.content()).not.toContain('一方不愿再谈');
  await phone.screenshot({ path: join(running.cityData, '..', 'unsatisfied-phone.png'), fullPage: true });
});
