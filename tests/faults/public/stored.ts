import type { Browser, Page } from 'playwright-core';
import { randomOf } from '../../../center/sample/random.ts';
import { launchChromium } from '../../browser/chromium.ts';
import type { Stored } from './fuzz.ts';
import { markupOf } from './hostile.ts';
import { type Opened, openAtDesk } from './open-desk.ts';
import { someAddress } from './send.ts';
import { elementsIn, watched } from './watched.ts';
import { type PublicWorld, placeCodes } from './world.ts';

export interface OpenedHow {
  readonly seed: number;
  /** Pages of residents, and cases at each desk, that are looked at. */
  readonly city: number;
  readonly desk: number;
  /** Where a server is asked instead of at its own address. */
  readonly originOf?: (origin: string) => string;
}

export interface StoredThere {
  readonly city: readonly Stored[];
  /** Cases at the desks, in the order of the world's. */
  readonly desks: readonly (readonly string[])[];
}

/**
 * Opens what came to lie in the city and at desks: at the city's own pages, and at each desk in the workbench and on the
 * mediator's phone.
 */
export async function openStored(world: PublicWorld, stored: StoredThere, how: OpenedHow): Promise<Opened> {
  const browser = await launchChromium();
  const originOf = how.originOf ?? ((origin: string) => origin);
  try {
    const opened = [await openAtCity(browser, originOf(world.city.origin), stored.city, how)];
    for (const [index, desk] of world.desks.entries()) {
      const fromCity = desk.name === 'center' ? await cameFromCity(world, how.desk) : [];
      const caseIds = [...fromCity, ...(stored.desks[index] ?? []).slice(-how.desk)];
      const base = `${originOf(desk.origin)}${desk.prefix}`;
      opened.push(await openAtDesk(browser, { base, ...desk.looker, caseIds, name: desk.name }));
    }
    return {
      pages: opened.reduce((sum, { pages }) => sum + pages, 0),
      ran: opened.flatMap(({ ran }) => ran),
      unopened: opened.flatMap(({ unopened }) => unopened),
    };
  } finally {
    await browser.close();
  }
}

async function openAtCity(
  browser: Browser,
  origin: string,
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
      await page.goto(`${origin}/m/progress`);
      await page.locator('#code').fill(queryCode);
      await page.locator('#digits').fill(digits);
      await page.locator('form button').first().click();
      await page.getByText(queryCode).first().waitFor();
    });
  }
  for (let turn = 0; turn < Math.min(15, most); turn += 1) {
    const text = markupOf(random);
    const inAddress = encodeURIComponent(text);
    await visit(`an address with ${text}`, (page) => page.goto(`${origin}/v/${inAddress}`));
    await visit(`a place ${text}`, (page) => page.goto(`${origin}/m/${inAddress}`));
    await visit(`a question about ${text}`, (page) => page.goto(`${origin}/v?code=${inAddress}`));
    await visit(`an answer ${text}`, async (page) => {
      await page.goto(`${origin}/m/${placeCodes[0]}`);
      await page.locator('form button').first().click();
      await page.locator('textarea').fill(text);
      await page.locator('form button').first().click();
      await page.locator('input[name="opponent"]').fill(text);
      await page.locator('form button').first().click();
      await page.locator('form button').first().click();
    });
  }
  return { pages, ran, unopened: [] };
}

/** Brings what residents submitted to the center, and names the newest of it that is ours. */
async function cameFromCity({ center, city }: PublicWorld, most: number): Promise<readonly string[]> {
  for (let round = 0; round < 50; round += 1) {
    const { outcome } = await center.sync();
    if (outcome === 'complete') break;
  }
  const rows = await city.database.query<{ id: string }>(
    `SELECT c.id::text AS id FROM cases c JOIN case_states s ON s.feed = c.feed AND s.seq = c.seq
     WHERE c.feed = $1 AND s.state LIKE '%fq-%' ORDER BY c.registered_at DESC LIMIT $2`,
    ['410105', most],
  );
  return rows.map(({ id }) => id);
}
