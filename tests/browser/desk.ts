import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { expect, onTestFailed } from 'vitest';
import { openDesk } from './chromium.ts';
import { focusLabel, forbidMouse, imeType, press, type } from './keyboard.ts';
import { type Printer, standInForPrinter } from './printer.ts';
import { projectRoot } from './project.ts';

/** A person at a desk without a mouse. */
export interface Desk {
  readonly page: Page;
  readonly printer: Printer;
  /** Errors and warnings of the page, the content security policy's among them. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

/** A browser of its own that has opened the center's page and has not signed in. */
export async function sitDown(browser: Browser, origin: string, options: BrowserContextOptions = {}): Promise<Desk> {
  const context = await openDesk(browser, options);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    const { url } = message.location();
    // A refused call is an answer that the page shows in words; Chromium notes it all the same.
    if (message.type() === 'error' && url.includes('/rpc/')) return;
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(`${message.text()} ${url}`);
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  const printer = await standInForPrinter(page);
  await page.goto(origin);
  await forbidMouse(page);
  return { page, printer, complaints, close: () => context.close() };
}

/** Signs in by keyboard; without a password with that of the sample accounts. */
export async function signIn(page: Page, account: string, password = 'fengqiao2026'): Promise<void> {
  await expect.poll(() => focusLabel(page)).toContain('账号');
  await type(page, account);
  await press(page, 'Enter');
  await type(page, password);
  await press(page, 'Enter');
  await page.locator('.frame, .sider').first().waitFor();
}

/** As a link on another page would: no reload. */
export async function goTo(page: Page, path: string): Promise<void> {
  await page.evaluate((hash) => {
    window.location.hash = hash;
  }, `#${path}`);
}

const names = new WeakMap<Desk, string>();

/** A picture of what the desk shows, in `.cache/failures/`, under the name that its test gave it. */
export async function takePicture(desk: Desk, unnamed: string): Promise<void> {
  if (desk.page.isClosed()) return;
  const file = `${names.get(desk) ?? unnamed}.png`;
  try {
    await desk.page.screenshot({ path: join(projectRoot, '.cache', 'failures', file), timeout: 10_000 });
  } catch (error) {
    // The test has failed by something else, which is what must be read.
    process.emitWarning(`no picture ${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Inside a test: should it fail, leaves a picture of each desk in `.cache/failures/`, also of those that close with it. */
export function picturesOnFailure(desks: Readonly<Record<string, Desk>>): void {
  for (const [name, desk] of Object.entries(desks)) names.set(desk, name);
  onTestFailed(async () => {
    for (const [name, desk] of Object.entries(desks)) await takePicture(desk, name);
  });
}

export interface Walk {
  readonly by?: 'Enter' | 'Tab' | 'Shift+Tab';
  /** Keys at most; a field farther away is not where people would look for it. */
  readonly most?: number;
}

/** Presses the key until what has the focus is called so. Its own place does not count: it walks at least one step. */
export async function walkTo(
  page: Page,
  label: string | RegExp,
  { by = 'Enter', most = 40 }: Walk = {},
): Promise<void> {
  const passed: string[] = [];
  for (let step = 0; step < most; step += 1) {
    await press(page, by);
    const name = await focusLabel(page);
    if (typeof label === 'string' ? name.startsWith(label) : label.test(name)) return;
    passed.push(name);
  }
  throw new Error(`${by} does not lead to ${label} but to: ${passed.join(' | ')}`);
}

/** Waits until the focus is on what is called so. */
export async function expectFocus(page: Page, label: string): Promise<void> {
  await expect.poll(() => focusLabel(page)).toContain(label);
}

/** Types into what has the focus: Chinese through an input method, the rest by keys. Pairs of pinyin and words. */
export async function write(page: Page, ...parts: readonly (string | readonly [pinyin: string, words: string])[]) {
  for (const part of parts) {
    if (typeof part === 'string') await type(page, part);
    else await imeType(page, part[0], part[1]);
  }
}

/** Takes an entry of the list that the focused field opens: types until it is found, then Enter. */
export async function pick(page: Page, typed: string, entry: string | RegExp): Promise<void> {
  await type(page, typed);
  await page.getByRole('option', { name: entry }).first().waitFor({ state: 'attached' });
  // Marked in the answer to all that is typed, not to the first letters.
  const marked = () =>
    page.evaluate(() => {
      const field = document.activeElement;
      const id = field?.getAttribute('aria-activedescendant');
      if (!id || field?.closest('[aria-busy=true]')) return '';
      return document.getElementById(id)?.textContent ?? '';
    });
  await expect.poll(marked).toMatch(entry);
  await press(page, 'Enter');
}
