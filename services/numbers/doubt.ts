import { DOUBT_BYTES, doubtSegment } from '../../domain/numbers/segment.ts';
import type { Environment } from '../environment.ts';
import type { StationStore } from '../ports.ts';

/**
 * Told by the host when the store lies elsewhere than it did: it was restored from a backup or copied, and numbers that
 * were used since may be forgotten here. Until the city has spoken they bear letters of their own, and the blocks are
 * given up (SYNC-14, SYNC-15). A center that never met a city is left alone: nobody could end its doubt.
 */
export async function doubtNumbers(
  store: StationStore,
  environment: Pick<Environment, 'randomBytes'>,
): Promise<'doubted' | 'alone'> {
  return store.write(async ({ numbers, sync }) => {
    if ((await sync.state()).epoch === null) return 'alone';
    await numbers.beginDoubt(doubtSegment(environment.randomBytes(DOUBT_BYTES)));
    return 'doubted';
  });
}
