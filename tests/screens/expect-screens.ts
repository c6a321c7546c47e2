import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectNoAxeViolations } from '../browser/axe.ts';
import { screens } from './screens.ts';
import { complaintsOf, openStudio, type Studio, type TextSize } from './studio.ts';

/** Called once in a test file. Each text size has a file of its own, so that the two are looked at side by side. */
export function expectScreensAt(textSize: TextSize): void {
  let studio: Studio;
  beforeAll(async () => {
    studio = await openStudio();
  });
  afterAll(() => studio?.close());

  test.each(screens.map((screen) => [screen.name, screen] as const))(
    `at the ${textSize} text size %s holds its measures, cuts and covers nothing, and is accessible`,
    async (_, screen) => {
      const look = await studio.look(screen, textSize, (page) => expectNoAxeViolations(page));
      expect(complaintsOf(look)).toEqual([]);
    },
  );
}
