import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type City, startCity } from '../../city/start.ts';
import { cityPages } from '../../domain/access/city-rights.ts';
import { expectNoAxeViolations } from '../browser/axe.ts';
import { launchChromium } from '../browser/chromium.ts';
import { expectNoLayoutFaults } from '../browser/layout.ts';
import { submitTo, village } from './submissions.ts';
import { testDivisions } from './test-city.ts';
import { nextAddress } from './verified-papers.ts';

/** What a page may weigh at its first load, with all that it fetches: cheap phones, slow lines. */
const MOST_BYTES = 100 * 1024;

let folder: string;
let city: City;
let browser: Browser;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fengqiao-pages-'));
  const logger = { error: () => undefined, info: () => undefined };
  const options = { data: folder, host: '127.0.0.1', port: 0 };
  city = await startCity(options, { logger: logger as never, divisions: testDivisions });
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
  await city?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Of each page that a citizen may open one address; null for those that only send on to one of these, or no page. */
const addresses: Readonly<Record<string, string | null>> = {
  '/m': '/m',
  '/m/': '/m/',
  '/m/:place': `/m/${village.code}`,
  '/m/photos': null,
  '/m/uploads': null,
  '/m/uploads/*': null,
  '/m/work': null,
  '/m/progress': '/m/progress',
  '/v': '/v',
  '/v/': '/v/',
  '/v/:code': '/v/ABCDEFGHJKMN',
  '/v/:code/:token': '/v/ABCDEFGHJKMN/x',
};

interface Loaded {
  readonly page: Page;
  readonly bytes: number;
}

/** As a phone loads it that was never here: all bytes of all answers, as they are before any packing. */
async function loaded(address: string): Promise<Loaded> {
  const context = await browser.newContext({
    viewport: { width: 360, height: 780 },
    extraHTTPHeaders: { 'x-forwarded-for': nextAddress() },
  });
  const page = await context.newPage();
  const sizes: Promise<number>[] = [];
  page.on('response', (response) => sizes.push(response.body().then(({ byteLength }) => byteLength)));
  await page.goto(`${city.origin}${address}`, { waitUntil: 'networkidle' });
  const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  return { page, bytes };
}

test('every page that anybody may open is among those that are measured here', () => {
  const ofCitizens = Object.entries(cityPages)
    .filter(([path, { by }]) => by === 'anybody' && /^\/[mv](\/|$)/.test(path) && !path.includes('/assets/'))
    .map(([path]) => path);
  expect(ofCitizens.toSorted()).toEqual(Object.keys(addresses).toSorted());
});

test.each(Object.values(addresses).filter((address) => address !== null))(
  '%s is light, and clean in axe at the size of a phone',
  async (address) => {
    const { page, bytes } = await loaded(address);
    expect(bytes).toBeGreaterThan(500);
    expect(bytes).toBeLessThanOrEqual(MOST_BYTES);
    await expectNoAxeViolations(page);
    await expectNoLayoutFaults(page);
    await page.context().close();
  },
);

test('every question, and the progress of a case, is clean in axe and as light', async () => {
  const { queryCode, digits } = await submitTo(city);
  const { page } = await loaded(`/m/${village.code}`);
  const expectGood = async () => {
    await expectNoAxeViolations(page);
    await expectNoLayoutFaults(page);
    expect((await page.content()).length).toBeLessThan(MOST_BYTES / 2);
  };
  const next = () => page.getByRole('button', { name: '下一步' }).click();
  await next();
  await expectGood();
  await page.getByRole('textbox').fill('楼上漏水。');
  await next();
  await expectGood();
  await next();
  await expectGood();
  await page.getByText('当面说').click();
  await next();
  await expectGood();
  await page.goto(`${city.origin}/m/progress`);
  await page.getByLabel('查询码').fill(queryCode);
  await page.getByLabel('手机号后').fill(digits);
  await page.getByRole('button', { name: '查进度' }).click();
  await expectGood();
  await page.context().close();
});

test('another place, in person or at a distance, and who it is against are for the citizen to say', async () => {
  const { page } = await loaded(`/m/${village.code}`);
  await page.getByRole('button', { name: '不是这里' }).click();
  await page.getByLabel('哪个村').fill('鸿苑社区');
  await page.getByRole('button', { name: '查找' }).click();
  await page.getByRole('radio').first().check();
  await page.getByRole('button', { name: '就是这里' }).click();
  expect(await page.locator('input[name=placeCode]').getAttribute('value')).toMatch(/^\d{12}$/);
  await page.getByRole('button', { name: '下一步' }).click();
  await page.getByRole('textbox').fill('楼上漏水。');
  await page.getByRole('button', { name: '下一步' }).click();
  // Not known, not asked for.
  await page.getByRole('button', { name: '下一步' }).click();
  expect(await page.getByRole('radio').count()).toBe(2);
  await page.context().close();
});
