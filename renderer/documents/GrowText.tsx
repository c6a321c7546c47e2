import { type FocusEvent, type KeyboardEvent, useMemo } from 'react';
import { markRanges } from '../forms/mark-ranges.ts';
import { useKeyboard } from '../keyboard/KeyboardProvider.tsx';
import { moveFocus } from '../keyboard/next-field.ts';
import './grow-text.css';

interface GrowTextProps {
  readonly id: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly label: string;
  /** One line that may be long: Enter goes to the next field. */
  readonly oneLine?: boolean;
  readonly readOnly?: boolean;
  readonly invalid?: boolean;
  readonly describedBy?: string | undefined;
  readonly placeholder?: string;
  /** Parts with a wavy line under them: indexes of UTF-16 units. */
  readonly marks?: readonly (readonly [start: number, end: number])[];
  readonly className?: string;
  readonly onFocus?: (event: FocusEvent<HTMLTextAreaElement>) => void;
  readonly onBlur?: (event: FocusEvent<HTMLTextAreaElement>) => void;
  /** Told, in words for the field, when more is pasted than any field holds; nothing of it is taken. */
  readonly onTooMuch?: (message: string) => void;
}

/** The longest field. More at once is a mistake, and would keep the window from answering. */
const MOST_AT_ONCE = 20_000;

/** Marking more than a few pages would slow the typing. */
const MARK_AT_MOST = 5_000;

/** A text field as high as its text, so that nothing of it is hidden; with marks behind the words. */
export function GrowText({
  id,
  value,
  onChange,
  label,
  oneLine = false,
  marks = [],
  className = '',
  ...rest
}: GrowTextProps) {
  const { composition } = useKeyboard();
  const { readOnly = false, invalid = false, describedBy, placeholder, onFocus, onBlur, onTooMuch } = rest;
  const pieces = useMemo(() => {
    const head = value.slice(0, MARK_AT_MOST);
    return [
      ...markRanges(
        head,
        marks.filter(([, end]) => end <= head.length),
      ),
      ...(value.length > MARK_AT_MOST ? [{ text: value.slice(MARK_AT_MOST), marked: false, start: MARK_AT_MOST }] : []),
    ];
  }, [value, marks]);

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    if (!oneLine || event.key !== 'Enter' || event.ctrlKey || event.altKey || composition.owns(event.nativeEvent))
      return;
    event.preventDefault();
    const form = event.currentTarget.closest('fieldset, form');
    const went = form instanceof HTMLElement && moveFocus(form, event.currentTarget, event.shiftKey ? -1 : 1);
    if (!went && !event.shiftKey) document.querySelector<HTMLElement>('[data-main-action]')?.focus();
  };

  const refuseTooMuch = (event: { preventDefault(): void }, data: DataTransfer | null): void => {
    const characters = data?.getData('text/plain').length ?? 0;
    if (characters <= MOST_AT_ONCE) return;
    event.preventDefault();
    const much = characters.toLocaleString('zh-CN');
    onTooMuch?.(`粘贴的内容有 ${much} 个字，太长，没有放进来；原来写的都在。请删减后再粘贴`);
  };

  return (
    <div className={`grow ${invalid ? 'grow-invalid' : ''} ${readOnly ? 'grow-fixed' : ''} ${className}`}>
      <div className="grow-behind" aria-hidden="true">
        {pieces.map((piece) =>
          piece.marked ? <u key={piece.start} data-text={piece.text} /> : <span key={piece.start}>{piece.text}</span>,
        )}
        {/* A last empty line has a height of its own. */}
        {'\u200b'}
      </div>
      <textarea
        id={id}
        rows={1}
        value={value}
        aria-label={label}
        aria-invalid={invalid}
        aria-describedby={describedBy}
        readOnly={readOnly}
        placeholder={placeholder}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => onChange(oneLine ? event.target.value.replace(/\s*\n\s*/g, ' ') : event.target.value)}
        onKeyDown={onKeyDown}
        onPaste={(event) => refuseTooMuch(event, event.clipboardData)}
        onDrop={(event) => refuseTooMuch(event, event.dataTransfer)}
        onFocus={onFocus}
        onBlur={onBlur}
      />
    </div>
  );
}
