import { basename } from 'node:path';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll, expect, type TestContext } from 'vitest';
import { launchChromium } from './chromium.ts';
import { type Desk, sitDown, takePicture } from './desk.ts';

/**
 * What a test file of the browser begins with: hostedDesks(), sampleCenter(), harnessDesks(), or oneBrowser() alone.
 * Each is called once, at the top of the file: it opens what is needed and closes it again, and after each test nothing
 * may have complained.
 */

/** What `beforeAll` or `beforeEach` has made. */
export function there<Thing>(thing: Thing | undefined): Thing {
  if (thing === undefined) throw new Error('it is there only while the tests of the file run');
  return thing;
}

/** One Chromium for the tests of the file. */
export function oneBrowser(): { readonly browser: Browser } {
  let browser: Browser | undefined;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser?.close();
  });
  return {
    get browser() {
      return there(browser);
    },
  };
}

/** Desks, and what they complained of. A kept one stays open for the tests that follow. */
export function seatsAt(originOf: () => string) {
  const chromium = oneBrowser();
  const open = new Set<Desk>();
  const kept = new Set<Desk>();
  return {
    async sit(path = '', options: BrowserContextOptions = {}): Promise<Desk> {
      const desk = await sitDown(chromium.browser, `${originOf()}${path}`, options);
      open.add(desk);
      return desk;
    },
    keep: (desk: Desk): void => void kept.add(desk),
    /** Closes those that are not kept, with a picture where the test failed; none of their pages may have complained. */
    async leave({ task }: Pick<TestContext, 'task'>): Promise<void> {
      if (task.result?.state === 'fail') {
        const file = basename(task.file.name);
        for (const [index, desk] of [...open].entries()) await takePicture(desk, `${file}-${index + 1}`);
      }
      const complaints: string[] = [];
      for (const desk of open) {
        if (kept.has(desk)) {
          // What a test that failed has left there must not befall the next.
          await desk.page.unrouteAll({ behavior: 'ignoreErrors' });
        } else {
          open.delete(desk);
          await desk.close();
        }
        complaints.push(...desk.complaints);
      }
      expect(complaints).toEqual([]);
    },
  };
}
