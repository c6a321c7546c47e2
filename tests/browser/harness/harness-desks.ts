import { afterAll, afterEach, beforeAll } from 'vitest';
import type { Desk } from '../desk.ts';
import { seatsAt, there } from '../seats.ts';
import { type Harness, serveHarness } from './serve.ts';

export interface HarnessDesks {
  /** Opens a page of the harness at a desk of its own, which closes after the test. */
  sit(path: string): Promise<Desk>;
}

/** The renderer's parts without a center. */
export function harnessDesks(): HarnessDesks {
  let harness: Harness | undefined;
  beforeAll(async () => {
    harness = await serveHarness();
  });
  afterAll(() => harness?.stop());
  const { sit, leave } = seatsAt(() => there(harness).origin);
  afterEach(leave);
  return { sit: (path) => sit(`/#${path}`) };
}
