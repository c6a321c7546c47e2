import { Input } from 'antd';
import type { ClipboardEvent, KeyboardEvent } from 'react';

interface DemandLinesProps {
  readonly id?: string;
  readonly value?: readonly string[];
  readonly onChange?: (lines: readonly string[]) => void;
  readonly onBlur?: () => void;
}

const MOST_LINES = 20;

function lineId(id: string | undefined, index: number): string {
  return index === 0 ? (id ?? 'demands') : `${id ?? 'demands'}_${index}`;
}

/** One demand on each line. There is always an empty one at the end, so that Enter makes the next, and then leaves. */
export function DemandLines({ id, value = [], onChange, onBlur }: DemandLinesProps) {
  const lines = value.length < MOST_LINES && value.at(-1)?.trim() !== '' ? [...value, ''] : value;

  const change = (next: readonly string[]): void => {
    const last = next.findLastIndex((line) => line.trim() !== '');
    onChange?.(next.slice(0, last + 1));
  };

  const type = (index: number, text: string): void => change(lines.map((line, at) => (at === index ? text : line)));

  /** A list that is pasted becomes as many lines. */
  const paste =
    (index: number) =>
    (event: ClipboardEvent<HTMLInputElement>): void => {
      const pasted = event.clipboardData
        .getData('text')
        .split(/\r?\n/)
        .filter((line) => line.trim() !== '');
      if (pasted.length < 2) return;
      event.preventDefault();
      const { value: text, selectionStart, selectionEnd } = event.currentTarget;
      const before = text.slice(0, selectionStart ?? text.length);
      const after = text.slice(selectionEnd ?? text.length);
      const [first = '', ...rest] = pasted;
      change([
        ...lines.slice(0, index),
        `${before}${first}`,
        ...rest,
        ...(after ? [after] : []),
        ...lines.slice(index + 1),
      ]);
    };

  const removeEmpty =
    (index: number) =>
    (event: KeyboardEvent<HTMLInputElement>): void => {
      if (event.key !== 'Backspace' || event.currentTarget.value !== '' || index === 0) return;
      event.preventDefault();
      change(lines.filter((_, at) => at !== index));
      document.getElementById(lineId(id, index - 1))?.focus();
    };

  return (
    <ol className="demands">
      {lines.map((line, index) => (
        <DemandLine
          key={lineId(id, index)}
          id={lineId(id, index)}
          number={index + 1}
          text={line}
          onType={(text) => type(index, text)}
          onPaste={paste(index)}
          onKeyDown={removeEmpty(index)}
          onBlur={onBlur}
        />
      ))}
    </ol>
  );
}

interface DemandLineProps {
  readonly id: string;
  readonly number: number;
  readonly text: string;
  readonly onType: (text: string) => void;
  readonly onPaste: (event: ClipboardEvent<HTMLInputElement>) => void;
  readonly onKeyDown: (event: KeyboardEvent<HTMLInputElement>) => void;
  readonly onBlur: (() => void) | undefined;
}

function DemandLine({ id, number, text, onType, onPaste, onKeyDown, onBlur }: DemandLineProps) {
  return (
    <li>
      <Input
        id={id}
        aria-label={`申请事项 ${number}`}
        prefix={<span className="muted">{number}</span>}
        placeholder={number === 1 ? '一行一项，回车写下一项' : ''}
        autoComplete="off"
        title={text}
        value={text}
        onChange={(event) => onType(event.target.value)}
        onPaste={onPaste}
        onKeyDown={onKeyDown}
        onBlur={() => onBlur?.()}
      />
    </li>
  );
}
