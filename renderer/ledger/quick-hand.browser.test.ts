import type { Page } from 'playwright-core';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { expectFocus, walkTo } from '../../tests/browser/desk.ts';
import { caseOf, registerAt } from '../../tests/browser/desk-host.ts';
import { hostedDesks } from '../../tests/browser/hosted-desks.ts';
import { press, pressWhileBusy, type } from '../../tests/browser/keyboard.ts';

/** Keys that come faster than the page draws or the center answers: none of them acts on another case. */

const HOUR = 3_600_000;
const center = hostedDesks({ per: 'file' });
let page: Page;

beforeAll(async () => {
  const { desk } = center.host;
  const end = desk.clock.now + 6 * HOUR;
  // The most pressing first.
  await registerAt(desk, end - 60 * HOUR, caseOf('王喆'));
  await registerAt(desk, end - 23 * HOUR, caseOf('赵敏'));
  await registerAt(desk, end - 5 * HOUR, caseOf('孙某'));
  desk.clock.now = end;
});
beforeEach(async () => {
  ({ page } = await center.stayAs('chengmin'));
  await page.goto('about:blank');
  await page.goto(`${center.host.origin}/#/`);
  await page.locator('.frame').waitFor();
  await press(page, 'Alt+3');
  await page.locator('.ag-row[row-index="2"]').getByText('孙某 与').first().waitFor();
  await expectFocus(page, '金矛调');
});

const focusedRow = () => page.locator('.ag-row-focus').first().textContent();
const foot = () => page.locator('.ledger-foot').textContent();
const mainButton = () => page.locator('.action-bar [data-main-action]').textContent();

test.each(['Control+Enter', 'Enter'])(
  '%s right after an arrow opens the row that the arrow leads to, however slow the page is',
  async (key) => {
    await pressWhileBusy(page, 'ArrowDown', 'ArrowDown', key);
    await page.locator('.case-head').getByText('孙某 与').first().waitFor();
    await press(page, 'Escape');
    await expect.poll(focusedRow).toContain('孙某 与');
  },
);

test('Enter right after the last letter leads to the row that is found, and Ctrl+Enter opens none of the rows before', async () => {
  await press(page, '/');
  await expectFocus(page, '在结果里搜');
  await pressWhileBusy(page, 'z', 'm', 'Enter');
  await expect.poll(foot).toContain('筛出 1 件');
  await expect.poll(focusedRow).toContain('赵敏');
  await expectFocus(page, '金矛调');
  await press(page, '/');
  await pressWhileBusy(page, 'Backspace', 'w', 'z', 'Control+Enter');
  await expect.poll(mainButton).toContain('打开 王喆一案');
  expect(page.url()).toMatch(/#\/ledger$/);
  await press(page, 'Control+Enter');
  await page.locator('.case-head').getByText('王喆 与').first().waitFor();
});

test('Enter takes no street of the answer to fewer letters than are typed', async () => {
  const late = Promise.withResolvers<void>();
  await press(page, '/');
  await walkTo(page, '街道', { by: 'Tab' });
  await press(page, 'Enter');
  await type(page, 'j');
  await page.getByRole('option').first().waitFor();
  await page.route('**/rpc/directory/searchPlaces', async (route) => {
    await late.promise;
    await route.continue();
  });
  await type(page, 'bl');
  await press(page, 'Enter');
  late.resolve();
  await page.getByRole('option', { name: '经八路街道' }).waitFor();
  await page.locator('[role=listbox][aria-busy=true]').waitFor({ state: 'detached' });
  expect(await page.locator('[role=option][aria-selected=true]').count()).toBe(0);
  await press(page, 'Enter');
  await expect.poll(() => page.getByRole('button', { name: /^街道/ }).textContent()).toMatch(/^街道经八路街道$/);
});
