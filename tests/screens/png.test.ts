import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchChromium } from '../browser/chromium.ts';
import { repack } from './png.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser?.close());

test('a repacked picture is smaller, and the same to the last pixel', async () => {
  const page = await browser.newPage({ viewport: { width: 400, height: 300 } });
  await page.setContent('<h1>枫桥工作台</h1><p style="background:linear-gradient(red,blue)">喆祎䶮㛃</p>');
  const png = await page.screenshot();
  const packed = repack(png);
  expect(packed.length).toBeLessThan(png.length);
  const pixelsOf = (picture: Buffer) =>
    page.evaluate(async (base64) => {
      const image = new Image();
      image.src = `data:image/png;base64,${base64}`;
      await image.decode();
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [image.width, image.height];
      const context = canvas.getContext('2d');
      context?.drawImage(image, 0, 0);
      return [...(context?.getImageData(0, 0, image.width, image.height).data ?? [])].join();
    }, picture.toString('base64'));
  expect(await pixelsOf(packed)).toBe(await pixelsOf(png));
});
