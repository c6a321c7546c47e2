import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type City, startCity } from '../../city/start.ts';
import { QUESTIONS } from '../../city/verification/budget.ts';
import { formatVerificationCode } from '../../domain/verification/code.ts';
import { openDocument } from '../../services/documents/documents.ts';
import { expectNoAxeViolations } from '../browser/axe.ts';
import { launchChromium } from '../browser/chromium.ts';
import type { TestDesk } from '../support/desk.ts';
import { agreedCase, signByAll } from '../support/papers.ts';
import { pdfPictures, qrTextOf } from '../support/pdf-picture.ts';
import { enrolledStation, type TestStation } from './stations.ts';
import { syncAll, testDivisions } from './test-city.ts';
import { executeAtScreen, type IssuedPaper, issueAgreement, nextAddress, signingDesk } from './verified-papers.ts';

let folder: string;
let city: City;
let browser: Browser;
let station: TestStation;
let desk: TestDesk;
const said: unknown[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fengqiao-verify-'));
  const logger = { error: (entry: unknown) => void said.push(entry), info: () => undefined };
  city = await startCity(
    { data: folder, host: '127.0.0.1', port: 0 },
    { logger: logger as never, divisions: testDivisions },
  );
  station = await enrolledStation(city);
  await syncAll(station);
  desk = signingDesk(station, city.origin);
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
  await station?.close();
  await city?.close();
  rmSync(folder, { recursive: true, force: true });
  expect(said).toEqual([]);
});

const phone = { width: 375, height: 700 };
const desktop = { width: 1366, height: 768 };

/** A page of somebody who has not asked before. What the browser refuses or fails at is an error of the test. */
async function visitor(options: BrowserContextOptions = {}): Promise<Page> {
  const extraHTTPHeaders = { 'x-forwarded-for': nextAddress() };
  const context = await browser.newContext({ viewport: phone, extraHTTPHeaders, ...options });
  const page = await context.newPage();
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('429')) said.push(message.text());
  });
  page.on('pageerror', (error) => said.push(error));
  return page;
}

async function pdfOf(caseId: string, { file }: IssuedPaper): Promise<Buffer> {
  const opened = await openDocument(desk, desk.clerk, { caseId, documentId: file.documentId });
  return Buffer.from(await opened.arrayBuffer());
}

const headline = (page: Page) => page.locator('#headline').textContent();
const fileAnswer = (page: Page) => page.locator('#file-answer');
const pdf = (buffer: Buffer) => ({ name: '协议书.pdf', mimeType: 'application/pdf', buffer });

/** Drops a file on the page, as a mouse would. */
async function drop(page: Page, buffer: Buffer): Promise<void> {
  const transfer = await page.evaluateHandle((base64) => {
    const data = new DataTransfer();
    const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
    data.items.add(new File([bytes], '协议书.pdf', { type: 'application/pdf' }));
    return data;
  }, buffer.toString('base64'));
  await page.dispatchEvent('#drop', 'drop', { dataTransfer: transfer });
}

async function expectReadable(page: Page): Promise<void> {
  for (const viewport of [phone, desktop]) {
    await page.setViewportSize(viewport);
    const { scrollWidth, clientWidth } = await page.evaluate(() => document.documentElement);
    expect(scrollWidth, `${viewport.width} px wide`).toBe(clientWidth);
    await expectNoAxeViolations(page);
  }
  await page.setViewportSize(phone);
}

test('an agreement made offline: its QR is known before the city has it, then it is in effect, and its file is told from any other', async () => {
  const caseId = await agreedCase(desk);
  const agreement = await issueAgreement(desk, caseId);
  const bytes = await pdfOf(caseId, agreement);
  const [scanned] = (await pdfPictures(browser, bytes, 200)).map(qrTextOf);
  expect(scanned).toBe(`${city.origin}/v/${agreement.code}/${agreement.token}`);

  const page = await visitor();
  await page.goto(scanned ?? '');
  const { committee } = (await desk.store.read(({ settings }) => settings.settings()))?.settings ?? {};
  expect(await headline(page)).toBe(`由${committee?.name}于 2026年11月23日 出具，还没有报到市里`);
  expect(await page.locator('#file').count()).toBe(0);
  await expectReadable(page);

  await signByAll(desk, caseId);
  await syncAll(station);
  await page.reload();
  expect(await headline(page)).toBe('真实有效，协议自 2026年11月23日 起生效');
  const facts = await page.locator('dl').textContent();
  for (const shown of [agreement.file.number, committee?.name, formatVerificationCode(agreement.code)])
    expect(facts).toContain(shown);
  const sent: string[] = [];
  page.on('request', (request) => sent.push(request.postData() ?? ''));
  await page.setInputFiles('#chosen', pdf(bytes));
  await expect.poll(() => fileAnswer(page).textContent()).toContain('是这份文书出具时的文本');
  const changed = Buffer.from(bytes);
  changed.writeUInt8(changed.readUInt8(changed.length - 1) ^ 1, changed.length - 1);
  await drop(page, changed);
  await expect.poll(() => fileAnswer(page).textContent()).toContain('不是这份文书的文件');
  await drop(page, bytes);
  await expect.poll(() => fileAnswer(page).textContent()).toContain('内容没有改动过');
  await expectReadable(page);
  // The file stays here: its hash is all that goes to the city.
  expect(sent).toHaveLength(3);
  for (const body of sent) expect(Object.keys(JSON.parse(body) as object).sort()).toEqual(['code', 'sha256', 'token']);

  const { parties } = (await desk.store.read(({ cases }) => cases.find(caseId)))?.state.registration ?? { parties: [] };
  const source = await page.content();
  for (const { name } of parties) expect(source).not.toContain(name);
  expect(source).not.toContain('袋装垃圾');

  await page.context().close();
});

test('the signed copy is told from the text that was signed', async () => {
  const caseId = await agreedCase(desk);
  const agreement = await issueAgreement(desk, caseId);
  const executed = await executeAtScreen(desk, caseId, agreement.file.documentId);
  await syncAll(station);
  const page = await visitor();
  await page.goto(`${city.origin}/v/${agreement.code}/${agreement.token}`);
  expect(await headline(page)).toContain('真实有效');
  await page.setInputFiles('#chosen', pdf(executed));
  await expect.poll(() => fileAnswer(page).textContent()).toContain('是这份文书签署完成的文本');
  await page.setInputFiles('#chosen', pdf(await pdfOf(caseId, agreement)));
  await expect.poll(() => fileAnswer(page).textContent()).toContain('是这份文书出具时的文本');
  // Its QR is that of the text.
  const scanned = (await pdfPictures(browser, executed, 200)).map(qrTextOf).find((text) => text !== null);
  expect(scanned).toBe(page.url());
  await page.context().close();
});

test('the code alone is enough, typed in as people type, also without JavaScript', async () => {
  const caseId = await agreedCase(desk);
  const { code } = await issueAgreement(desk, caseId);
  await syncAll(station);
  const page = await visitor({ javaScriptEnabled: false });
  await page.goto(`${city.origin}/v`);
  await page.fill('#code', ` ${formatVerificationCode(code).toLowerCase()}`);
  await page.press('#code', 'Enter');
  expect(await headline(page)).toBe('真实，但还没有生效');
  expect(await page.locator('#file').isVisible()).toBe(false);
  expect(await page.locator('noscript').textContent()).toContain('JavaScript');
  await page.context().close();
});

test('a code that there is not, and one that is none, are told apart with what to do; nothing typed is lost', async () => {
  const page = await visitor();
  await page.goto(`${city.origin}/v`);
  await expectReadable(page);
  await page.fill('#code', '0000-0000-0000');
  await page.click('button');
  expect(await headline(page)).toBe('查无此码');
  await expectReadable(page);
  const evil = `"><img src=x onerror=alert(1)>`;
  await page.fill('#code', evil);
  await page.click('button');
  expect(await headline(page)).toBe('核验码写得不对');
  expect(await page.inputValue('#code')).toBe(evil);
  expect(await page.locator('main img').count()).toBe(0);
  await page.context().close();
});

test('who asks too often is told so on the page, and may ask again later', async () => {
  const page = await visitor();
  for (let asked = 0; asked < QUESTIONS.max; asked += 10) {
    await Promise.all(Array.from({ length: 10 }, () => page.request.get(`${city.origin}/%76/0000%200000-0000`)));
  }
  const refused = await page.goto(`${city.origin}/v/000000000000`);
  expect(refused?.status()).toBe(429);
  expect(Number(refused?.headers()['retry-after'])).toBeGreaterThan(0);
  expect(await headline(page)).toContain('请过一分钟再试');
  expect(await page.inputValue('#code')).toBe('000000000000');
  await expectReadable(page);
  await page.context().close();
});

test('an address that was cut, or that something was added to, is answered by a page', async () => {
  const { code, token } = await issueAgreement(desk, await agreedCase(desk));
  const page = await visitor();
  for (const [path, words] of [
    [`/v/${code}/${token}?from=wechat`, '还没有报到市里'],
    [`/v/${code}/${token.slice(0, 50)}`, '查无此码'],
    [`/v/${code}/${token}${'x'.repeat(300)}`, '查无此码'],
    [`/v/${code.slice(0, 7)}`, '核验码写得不对'],
  ] as const) {
    await page.goto(city.origin + path);
    expect(await headline(page), path).toContain(words);
  }
  await page.goto(`${city.origin}/v/`);
  expect(await page.locator('#code').count()).toBe(1);
  await page.context().close();
});

test('the page loads nothing but its own, may not be framed or kept, and tells nobody the code', async () => {
  const { headers } = await fetch(`${city.origin}/v/000000000000`, { headers: { 'x-forwarded-for': nextAddress() } });
  const policy = headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toContain('unsafe');
  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.get('referrer-policy')).toBe('no-referrer');
  expect(headers.get('x-robots-tag')).toBe('noindex');
});
