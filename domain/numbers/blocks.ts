import { BLOCK_SIZES, type NumberSeries } from './series.ts';

/** Numbers of one series and year that the city reserved for one life of a station (SYNC-15), ends included. */
export interface NumberBlock {
  readonly first: number;
  readonly last: number;
}

/** A block at the station. */
export interface OpenBlock extends NumberBlock {
  /** The next to be given out; behind `last` where the block is used up. */
  readonly next: number;
}

/** What a store may give out of a series in a year. */
export interface HeldNumbers {
  /** The first block of this life that is not used up. */
  readonly block: OpenBlock | null;
  /** Whether numbers come from blocks here: not before the city reserved the first, and always in a later life. */
  readonly isReserving: boolean;
  /** Of this life, for when no block is left. */
  readonly segment: string;
  /** Of a store that may be an old copy of itself; null where it is not in doubt. */
  readonly doubt: string | null;
}

/** Where the next number comes from. A segment counts for itself, from 1. */
export type NumberSource =
  | { readonly kind: 'counter' }
  | { readonly kind: 'block'; readonly block: OpenBlock }
  | { readonly kind: 'segment'; readonly segment: string };

/**
 * A number never waits for the city: with no block left it bears the segment of the station, which no other has. A
 * center that never met a city counts alone.
 */
export function nextSource({ block, isReserving, segment, doubt }: HeldNumbers): NumberSource {
  if (doubt !== null) return { kind: 'segment', segment: doubt };
  if (block !== null && block.next <= block.last) return { kind: 'block', block };
  return isReserving ? { kind: 'segment', segment } : { kind: 'counter' };
}

/** Numbers that are left in blocks. */
export function left(blocks: readonly OpenBlock[]): number {
  return blocks.reduce((sum, { last, next }) => sum + Math.max(0, last - next + 1), 0);
}

/** Whether to ask for a block: before the last one runs out, so that a station which goes offline has half a block. */
export function wantsBlock(series: NumberSeries, remaining: number): boolean {
  return remaining * 2 < BLOCK_SIZES[series];
}

/** Years whose numbers a station keeps in store, by the day `YYYY-MM-DD`: from December on those of the next year. */
export function yearsAhead(today: string): readonly number[] {
  const year = Number(today.slice(0, 4));
  return today.slice(5, 7) === '12' ? [year, year + 1] : [year];
}

/** What the city knows of a series in a year of a center. */
export interface SeriesAtCity {
  /** The last number that was reserved, or that is known to be used. */
  readonly last: number;
  /** Whether this life of the city reserved it: one that was restored has forgotten blocks (SYNC-11). */
  readonly isOfThisEpoch: boolean;
}

/** Who asks for a block. */
export interface NumberAsker {
  /** The highest number that the station knows of; 0 for none. */
  readonly used: number;
  /** Whether blocks may be held of which this asker knows nothing: by other stations of the center, or older lives. */
  readonly hasOthers: boolean;
  /** The first block of a later life, or of a store in doubt: others with its data may hold blocks. */
  readonly isFresh: boolean;
}

/** Blocks left out where a city that was told of its restore may have forgotten some that are not told yet. */
const FORGOTTEN_BLOCKS = 10;
/**
 * Blocks left out for others with the asker's data: a city that was restored unawares does not know that it forgot. At
 * least so many, and up to so many more by chance: two lives that ask a city which forgot the first of them would get the
 * same numbers by any rule that is the same for both. The chance that they still do is one in so many.
 */
const UNAWARE_BLOCKS = 2;
const MORE_BY_CHANCE = 300;

/**
 * The next block. After a restore the blocks of the asker are told by itself; those of others come back when they do, or
 * never, so room is left for them (SYNC-11). `random` is in [0, 1).
 */
export function nextBlock(
  series: NumberSeries,
  { last, isOfThisEpoch }: SeriesAtCity,
  asker: NumberAsker,
  random: number,
): NumberBlock {
  const size = BLOCK_SIZES[series];
  const forgotten = !isOfThisEpoch && asker.hasOthers ? FORGOTTEN_BLOCKS : 0;
  const unaware = asker.isFresh ? UNAWARE_BLOCKS + Math.floor(random * MORE_BY_CHANCE) : 0;
  const room = Math.max(forgotten, unaware);
  const first = Math.max(last, asker.used) + room * size + 1;
  return { first, last: first + size - 1 };
}
