import { markRanges, type Piece } from '../forms/mark-ranges.ts';

/** Where the words that were searched stand in a text, regardless of case; nothing for a search by pinyin initials. */
export function markFound(text: string, search: string | undefined): readonly Piece[] {
  const wanted = search?.trim().toLowerCase() ?? '';
  const ranges: [number, number][] = [];
  const within = text.toLowerCase();
  // Where lower case has another length than the text, positions would not fit: nothing is marked then.
  if (wanted !== '' && within.length === text.length) {
    for (let at = within.indexOf(wanted); at >= 0; at = within.indexOf(wanted, at + wanted.length)) {
      ranges.push([at, at + wanted.length]);
    }
  }
  return markRanges(text, ranges);
}
