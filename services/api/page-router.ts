import type { createClosedRouter } from './closed-router.ts';
import type { createLockedRouter } from './locked-router.ts';
import type { createRetiredRouter } from './retired-router.ts';

/** What a page asks that stands in place of the center. */
export type PageRouter =
  | ReturnType<typeof createClosedRouter>
  | ReturnType<typeof createLockedRouter>
  | ReturnType<typeof createRetiredRouter>;
