import type { Page } from 'playwright-core';
import { type LayoutFault, type LayoutRules, probeLayout } from './layout-probe.ts';

export type { LayoutFault };

/**
 * What is cut, overlaps or lies outside of the window on the page as it stands. Waits for the fonts first.
 * An ellipsis is no fault when the whole text is in a title or aria-label; name other ways to see it in `mayCut`.
 */
export async function findLayoutFaults(page: Page, rules: Partial<LayoutRules> = {}): Promise<LayoutFault[]> {
  await page.evaluate(async () => {
    await document.fonts.ready;
  });
  return page.evaluate(probeLayout, { ignore: [], mayCut: [], tolerance: 1, ...rules });
}

/** Fails with the list of all faults. */
export async function expectNoLayoutFaults(page: Page, rules: Partial<LayoutRules> = {}): Promise<void> {
  const faults = await findLayoutFaults(page, rules);
  if (faults.length === 0) return;
  const told = faults.map(({ kind, text, where, detail }) => `  ${kind}: "${text}" at ${where}: ${detail}`);
  throw new Error(`${faults.length} layout faults at ${page.url()}\n${told.join('\n')}`);
}
