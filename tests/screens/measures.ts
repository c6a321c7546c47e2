import type { Page } from 'playwright-core';

/** What a part of a screen must measure at the standard text size, in px, ± 4: the design's own measures. */
export type Measure =
  /** Width or height of the first element that the selector finds. */
  | { readonly what: string; readonly of: 'width' | 'height'; readonly selector: string; readonly px: number }
  /** From the left (top) edge of the window to the element's. */
  | { readonly what: string; readonly of: 'left' | 'top'; readonly selector: string; readonly px: number }
  /** Between the right (lower) edge of the first and the left (upper) edge of the second. */
  | {
      readonly what: string;
      readonly of: 'gapX' | 'gapY';
      readonly selector: string;
      readonly next: string;
      readonly px: number;
    }
  /** How many elements stand wholly inside of a box. */
  | {
      readonly what: string;
      readonly of: 'whole';
      readonly selector: string;
      readonly inside: string;
      readonly atLeast: number;
    };

export interface Measured {
  readonly what: string;
  readonly wanted: string;
  readonly found: string;
  readonly holds: boolean;
}

export const TOLERANCE_PX = 4;

interface Edges {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

async function edgesOf(page: Page, selector: string): Promise<Edges | null> {
  return page.evaluate((wanted) => {
    const seen = [...document.querySelectorAll(wanted)].find((element) => element.getClientRects().length > 0);
    if (!seen) return null;
    const { left, top, right, bottom } = seen.getBoundingClientRect();
    return { left, top, right, bottom };
  }, selector);
}

async function pixelsOf(page: Page, measure: Exclude<Measure, { of: 'whole' }>): Promise<number | null> {
  const box = await edgesOf(page, measure.selector);
  if (!box) return null;
  switch (measure.of) {
    case 'width':
      return box.right - box.left;
    case 'height':
      return box.bottom - box.top;
    case 'left':
      return box.left;
    case 'top':
      return box.top;
    case 'gapX':
    case 'gapY': {
      const next = await edgesOf(page, measure.next);
      if (!next) return null;
      return measure.of === 'gapX' ? next.left - box.right : next.top - box.bottom;
    }
  }
}

function countWhole(page: Page, selector: string, inside: string): Promise<number> {
  return page.evaluate(
    ([wanted, frame]) => {
      const box = document.querySelector(frame)?.getBoundingClientRect();
      if (!box) return 0;
      return [...document.querySelectorAll(wanted)].filter((element) => {
        const { top, bottom, height } = element.getBoundingClientRect();
        return height > 0 && top >= box.top - 1 && bottom <= box.bottom + 1;
      }).length;
    },
    [selector, inside] as const,
  );
}

/** Measures the page as it stands. */
export async function takeMeasures(page: Page, measures: readonly Measure[]): Promise<readonly Measured[]> {
  const taken: Measured[] = [];
  for (const measure of measures) {
    if (measure.of === 'whole') {
      const count = await countWhole(page, measure.selector, measure.inside);
      const { what, atLeast } = measure;
      taken.push({ what, wanted: `at least ${atLeast}`, found: String(count), holds: count >= atLeast });
      continue;
    }
    const pixels = await pixelsOf(page, measure);
    const { what, px } = measure;
    const holds = pixels !== null && Math.abs(pixels - px) <= TOLERANCE_PX;
    taken.push({ what, wanted: `${px} px`, found: pixels === null ? 'not there' : `${pixels.toFixed(1)} px`, holds });
  }
  return taken;
}
