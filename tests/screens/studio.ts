import type { Browser, BrowserContext, Page } from 'playwright-core';
import { signedInApi } from '../browser/api.ts';
import { type RunningCenter, startCenter } from '../browser/center.ts';
import { launchChromium, openDesk } from '../browser/chromium.ts';
import { findLayoutFaults, type LayoutFault } from '../browser/layout.ts';
import { settlePage } from './at-work.ts';
import { type Measured, takeMeasures } from './measures.ts';
import { type SampleCases, sampleCases } from './sample-cases.ts';
import type { Screen, Viewer } from './screens.ts';

export type TextSize = 'normal' | 'large';

export interface Look {
  readonly screen: string;
  readonly textSize: TextSize;
  /** Empty at the large text size: the design gives its measures for the standard one. */
  readonly measures: readonly Measured[];
  readonly faults: readonly LayoutFault[];
}

export interface Studio {
  /** Opens a screen, sets it to work, and looks at it; `see` gets the page before it is closed. */
  look(screen: Screen, textSize: TextSize, see?: (page: Page) => Promise<void>): Promise<Look>;
  close(): Promise<void>;
}

/** A center with the sample, one without anything, and a browser for each viewer. */
export async function openStudio(): Promise<Studio> {
  const opened: (() => Promise<unknown>)[] = [];
  const close = async () => {
    for (const end of opened.reverse()) await end();
  };
  try {
    const browser = await launchChromium();
    opened.push(() => browser.close());
    const sample = await startCenter({ sample: true });
    opened.push(() => sample.stop());
    const empty = await startCenter({ empty: true });
    opened.push(() => empty.stop());
    return { ...studioOf(browser, sample, empty), close };
  } catch (error) {
    await close();
    throw error;
  }
}

function studioOf(browser: Browser, sample: RunningCenter, empty: RunningCenter): Pick<Studio, 'look'> {
  const desks = new Map<string, Promise<BrowserContext>>();
  const cases = new Map<TextSize, Promise<SampleCases>>();
  const originOf = (viewer: Viewer) => (viewer === 'first start' ? empty.origin : sample.origin);

  async function sit(viewer: Viewer, textSize: TextSize): Promise<BrowserContext> {
    const desk = await openDesk(browser);
    await desk.addInitScript((size) => localStorage.setItem('fengqiao.textSize', size), textSize);
    if (viewer === 'nobody' || viewer === 'first start') return desk;
    const page = await desk.newPage();
    await page.goto(originOf(viewer));
    await page.getByLabel('账号').fill(viewer);
    await page.getByLabel('密码').fill('fengqiao2026');
    await page.getByLabel('这台电脑叫什么').fill('3 号窗口');
    await page.keyboard.press('Enter');
    await page.locator('.sider').waitFor();
    await page.close();
    return desk;
  }

  function deskOf(viewer: Viewer, textSize: TextSize): Promise<BrowserContext> {
    const key = `${viewer} ${textSize}`;
    const known = desks.get(key) ?? sit(viewer, textSize);
    desks.set(key, known);
    return known;
  }

  /** For each text size its own: a screen at work leaves drafts behind. */
  function casesFor(textSize: TextSize): Promise<SampleCases> {
    const made = cases.get(textSize) ?? signedInApi(sample.origin, 'chengmin').then(sampleCases);
    cases.set(textSize, made);
    return made;
  }

  return {
    async look({ name, viewer, path, ready, prepare, measures = [] }, textSize, see) {
      const route = typeof path === 'string' ? path : path(await casesFor(textSize));
      const page = await (await deskOf(viewer, textSize)).newPage();
      try {
        await page.goto(`${originOf(viewer)}/#${route}`);
        await page.locator(ready).first().waitFor();
        await settlePage(page);
        await prepare?.(page);
        const measured = textSize === 'normal' ? await takeMeasures(page, measures) : [];
        const faults = await findLayoutFaults(page);
        await see?.(page);
        return { screen: name, textSize, measures: measured, faults };
      } finally {
        await page.close();
      }
    },
  };
}

/** What a person would complain about, one line each. */
export function complaintsOf({ screen, textSize, measures, faults }: Look): readonly string[] {
  return [
    ...measures
      .filter(({ holds }) => !holds)
      .map(({ what, wanted, found }) => `${screen}, ${textSize}: ${what} is ${found}, wanted ${wanted}`),
    ...faults.map(
      ({ kind, text, where, detail }) => `${screen}, ${textSize}: ${kind} "${text}" at ${where}: ${detail}`,
    ),
  ];
}
