import { toChinaDate } from '../deadlines/china-time.ts';
import type { ChainHead } from '../log/chain.ts';

/** Which life of the city this is (SYNC-11). */
export interface Epoch {
  /** Differs from every other life of any copy of this city; a larger one began later. */
  readonly epoch: number;
  /** New actions take sequences in their streams above this: those below belong to actions of earlier lives. */
  readonly streamFloor: number;
}

/** 2024-01-01 in China, in ms: counted from here, seconds fit the column for as long as hours do below. */
const FIRST = Date.UTC(2023, 11, 31, 16);
const HOUR = 3_600_000;

/** Actions of one stream that may be lost within an hour and still come back to their old place. */
const PER_HOUR = 4_096;

/**
 * The first life of a city. A number by the clock, never 1: a city that was made anew after all was lost is not taken
 * for the one before.
 */
export function firstEpoch(now: number): Epoch {
  return { epoch: Math.max(1, Math.floor((now - FIRST) / 1_000)), streamFloor: 0 };
}

/**
 * The life after `before`. By the clock rather than one more, since a backup knows nothing of the lives that came after
 * it: restored twice from one backup, a city must not be the same twice. A clock that was set back moves neither back.
 * `seen` is a life after `before` that somebody has proved, where the city has forgotten it whole: the next is later than
 * that one, and its floor is above any that it can have had.
 */
export function nextEpoch(before: Epoch, now: number, seen: number = before.epoch): Epoch {
  const epoch = Math.max(before.epoch + 1, firstEpoch(now).epoch, seen + 1);
  const streamFloor = Math.max(before.streamFloor + PER_HOUR, Math.floor((now - FIRST) / HOUR) * PER_HOUR);
  return { epoch, streamFloor: seen > before.epoch ? streamFloor + PER_HOUR : streamFloor };
}

/** Whether this life of the city may have forgotten what was given out of a year: it was restored in it or after it. */
export function mayHaveForgotten({ epoch, streamFloor }: Epoch, year: number): boolean {
  return streamFloor > 0 && year <= Number(toChinaDate(FIRST + epoch * 1_000).slice(0, 4));
}

/** Sequence of the next new action of a stream, behind every place that an earlier life may have given. */
export function nextSequence(newest: number, streamFloor: number): number {
  return Math.max(newest, streamFloor) + 1;
}

/** What the city said of an action in an earlier life. */
export interface OldPlace {
  readonly position: number;
  readonly streamSequence: number;
}

/**
 * Sequences for actions of one stream that come back: the old one, so that the fold has them in their old order whoever
 * brings which of them when. Where it is taken, which is so only after a restore that nobody told of, the next at the end.
 */
export function returnedSequences(
  old: readonly OldPlace[],
  taken: ReadonlySet<number>,
  newest: number,
  streamFloor: number,
): readonly number[] {
  const used = new Set(taken);
  let last = newest;
  return old.map(({ streamSequence }) => {
    const sequence = used.has(streamSequence) ? nextSequence(last, streamFloor) : streamSequence;
    used.add(sequence);
    last = Math.max(last, sequence);
    return sequence;
  });
}

/** Old order within a batch that comes back: by the places that the city gave before. */
export function inOldOrder<Action extends OldPlace>(actions: readonly Action[]): readonly Action[] {
  return actions.toSorted((one, other) => one.position - other.position);
}

/**
 * Whether the city once held more of a chain than it does, or another: a receipt with its own signature says so. It was
 * restored from a backup, and nobody told it.
 */
export function hasForgotten(receipt: ChainHead, held: ChainHead): boolean {
  if (receipt.sequence !== held.sequence) return receipt.sequence > held.sequence;
  return receipt.sequence > 0 && receipt.headerHash !== held.headerHash;
}
