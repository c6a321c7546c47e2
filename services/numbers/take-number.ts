import { formatNumber } from '../../domain/center/numbering.ts';
import type { CenterSettings } from '../../domain/center/settings.ts';
import { nextSource } from '../../domain/numbers/blocks.ts';
import { segmentOf } from '../../domain/numbers/segment.ts';
import type { NumberSeries } from '../../domain/numbers/series.ts';
import type { Writes } from '../ports.ts';
import { sha256Hash } from '../suites/hash.ts';
import { segmentSeries } from './segment-series.ts';

/** The next official number of a series in a year, in the caller's transaction; never given out twice (SYNC-15). */
export async function takeNumber(
  writes: Pick<Writes, 'numbers'>,
  { shortName, committee, numbering }: CenterSettings,
  { series, year }: { readonly series: NumberSeries; readonly year: number },
): Promise<string> {
  const { numbers } = writes;
  const onHand = await numbers.onHand(series, year);
  const segment = onHand.segment ?? segmentOf(onHand, sha256Hash.digest);
  const source = nextSource({ ...onHand, segment });
  const parts = { year, shortName, committee: committee.shortName };
  const number = (counter: number, of: string | null) =>
    formatNumber(numbering[series], { ...parts, segment: of, counter });
  switch (source.kind) {
    case 'counter':
      return number(await numbers.next(series, year), null);
    case 'block':
      return number(await numbers.takeOfBlock(series, year, source.block.first), null);
    case 'segment':
      return number(await numbers.next(segmentSeries(series, source.segment), year), source.segment);
  }
}
