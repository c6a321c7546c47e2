import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchChromium, openDesk } from './chromium.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
});

/** The fonts that Chromium really drew the element with. */
async function fontsOf(page: Page, selector: string): Promise<string[]> {
  const session = await page.context().newCDPSession(page);
  await session.send('DOM.enable');
  await session.send('CSS.enable');
  const { root } = await session.send('DOM.getDocument');
  const { nodeId } = await session.send('DOM.querySelector', { nodeId: root.nodeId, selector });
  const { fonts } = await session.send('CSS.getPlatformFontsForNode', { nodeId });
  return fonts.map((font) => font.familyName);
}

test('Chinese is drawn with the shipped fonts, rare characters too, whatever the machine has', async () => {
  const context = await openDesk(browser);
  const page = await context.newPage();
  await page.setContent(
    '<p id="sans" style="font-family:sans-serif">枫桥工作台</p><p id="serif" style="font-family:serif">喆祎䶮㛃</p>',
  );
  expect(await fontsOf(page, '#sans')).toEqual(['FandolHei']);
  expect(await fontsOf(page, '#serif')).toEqual(['Noto Serif SC']);
  await context.close();
});

test('a desk is 1366×768 and Chinese', async () => {
  const context = await openDesk(browser);
  const page = await context.newPage();
  const seen = await page.evaluate(() => [innerWidth, innerHeight, navigator.language]);
  expect(seen).toEqual([1366, 768, 'zh-CN']);
  await context.close();
});
