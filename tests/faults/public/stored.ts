import type { Browser, BrowserContext, Page } from 'playwright-core';
import { randomOf } from '../../../center/sample/random.ts';
import { launchChromium } from '../../browser/chromium.ts';
import { DESK_PASSWORD } from '../../browser/desk-host.ts';
import type { Stored } from './fuzz.ts';
import { markupOf } from './hostile.ts';
import { someAddress } from './send.ts';
import { type PublicWorld, placeCodes } from './world.ts';

export interface Opened {
  readonly pages: number;
  /** Scripts of what was sent that ran, dialogs, and markup of it that was taken for markup; each once a page. */
  readonly ran: readonly string[];
}

export interface OpenedHow {
  readonly seed: number;
  /** Pages of residents, and cases at the desk, that are looked at. */
  readonly city: number;
  readonly desk: number;
}

const PATIENCE_MS = 30_000;

/** Watches every page of a context for what must not happen. */
async function watched(context: BrowserContext): Promise<string[]> {
  const ran: string[] = [];
  await context.exposeFunction('__ran', (what: unknown) => void ran.push(`script ${String(what)}`));
  context.on('dialog', (dialog) => {
    ran.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  context.setDefaultTimeout(PATIENCE_MS);
  return ran;
}

/** Markup of ours that became an element, in the page and in all its frames. */
async function elementsIn(page: Page): Promise<number> {
  const counts = await Promise.all(
    page.frames().map((frame) =>
      frame
        .locator('[data-ran]')
        .count()
        .catch(() => 0),
    ),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}

/** Opens what came to lie in the city, at the city's own pages and at the desk of the center that it was sent to. */
export async function openStored(world: PublicWorld, stored: readonly Stored[], how: OpenedHow): Promise<Opened> {
  const browser = await launchChromium();
  try {
    const atCity = await openAtCity(browser, world, stored, how);
    const atDesk = await openAtDesk(browser, world, how);
    return { pages: atCity.pages + atDesk.pages, ran: [...atCity.ran, ...atDesk.ran] };
  } finally {
    await browser.close();
  }
}

async function openAtCity(
  browser: Browser,
  { city }: PublicWorld,
  stored: readonly Stored[],
  { seed, city: most }: OpenedHow,
): Promise<Opened> {
  const random = randomOf(seed, -1);
  const ran: string[] = [];
  let pages = 0;
  const visit = async (what: string, work: (page: Page) => Promise<unknown>): Promise<void> => {
    // Each as somebody who has not asked before.
    const context = await browser.newContext({ extraHTTPHeaders: { 'x-forwarded-for': someAddress(random) } });
    const own = await watched(context);
    try {
      const page = await context.newPage();
      await work(page);
      pages += 1;
      const elements = await elementsIn(page);
      ran.push(...own.map((each) => `${what}: ${each}`), ...(elements > 0 ? [`${what}: ${elements} elements`] : []));
    } finally {
      await context.close();
    }
  };
  const step = Math.max(1, Math.floor(stored.length / most));
  for (const [index, { queryCode, digits }] of stored.entries()) {
    if (index % step !== 0) continue;
    await visit(`progress of ${queryCode}`, async (page) => {
      await page.goto(`${city.origin}/m/progress`);
      await page.locator('#code').fill(queryCode);
      await page.locator('#digits').fill(digits);
      await page.locator('form button').first().click();
      await page.getByText(queryCode).first().waitFor();
    });
  }
  for (let turn = 0; turn < Math.min(15, most); turn += 1) {
    const text = markupOf(random);
    const inAddress = encodeURIComponent(text);
    await visit(`an address with ${text}`, (page) => page.goto(`${city.origin}/v/${inAddress}`));
    await visit(`a place ${text}`, (page) => page.goto(`${city.origin}/m/${inAddress}`));
    await visit(`a question about ${text}`, (page) => page.goto(`${city.origin}/v?code=${inAddress}`));
    await visit(`an answer ${text}`, async (page) => {
      await page.goto(`${city.origin}/m/${placeCodes[0]}`);
      await page.locator('form button').first().click();
      await page.locator('textarea').fill(text);
      await page.locator('form button').first().click();
      await page.locator('input[name="opponent"]').fill(text);
      await page.locator('form button').first().click();
      await page.locator('form button').first().click();
    });
  }
  return { pages, ran };
}

async function openAtDesk(browser: Browser, world: PublicWorld, { desk: most }: OpenedHow): Promise<Opened> {
  const { center, city } = world;
  for (let round = 0; round < 50; round += 1) {
    const { outcome } = await center.sync();
    if (outcome === 'complete') break;
  }
  const rows = await city.database.query<{ id: string }>(
    `SELECT c.id::text AS id FROM cases c JOIN case_states s ON s.feed = c.feed AND s.seq = c.seq
     WHERE c.feed = $1 AND s.state LIKE '%fq-%' ORDER BY c.registered_at DESC LIMIT $2`,
    ['410105', most],
  );
  const { origin } = await world.desk();
  const context = await browser.newContext({ viewport: { width: 1_366, height: 768 }, locale: 'zh-CN' });
  const ran = await watched(context);
  const page = await context.newPage();
  await page.goto(origin);
  await page.getByLabel('账号').fill('chengmin');
  await page.getByLabel('密码').fill(DESK_PASSWORD);
  await page.keyboard.press('Enter');
  await page.locator('.frame, .sider').first().waitFor();
  let pages = 0;
  const visit = async (hash: string, shown: string): Promise<void> => {
    await page.goto(`${origin}/#${hash}`);
    await page.locator(shown).first().waitFor();
    pages += 1;
    const elements = await elementsIn(page);
    if (elements > 0) ran.push(`desk ${hash}: ${elements} elements`);
  };
  await visit('/', '.frame, .sider');
  await visit('/ledger', '.frame, .sider');
  for (const { id } of rows) await visit(`/cases/${id}`, '.case-head');
  return { pages, ran };
}
