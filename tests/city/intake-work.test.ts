import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type City, startCity } from '../../city/start.ts';
import { ADDRESS_MESSAGES } from '../../domain/intake/work.ts';
import { expectNoAxeViolations } from '../browser/axe.ts';
import { launchChromium } from '../browser/chromium.ts';
import { expectNoLayoutFaults } from '../browser/layout.ts';
import { submitTo, village } from './submissions.ts';
import { testDivisions } from './test-city.ts';
import { nextAddress } from './verified-papers.ts';

/** What stands before a short message: work in the browser, budgets of the address, and how much a place takes. */

const PER_PLACE = { hour: 3, day: 10 };

let folder: string;
let city: City;
let browser: Browser;
const codes = new Map<string, string>();
let phones = 0;
const newPhone = () => {
  phones += 1;
  return `137${String(phones).padStart(8, '0')}`;
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fengqiao-work-'));
  const sms = { notice: null, send: async (phone: string, text: string) => void codes.set(phone, text) };
  city = await startCity(
    { data: folder, host: '127.0.0.1', port: 0, perPlace: PER_PLACE },
    { logger: { error: () => undefined, info: () => undefined } as never, divisions: testDivisions, sms },
  );
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
  await city?.close();
  rmSync(folder, { recursive: true, force: true });
});

const other = testDivisions.villages.find(
  ({ code, managingArea }) => managingArea.code === '410105' && code !== village.code,
)!;
const answersOf = (phone: string, placeCode = other.code) => ({
  ...{ placeCode, facts: '楼上漏水。', wish: 'on_site', name: '张某', phone, consent: 'yes' },
  ...{ question: 'contact', go: 'next' },
});

/** As a phone without JavaScript sends the last question. */
async function plain(address: string, more: Readonly<Record<string, string>> = {}, phone = newPhone()) {
  const body = new URLSearchParams({ ...answersOf(phone), ...more });
  const headers = { 'x-forwarded-for': address };
  const answer = await fetch(`${city.origin}/m`, { method: 'POST', body, headers });
  return { status: answer.status, text: await answer.text(), phone };
}

async function phonePage(address: string): Promise<{ readonly page: Page; readonly context: BrowserContext }> {
  const extraHTTPHeaders = { 'x-forwarded-for': address };
  const context = await browser.newContext({
    viewport: { width: 360, height: 780 },
    locale: 'zh-CN',
    extraHTTPHeaders,
  });
  context.setDefaultTimeout(60_000);
  return { page: await context.newPage(), context };
}

async function toContact(page: Page, phone: string): Promise<void> {
  await page.goto(`${city.origin}/m/${other.code}`);
  await page.getByRole('button', { name: '下一步' }).click();
  await page.getByRole('textbox').fill('楼上漏水。');
  await page.getByRole('button', { name: '下一步' }).click();
  await page.getByRole('button', { name: '下一步' }).click();
  await page.getByText('当面说').click();
  await page.getByRole('button', { name: '下一步' }).click();
  await page.getByLabel('您的姓名').fill('张某');
  await page.getByLabel('手机号').fill(phone);
  await page.getByRole('checkbox').check();
}

test('a page with JavaScript works something out before the message goes out, and with the same work none goes out again', async () => {
  const address = nextAddress();
  const { page, context } = await phonePage(address);
  const phone = newPhone();
  await toContact(page, phone);
  await expectNoAxeViolations(page);
  await expectNoLayoutFaults(page);
  const sent = page.waitForRequest((request) => request.method() === 'POST' && request.url().endsWith('/m'));
  await page.getByRole('button', { name: '发短信验证' }).click();
  const form = new URLSearchParams((await sent).postData() ?? '');
  await page.getByLabel('验证码').waitFor();
  await expectNoAxeViolations(page);
  const proof = (await page.locator('input[name=proof]').getAttribute('value')) ?? '';
  const sealed = Buffer.from((form.get('work') ?? '').split('.')[0] ?? '', 'base64url').toString();
  expect(sealed).toContain(proof);
  // Another minute, another day: one phone has waited long enough, and the work is spent all the same.
  await city.database.query('UPDATE phone_proofs SET sent_at = sent_at - 120000 WHERE phone = $1', [phone]);
  const again = await plain(address, { work: form.get('work') ?? '' }, phone);
  expect(again.text).toContain('请再按一次');
  await page.getByLabel('验证码').fill(/验证码 (\d{6})/.exec(codes.get(phone) ?? '')?.[1] ?? '');
  await page.getByRole('button', { name: '提交' }).click();
  await page.getByText('查询码，请拍照或记下来').waitFor();
  await context.close();
});

test('without JavaScript a message goes out, too, fewer from one address, and more than those are refused in words', async () => {
  const address = nextAddress();
  for (let sent = 0; sent < ADDRESS_MESSAGES.plain; sent += 1)
    expect((await plain(address)).text).toContain('短信里的 6 位数字');
  const refused = await plain(address);
  expect(refused.status).toBe(429);
  expect(refused.text).toContain('从您这个网络这一小时发出的短信太多了');
  expect(refused.text).toContain('12345');
  // What was typed stays.
  expect(refused.text).toContain(`value="${refused.phone}"`);
  expect(codes.has(refused.phone)).toBe(false);
  expect((await plain(nextAddress())).status).toBe(200);
  // Whoever works is not held to the budget of those who do not.
  const { page, context } = await phonePage(address);
  await toContact(page, newPhone());
  await page.getByRole('button', { name: '发短信验证' }).click();
  await page.getByLabel('验证码').waitFor();
  await context.close();
});

test('work is asked for in a measure that grows with what the address asks, and never for nothing', async () => {
  const address = nextAddress();
  const asked = async () => {
    const body = new URLSearchParams({ phone: newPhone(), placeCode: other.code });
    const headers = { 'x-forwarded-for': address };
    const answer = await fetch(`${city.origin}/m/work`, { method: 'POST', body, headers });
    return ((await answer.json()) as { readonly bits: number }).bits;
  };
  const bits: number[] = [];
  for (let turn = 0; turn < 20; turn += 1) bits.push(await asked());
  expect(bits[0]).toBe(6);
  expect(bits.at(-1)).toBe(8);
});

test('a place takes so many in an hour; whoever comes then is told where to go instead, before a message goes out', async () => {
  for (let sent = 0; sent < PER_PLACE.hour; sent += 1) await submitTo(city);
  const refused = await plain(nextAddress(), { placeCode: village.code });
  expect(refused.status).toBe(429);
  expect(refused.text).toContain('这个地方这一小时网上提交的太多了');
  expect(refused.text).toMatch(/综治中心.*12345.*110/);
  expect(codes.has(refused.phone)).toBe(false);
  // Elsewhere life goes on.
  expect((await plain(nextAddress())).status).toBe(200);
});
