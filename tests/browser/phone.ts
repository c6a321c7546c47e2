import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { expect } from 'vitest';
import { expectNoAxeViolations } from './axe.ts';
import { openDesk } from './chromium.ts';
import { projectRoot } from './project.ts';

/** A mediator's phone: 360×780, touched, with what its pages complained of. */
export interface Phone {
  readonly page: Page;
  /** Errors and warnings of the page, the content security policy's among them; not that it was without a line. */
  readonly complaints: readonly string[];
  /** The next calls reach nobody, as in a cellar. */
  setOffline(offline: boolean): Promise<void>;
  close(): Promise<void>;
}

/** A phone that has opened the center's page for mediators and has not signed in. */
export async function openPhone(browser: Browser, origin: string): Promise<Phone> {
  const context = await openDesk(browser, { viewport: { width: 360, height: 780 }, hasTouch: true });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const complaints: string[] = [];
  page.on('console', (message) => {
    const { url } = message.location();
    if (message.type() === 'error' && url.includes('/rpc/')) return;
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(`${message.text()} ${url}`);
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(`${origin}/p`);
  return { page, complaints, setOffline: (offline) => context.setOffline(offline), close: () => context.close() };
}

/** Signs in by touch; without a password with that of the sample accounts. */
export async function signInOnPhone({ page }: Phone, account: string, password = 'fengqiao2026'): Promise<void> {
  await page.getByLabel('账号').fill(account);
  await page.getByLabel('密码').fill(password);
  await page.getByRole('button', { name: '登录' }).click();
  await page.getByRole('heading', { name: '我的案件' }).waitFor();
}

const pictures = join(projectRoot, '.cache', 'phone');

/** A picture of the whole page, for who looks at it after the test. */
export async function pictureOf(page: Page, name: string): Promise<void> {
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
}

/** Nothing is wider than the phone, no target is smaller than a thumb, and axe finds nothing. */
export async function expectPhoneFit(page: Page, name: string): Promise<void> {
  await pictureOf(page, name);
  const faults = await page.evaluate(() => {
    const wide = document.documentElement.scrollWidth > window.innerWidth ? ['the page is wider than the phone'] : [];
    const targets = [...document.querySelectorAll<HTMLElement>('button, a, input, select, textarea')].map(
      (element) => element.closest<HTMLElement>('label.tick, label.file-button') ?? element,
    );
    const small = targets
      .filter((element) => element.getBoundingClientRect().height < 47.5)
      .map((element) => `${element.tagName} ${element.textContent} is ${element.getBoundingClientRect().height} high`);
    return [...wide, ...small];
  });
  expect(faults).toEqual([]);
  await expectNoAxeViolations(page);
}

/** Photo of a camera: drawn by the page itself, so that it is one that the browser can read. */
export async function photographOn(page: Page): Promise<{ name: string; mimeType: string; buffer: Buffer }> {
  const base64 = await page.evaluate(() => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [3_000, 2_000];
    const context = canvas.getContext('2d');
    for (let spot = 0; spot < 60_000; spot += 1) {
      if (context) context.fillStyle = `hsl(${(spot * 47) % 360} 60% ${(spot * 31) % 100}%)`;
      context?.fillRect((spot * 7_919) % 3_000, (spot * 104_729) % 2_000, 14, 14);
    }
    return canvas.toDataURL('image/jpeg', 0.95).replace(/^.*,/, '');
  });
  return { name: '楼道.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(base64, 'base64') };
}

/** A finger draws three waves on the pad. */
export async function signWithFinger(page: Page): Promise<void> {
  const pad = page.locator('.signature-pad');
  await pad.scrollIntoViewIfNeeded();
  const box = await pad.boundingBox();
  if (!box) throw new Error('there is no pad');
  for (const from of [0.1, 0.4, 0.7]) {
    const at = (share: number): [number, number] => [
      box.x + (from + share * 0.2) * box.width,
      box.y + (0.5 + 0.3 * Math.sin(share * 9)) * box.height,
    ];
    await page.mouse.move(...at(0));
    await page.mouse.down();
    for (let step = 1; step <= 8; step += 1) await page.mouse.move(...at(step / 8));
    await page.mouse.up();
  }
}

/** All that the browser keeps of this origin, as text: IndexedDB, local and session storage, caches. */
export function storedOn(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const found: Record<string, unknown> = { ...localStorage, ...sessionStorage };
    for (const name of await caches.keys()) found[name] = 'cache';
    for (const { name } of await indexedDB.databases()) {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open(String(name));
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
      for (const store of database.objectStoreNames) {
        const rows = await new Promise<unknown[]>((resolve, reject) => {
          const request = database.transaction(store).objectStore(store).getAll();
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(request.error);
        });
        if (rows.length > 0) found[`${name} ${store}`] = rows;
      }
      database.close();
    }
    return JSON.stringify(found);
  });
}
