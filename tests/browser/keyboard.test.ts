import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { launchChromium, openDesk } from './chromium.ts';
import { type AssertNoMouse, focusLabel, forbidMouse, imeType, press, type } from './keyboard.ts';

let browser: Browser;
let page: Page;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
});
beforeEach(async () => {
  const context = await openDesk(browser);
  page = await context.newPage();
  await page.setContent(`<label>姓名 <input id="name"></label><label for="phone">电话</label><input id="phone">
    <button aria-label="保存登记" onclick="document.title = 'saved'">保存</button>
    <script>
      const events = [];
      for (const kind of ['compositionstart', 'compositionend', 'keydown'])
        document.addEventListener(kind, (event) => events.push(kind + ':' + (event.key ?? '') + ':' + (event.isComposing ?? '')));
    </script>`);
  return () => context.close();
});

test('typing, pressing and the name of the focus need no mouse', async () => {
  await press(page, 'Tab');
  expect(await focusLabel(page)).toBe('姓名');
  await type(page, 'Wang 王');
  expect(await page.inputValue('#name')).toBe('Wang 王');
  await press(page, 'Tab', 'Tab');
  expect(await focusLabel(page)).toBe('保存登记');
  await press(page, 'Enter');
  expect(await page.title()).toBe('saved');
});

test('nothing focused has no label', async () => {
  expect(await focusLabel(page)).toBe('');
});

test('the input method raises real composition events, with an Enter that belongs to it', async () => {
  await press(page, 'Tab');
  await imeType(page, 'zhang', '张');
  expect(await page.inputValue('#name')).toBe('张');
  const events = await page.evaluate('events');
  expect(events).toContain('compositionstart::');
  expect(events).toContain('keydown:Enter:true');
  expect(events).toContain('compositionend::');
  expect(await focusLabel(page)).toBe('姓名');
});

describe('the guard against the mouse', () => {
  test('lets a keyboard pass, though Enter on a button is a click event', async () => {
    const assertNoMouse = await forbidMouse(page);
    await press(page, 'Tab', 'Tab', 'Tab', 'Enter');
    expect(await page.title()).toBe('saved');
    await expect(assertNoMouse()).resolves.toBeUndefined();
  });

  test.fails('fails the test in which a button was clicked', async () => {
    await forbidMouse(page);
    await page.mouse.click(20, 20);
  });
});

describe('the guard outside of a test', () => {
  let assertNoMouse: AssertNoMouse;
  let guarded: Page;
  beforeAll(async () => {
    guarded = await (await openDesk(browser)).newPage();
    assertNoMouse = await forbidMouse(guarded);
  });

  test('is asserted by the caller, keeps the click from the page, and lasts over a navigation', async () => {
    await guarded.goto('data:text/html,<button onclick="document.title=1">x</button>');
    await expect(assertNoMouse()).resolves.toBeUndefined();
    await guarded.mouse.wheel(0, 10);
    await expect(assertNoMouse()).rejects.toThrow(/wheel on html/);
  });
});
