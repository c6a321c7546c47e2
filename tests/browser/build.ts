import { ensureBuilt } from '../../scripts/build.mjs';

/** vitest's global setup of the browser tests: they drive the built app, so it must be that of the sources. */
export default async function setup(): Promise<void> {
  await ensureBuilt();
}
