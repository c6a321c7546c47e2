import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectNoAxeViolations } from '../browser/axe.ts';
import { screens } from './screens.ts';
import { complaintsOf, openStudio, type Studio } from './studio.ts';

let studio: Studio;
beforeAll(async () => {
  studio = await openStudio();
});
afterAll(() => studio?.close());

describe.each(['normal', 'large'] as const)('at the %s text size', (textSize) => {
  test.each(screens.map((screen) => [screen.name, screen] as const))(
    '%s holds its measures, cuts and covers nothing, and is accessible',
    async (_, screen) => {
      const look = await studio.look(screen, textSize, (page) => expectNoAxeViolations(page));
      expect(complaintsOf(look)).toEqual([]);
    },
  );
});
