import type { Page } from 'playwright-core';

/** A hand with a pen draws three waves on the pad of the signing dialog: a desk has no mouse, but it may have a pen. */
export async function signWithPen(page: Page): Promise<void> {
  const pad = page.locator('.signature-pad');
  await pad.waitFor();
  await pad.evaluate((element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    const send = (type: string, x: number, y: number): void => {
      const at = { clientX: left + x * width, clientY: top + y * height };
      const pen = { pointerType: 'pen', pointerId: 7, isPrimary: true, button: 0, pressure: 0.5 };
      const event = { bubbles: true, cancelable: true, buttons: type === 'pointerup' ? 0 : 1, ...pen, ...at };
      element.dispatchEvent(new PointerEvent(type, event));
    };
    for (const from of [0.1, 0.4, 0.7]) {
      const wave = (share: number): [number, number] => [from + share * 0.2, 0.5 + 0.3 * Math.sin(share * 9)];
      send('pointerdown', ...wave(0));
      for (let step = 1; step <= 12; step += 1) send('pointermove', ...wave(step / 12));
      send('pointerup', ...wave(1));
    }
  });
  // A hand that puts the pen down and takes to the keys is slower than the page.
  await page.locator('.ant-modal [data-main-action]:enabled').waitFor();
}
