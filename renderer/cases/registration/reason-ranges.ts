import { suggestCategory } from '../../../domain/cases/category-suggestion.ts';

/** Marking more than a few pages would slow the typing; the words at the beginning are enough. */
export const MARK_AT_MOST = 5_000;

/** Where the words stand that the categories were suggested from, in order and without overlaps. */
export function reasonRanges(text: string): readonly (readonly [number, number])[] {
  const read = text.slice(0, MARK_AT_MOST);
  const { mojType, gbtCategory, screeningTag } = suggestCategory(read);
  const words = new Set([mojType, gbtCategory, screeningTag].flatMap((suggestion) => suggestion?.words ?? []));
  const found: [number, number][] = [];
  for (const word of words) {
    for (let at = read.indexOf(word); at >= 0; at = read.indexOf(word, at + word.length)) {
      found.push([at, at + word.length]);
    }
  }
  found.sort((one, other) => one[0] - other[0] || other[1] - one[1]);
  const ranges: [number, number][] = [];
  for (const range of found) {
    if (range[0] >= (ranges.at(-1)?.[1] ?? 0)) ranges.push(range);
  }
  return ranges;
}
