import type { BrowserContext, Page } from 'playwright-core';

const PATIENCE_MS = 30_000;

/** Watches every page of a context for what must not happen. */
export async function watched(context: BrowserContext): Promise<string[]> {
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
export async function elementsIn(page: Page): Promise<number> {
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
