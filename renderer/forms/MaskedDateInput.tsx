import { CalendarOutlined } from '@ant-design/icons';
import { Calendar, Input, type InputRef, Popover } from 'antd';
import dayjs from 'dayjs';
import { type ChangeEvent, useLayoutEffect, useRef, useState } from 'react';
import { findDateProblem } from '../../domain/text/chinese-date.ts';
import { finishDate, maskDate } from './date-mask.ts';

interface MaskedDateInputProps {
  readonly id?: string;
  /** As typed; a PlainDate once it is whole and right. Nothing typed is ever taken away. */
  readonly value?: string | null;
  readonly onChange?: (value: string | null) => void;
  readonly onBlur?: () => void;
  readonly placeholder?: string;
  readonly disabled?: boolean;
  readonly autoFocus?: boolean;
  /** False in columns that are too narrow for its button. */
  readonly withCalendar?: boolean;
  readonly 'aria-label'?: string;
}

/**
 * A date, typed as eight digits without looking. antd's own masked picker throws away what is no date when the field is
 * left; here it stays, so that the message can say what is wrong with it. The calendar is for the mouse.
 */
export function MaskedDateInput({
  value,
  onChange,
  onBlur,
  placeholder = 'YYYY-MM-DD',
  withCalendar = true,
  ...rest
}: MaskedDateInputProps) {
  const field = useRef<InputRef>(null);
  const caret = useRef<number | null>(null);
  const [open, setOpen] = useState(false);
  const text = value ?? '';

  useLayoutEffect(() => {
    const input = field.current?.input;
    if (caret.current !== null && input && document.activeElement === input) {
      input.setSelectionRange(caret.current, caret.current);
    }
    caret.current = null;
  });

  const tell = (next: string): void => onChange?.(next === '' ? null : next);

  const type = (event: ChangeEvent<HTMLInputElement>): void => {
    const masked = maskDate(event.target.value, event.target.selectionStart ?? event.target.value.length);
    caret.current = masked.caret;
    tell(masked.text);
  };

  const leave = (): void => {
    const finished = finishDate(text);
    if (finished !== text) tell(finished);
    onBlur?.();
  };

  const calendar = (
    <div style={{ width: 280 }}>
      <Calendar
        fullscreen={false}
        value={findDateProblem(text) === null ? dayjs(text) : dayjs()}
        onSelect={(day, { source }) => {
          if (source !== 'date') return;
          tell(day.format('YYYY-MM-DD'));
          setOpen(false);
          field.current?.focus();
        }}
      />
    </div>
  );

  return (
    <Input
      {...rest}
      ref={field}
      className="date-input"
      inputMode="numeric"
      autoComplete="off"
      placeholder={placeholder}
      value={text}
      onChange={type}
      onBlur={leave}
      suffix={
        withCalendar ? (
          <Popover trigger="click" open={open} onOpenChange={setOpen} content={open ? calendar : null}>
            <button type="button" className="date-open" tabIndex={-1} aria-label="用日历选" disabled={rest.disabled}>
              <CalendarOutlined aria-hidden="true" />
            </button>
          </Popover>
        ) : null
      }
    />
  );
}
