import type { ReserveInput, ReserveOutput } from '../../contract/sync-numbers.ts';
import { toChinaDate } from '../../domain/deadlines/china-time.ts';
import { left, wantsBlock, yearsAhead } from '../../domain/numbers/blocks.ts';
import { numberSeries } from '../../domain/numbers/series.ts';
import type { Environment } from '../environment.ts';
import type { StationStore } from '../ports.ts';

interface NumberDependencies {
  readonly store: StationStore;
  readonly environment: Pick<Environment, 'now'>;
}

/**
 * What a station asks the city for (SYNC-15); null while it has enough, and the city of this epoch has heard of what it
 * has (SYNC-11).
 */
export async function wantedNumbers(
  { store, environment }: NumberDependencies,
  epoch: string,
): Promise<Pick<ReserveInput, 'isAnew' | 'series'> | null> {
  return store.read(async ({ numbers }) => {
    const isAnew = await numbers.isInDoubt();
    const series: ReserveInput['series'] = [];
    let isTold = true;
    for (const year of yearsAhead(toChinaDate(environment.now()))) {
      for (const name of numberSeries) {
        const { used, blocks, isTold: told } = await numbers.inStore(name, year, epoch);
        isTold &&= told;
        const held = blocks.map(({ first, last }) => ({ first, last }));
        series.push({ series: name, year, used, held, wanted: wantsBlock(name, left(blocks)) });
      }
    }
    return isAnew || !isTold || series.some(({ wanted }) => wanted) ? { isAnew, series } : null;
  });
}

/** Keeps what the city reserved, in one transaction; a store that was in doubt is so no more. */
export async function keepNumbers(
  { store }: Pick<NumberDependencies, 'store'>,
  { epoch, segment, series }: ReserveOutput,
): Promise<void> {
  // The city does not know the center yet: the next round asks again.
  if (segment === null) return;
  await store.write(async ({ numbers }) => {
    for (const { series: name, year, blocks } of series) await numbers.keepBlocks(name, year, blocks, epoch);
    await numbers.keepSegment(segment);
    await numbers.endDoubt();
  });
}
