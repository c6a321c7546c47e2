import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type City, startCity } from '../../city/start.ts';
import { expectNoAxeViolations } from '../browser/axe.ts';
import { launchChromium } from '../browser/chromium.ts';
import { answerOffer, stateAt } from './handover-steps.ts';
import { enrolledStation, type TestStation } from './stations.ts';
import { village } from './submissions.ts';
import { syncAll, testDivisions } from './test-city.ts';
import { nextAddress } from './verified-papers.ts';

let folder: string;
let city: City;
let station: TestStation;
let browser: Browser;
const said: unknown[] = [];
const sent: { readonly phone: string; readonly text: string }[] = [];
let isGatewayDown = false;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fengqiao-intake-'));
  const logger = { error: (entry: unknown) => void said.push(entry), info: () => undefined };
  const sms = {
    notice: null,
    async send(phone: string, text: string) {
      if (isGatewayDown) throw new Error('the gateway is down');
      sent.push({ phone, text });
    },
  };
  city = await startCity(
    { data: folder, host: '127.0.0.1', port: 0 },
    { logger: logger as never, divisions: testDivisions, sms },
  );
  station = await enrolledStation(city, { feed: '410105', name: '金水区综治中心' });
  await syncAll(station);
  browser = await launchChromium();
});
afterEach(() => {
  isGatewayDown = false;
  expect(said.splice(0)).toEqual([]);
});
afterAll(async () => {
  await browser?.close();
  await station?.close();
  await city?.close();
  rmSync(folder, { recursive: true, force: true });
});

const rubbish = '邻居李某倒垃圾时，经常把垃圾掉在楼道里，夏天气味刺鼻难忍。我找他说过好几次，越说越僵。';

/** A cheap phone of somebody who has not been here before. */
async function phonePage(path: string, javaScriptEnabled = true): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 360, height: 640 },
    javaScriptEnabled,
    extraHTTPHeaders: { 'x-forwarded-for': nextAddress() },
  });
  const page = await context.newPage();
  await page.goto(`${city.origin}${path}`);
  return page;
}

const next = (page: Page, name: string | RegExp = '下一步') => page.getByRole('button', { name }).click();
const heading = (page: Page) => page.getByRole('heading', { level: 1 }).textContent();
const codeSentTo = (phone: string) =>
  /验证码 (\d{6})/.exec(sent.findLast((each) => each.phone === phone)?.text ?? '')?.[1] ?? '';

async function answerAll(page: Page, phone: string): Promise<void> {
  await next(page);
  await page.getByRole('textbox').fill(rubbish);
  await next(page);
  await page.getByLabel('对方叫什么').fill('李某');
  await page.getByLabel('对方住哪儿').fill('2 单元 502');
  await next(page);
  await page.getByText('当面说').click();
  await next(page);
  await page.getByLabel('您的姓名').fill('张某');
  await page.getByLabel('手机号').fill(phone);
  await page.getByRole('checkbox').check();
  await ask(page);
}

/** Asks for the short message: a page with JavaScript works for it first, so that the answer comes a moment later. */
async function ask(page: Page): Promise<void> {
  await next(page, '发短信验证');
  await page.getByRole('heading', { name: '短信里的 6 位数字' }).or(page.getByRole('alert')).first().waitFor();
}

async function submit(phone: string): Promise<string> {
  const page = await phonePage(`/m/${village.code}`);
  await answerAll(page, phone);
  await page.getByLabel('验证码').fill(codeSentTo(phone));
  await next(page, '提交');
  const code = (await page.locator('#query-code').textContent()) ?? '';
  await page.context().close();
  return code;
}

async function look(page: Page, code: string, digits: string): Promise<void> {
  await page.goto(`${city.origin}/m/progress`);
  await page.getByLabel('查询码').fill(code);
  await page.getByLabel('手机号后').fill(digits);
  await page.getByRole('button', { name: '查进度' }).click();
}

async function casesOf(queryCode: string | null): Promise<readonly string[]> {
  const sql = 'SELECT id::text AS id FROM cases WHERE query_code = $1';
  return (await city.database.query<{ id: string }>(sql, [queryCode])).map(({ id }) => id);
}

test('a resident scans the poster, tells what happened without JavaScript, and the center of the place has it at the next sync', async () => {
  const page = await phonePage(`/m/${village.code}`, false);
  expect(await page.getByText('兴达路街道鸿苑社区').count()).toBe(1);
  await answerAll(page, '138 0000 1203');
  expect(await heading(page)).toBe('短信里的 6 位数字');
  expect(sent.at(-1)?.text).not.toContain('李某');
  await page.getByLabel('验证码').fill(codeSentTo('13800001203'));
  await next(page, '提交');
  expect(await heading(page)).toBe('收到了，张某');
  await page.getByText('已经送到金水区综治中心').waitFor();
  const queryCode = (await page.locator('#query-code').textContent()) ?? '';
  expect(queryCode).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/);

  await look(page, queryCode, '1203');
  expect(await heading(page)).toBe('已经送到金水区综治中心');
  const [caseId = ''] = await casesOf(queryCode);
  await syncAll(station);
  const state = await stateAt(station, caseId);
  expect(state).toMatchObject({
    status: 'registered',
    queryCode,
    handover: { offer: { reason: '群众扫码提交，请当地中心受理' } },
  });
  expect(state?.caseNumber).toMatch(/^金水区一码〔\d{4}〕1$/);
  expect(state?.registration).toMatchObject({
    source: 'code',
    facts: rubbish,
    place: { code: village.code },
    demands: ['希望当面说'],
  });
  expect(state?.registration?.parties.map(({ role, name, phone }) => [role, name, phone])).toEqual([
    ['applicant', '张某', '13800001203'],
    ['respondent', '李某', null],
  ]);

  await answerOffer(station, caseId, 'handover.accepted');
  await station.desk.act(station.desk.clerk, caseId, 'case.accepted');
  await station.desk.act(station.desk.clerk, caseId, 'case.triaged', {
    route: 'peoples_mediation',
    complexity: 'simple',
    urgent: false,
  });
  await station.desk.act(station.desk.clerk, caseId, 'case.assigned', {
    mediatorIds: [station.desk.mediator.staffId],
    chosenByParties: false,
  });
  await syncAll(station);
  await look(page, queryCode.toLowerCase().replace('-', ' '), '1203');
  expect(await heading(page)).toBe('派给了调解员张卫');
  expect(await page.getByRole('listitem').allTextContents()).toEqual([
    expect.stringMatching(/^您提交了\d+月\d+日 \d\d:\d\d$/),
    expect.stringMatching(/^中心受理了/),
    expect.stringMatching(/^派了调解员/),
    '调解',
    '谈好',
    '办结',
  ]);
});

test('every page is accessible, fits a cheap phone and weighs little, with the fonts of the phone', async () => {
  const page = await phonePage('/m');
  let bytes = 0;
  page.on('response', async (response) => {
    bytes += (await response.body()).byteLength;
  });
  const looksGood = async () => {
    await expectNoAxeViolations(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    const sizes = await page.evaluate(() =>
      [
        ...document.querySelectorAll(':is(main, header, footer) :not([type=hidden], [type=radio], [type=checkbox])'),
      ].map((element) => Number.parseFloat(getComputedStyle(element).fontSize)),
    );
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(18);
  };
  await looksGood();
  await page.getByLabel('哪个村').fill('鸿苑');
  await next(page, '查找');
  await looksGood();
  await page.getByText('兴达路街道鸿苑社区').click();
  await next(page, '就是这里');
  await looksGood();
  await next(page);
  await next(page); // without a word
  expect(await page.getByRole('alert').textContent()).toBe('请填写「发生了什么事」');
  await looksGood();
  await page.getByRole('textbox').fill(rubbish);
  for (let question = 2; question < 4; question += 1) {
    await next(page);
    await looksGood();
  }
  await page.getByText('不见面说').click();
  await next(page);
  await looksGood();
  await next(page, '发短信验证');
  expect(await page.getByRole('alert').allTextContents()).toEqual([
    '请填写「您的姓名」',
    '请填写电话号码',
    '要您同意，才能交给经办人办理',
  ]);
  await looksGood();
  await page.goto(`${city.origin}/m/progress`);
  await looksGood();
  bytes = 0;
  await page.goto(`${city.origin}/m/${village.code}`);
  await page.waitForLoadState('networkidle');
  expect(bytes).toBeGreaterThan(1_000);
  expect(bytes).toBeLessThan(100 * 1024);
});

test('a place that is not known, or a poster of a whole district, asks where it was', async () => {
  for (const place of ['410105999999', '410105', '<script>']) {
    const page = await phonePage(`/m/${encodeURIComponent(place)}`);
    expect(await page.getByLabel('哪个村').count()).toBe(1);
    await page.context().close();
  }
});

test('the same code again, as after a lost answer, begins no second case', async () => {
  const phone = '13800002204';
  const page = await phonePage(`/m/${village.code}`);
  await answerAll(page, phone);
  await page.getByLabel('验证码').fill(codeSentTo(phone));
  await next(page, '提交');
  const first = await page.locator('#query-code').textContent();
  await page.reload();
  expect(await page.locator('#query-code').textContent()).toBe(first);
  expect(await casesOf(first)).toHaveLength(1);
});

test('a wrong code is told and counted, and what was written is still there', async () => {
  const phone = '13800003305';
  const page = await phonePage(`/m/${village.code}`);
  await answerAll(page, phone);
  const right = codeSentTo(phone);
  const guess = right === '000000' ? '000001' : '000000';
  for (let tries = 0; tries < 5; tries += 1) {
    await page.getByLabel('验证码').fill(guess);
    await next(page, '提交');
    expect(await page.getByRole('alert').textContent()).toBe('数字不对，请看短信里最新的一条');
  }
  await page.getByLabel('验证码').fill(right);
  await next(page, '提交');
  expect(await page.getByRole('alert').textContent()).toBe('这条短信已经不能用了，请重新发一条');
  await next(page, '改手机号');
  expect(await page.getByLabel('您的姓名').inputValue()).toBe('张某');
});

test('a phone gets one message a minute, and one that could not be sent does not count', async () => {
  const phone = '13800004406';
  const page = await phonePage(`/m/${village.code}`);
  isGatewayDown = true;
  await answerAll(page, phone);
  await page.getByText('短信没有发出去').waitFor();
  isGatewayDown = false;
  await next(page, '发短信验证');
  await page.getByRole('heading', { name: '短信里的 6 位数字' }).waitFor();
  await next(page, '重新发一条');
  await page.getByText('请过 1 分钟再试').waitFor();
});

test('whoever has the code and not the phone learns nothing, nor which of the two was wrong', async () => {
  const queryCode = await submit('13800005507');
  const page = await phonePage('/m/progress');
  for (const [code, digits] of [
    [queryCode, '0000'],
    ['AAAA-AAAA', '5507'],
  ] as const) {
    await look(page, code, digits);
    expect(await page.getByRole('alert').textContent()).toBe('没有查到：查询码或者手机号不对，请核对后再查');
    expect(await page.content()).not.toContain('李某');
  }
});

test('what a citizen writes is text, wherever it is shown', async () => {
  const page = await phonePage(`/m/${village.code}`);
  await next(page);
  await page.getByRole('textbox').fill('</textarea><script>document.title="hit"</script>');
  await next(page);
  await page.getByLabel('对方叫什么').fill('"><img src=x onerror=alert(1)>');
  await next(page);
  await next(page, '上一题');
  expect(await page.getByLabel('对方叫什么').inputValue()).toBe('"><img src=x onerror=alert(1)>');
  await next(page, '上一题');
  expect(await page.getByRole('textbox').inputValue()).toBe('</textarea><script>document.title="hit"</script>');
  expect(await page.title()).not.toBe('hit');
});
