export interface Piece {
  readonly text: string;
  readonly marked: boolean;
  /** Where it begins in the whole. */
  readonly start: number;
}

/** Cuts a text into pieces inside and outside of the ranges (start, end), which are in order and do not overlap. */
export function markRanges(text: string, ranges: readonly (readonly [number, number])[]): readonly Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  const add = (end: number, marked: boolean): void => {
    if (end > at) pieces.push({ text: text.slice(at, end), marked, start: at });
    at = Math.max(at, end);
  };
  for (const [start, end] of ranges) {
    add(start, false);
    add(end, true);
  }
  add(text.length, false);
  return pieces;
}
