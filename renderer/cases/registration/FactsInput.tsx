import { useMemo, useRef } from 'react';
import { suggestCategory } from '../../../domain/cases/category-suggestion.ts';
import { markRanges } from '../../forms/mark-ranges.ts';

interface FactsInputProps {
  readonly id?: string;
  readonly value?: string;
  readonly onChange?: (text: string) => void;
  readonly onBlur?: () => void;
  readonly 'aria-describedby'?: string;
  readonly 'aria-invalid'?: boolean | 'true' | 'false';
}

/** Marking more than a few pages would slow the typing; the words at the beginning are enough. */
const MARK_AT_MOST = 5_000;

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

/** The facts, with the words that speak for a category marked behind the text. */
export function FactsInput({ value = '', onChange, onBlur, ...field }: FactsInputProps) {
  const behind = useRef<HTMLDivElement>(null);
  const pieces = useMemo(() => markRanges(value.slice(0, MARK_AT_MOST), reasonRanges(value)), [value]);
  return (
    <div className="facts" data-composed="">
      <div ref={behind} className="facts-marks" aria-hidden="true">
        {pieces.map((piece) =>
          piece.marked ? <mark key={piece.start}>{piece.text}</mark> : <span key={piece.start}>{piece.text}</span>,
        )}
        {'\n'}
      </div>
      <textarea
        {...field}
        className="facts-text"
        value={value}
        spellCheck={false}
        onChange={(event) => onChange?.(event.target.value)}
        onBlur={onBlur}
        onScroll={(event) => {
          if (behind.current) behind.current.scrollTop = event.currentTarget.scrollTop;
        }}
      />
    </div>
  );
}
