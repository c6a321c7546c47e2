import type { Page } from 'playwright-core';
import type { hostedDesks } from '../../tests/browser/hosted-desks.ts';

/** For tests: somebody signs in and opens a group of the settings. */
export async function openedPart(
  center: Pick<ReturnType<typeof hostedDesks>, 'sitAs'>,
  part: string,
  account = 'admin',
): Promise<Page> {
  const { page } = await center.sitAs(account, `/#/settings?part=${part}`);
  await page.locator('.settings-panel').waitFor();
  return page;
}
