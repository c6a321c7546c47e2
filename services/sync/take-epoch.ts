import type { StationWrites } from '../ports.ts';

/**
 * The station takes the life that the city lives in for its own (SYNC-11). What the city said of files in another one
 * falls in the same transaction, so that nothing is called synced before the city has spoken of them anew (SYNC-10).
 */
export async function takeEpoch(
  { sync, filePlaces }: Pick<StationWrites, 'sync' | 'filePlaces'>,
  epoch: string,
): Promise<void> {
  await sync.noteEpoch(epoch);
  await filePlaces.forgetOtherEpochs(epoch);
}
