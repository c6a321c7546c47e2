import { useMemo, useRef } from 'react';
import { markRanges } from '../../forms/mark-ranges.ts';
import { MARK_AT_MOST, reasonRanges } from './reason-ranges.ts';

interface FactsInputProps {
  readonly id?: string;
  readonly value?: string;
  readonly onChange?: (text: string) => void;
  readonly onBlur?: () => void;
  readonly 'aria-describedby'?: string;
  readonly 'aria-invalid'?: boolean | 'true' | 'false';
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
