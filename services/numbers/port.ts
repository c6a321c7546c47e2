import type { NumberBlock, OpenBlock } from '../../domain/numbers/blocks.ts';
import type { NumberSeries } from '../../domain/numbers/series.ts';

/** What a store has to give numbers from. */
export interface NumbersOnHand {
  readonly stationId: string;
  readonly incarnation: number;
  readonly block: OpenBlock | null;
  readonly isReserving: boolean;
  /** The segment that the city noted for this life, or the one of a doubt that has ended; null before either. */
  readonly segment: string | null;
  readonly doubt: string | null;
}

export interface NumberReads {
  onHand(series: string, year: number): Promise<NumbersOnHand>;
}

export interface NumberWrites {
  /** The next counter of a series in a year, starting at 1; never given out twice (SYNC-15). */
  next(series: string, year: number): Promise<number>;
  /** Numbers that came from elsewhere up to this one are never given out: counter and blocks go on behind it. */
  pass(series: string, year: number, counter: number): Promise<void>;
  /** The next number of the block that begins with `first`. @throws where it is used up or is none of this life. */
  takeOfBlock(series: string, year: number, first: number): Promise<number>;
}

/** What a station has of a series in a year. */
export interface SeriesInStore {
  readonly series: NumberSeries;
  readonly year: number;
  /** The last number of the plain counter: used here, or come in from elsewhere. */
  readonly used: number;
  /** Of this life. */
  readonly blocks: readonly OpenBlock[];
  /** Whether the city of this epoch has heard of all blocks (SYNC-11). */
  readonly isTold: boolean;
}

export interface StationNumberReads extends NumberReads {
  inStore(series: NumberSeries, year: number, epoch: string): Promise<SeriesInStore>;
  /** Whether the store may be an old copy of itself. */
  isInDoubt(): Promise<boolean>;
}

export interface StationNumberWrites extends NumberWrites {
  /** These and no others are this life's blocks of the series and year, as the city of `epoch` says. */
  keepBlocks(series: NumberSeries, year: number, blocks: readonly NumberBlock[], epoch: string): Promise<void>;
  keepSegment(segment: string): Promise<void>;
  /** Gives up all blocks of this life; numbers bear `segment` until {@link endDoubt}. */
  beginDoubt(segment: string): Promise<void>;
  /**
   * Blocks may be kept again. What no block covers keeps the letters of the doubt in this life: a copy of the store may be
   * let in as the same life, and has the others.
   */
  endDoubt(): Promise<void>;
}
