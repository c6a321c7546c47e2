import { Input } from 'antd';
import { useState } from 'react';
import { formatYuan } from '../../domain/text/chinese-amount.ts';
import { type AmountValue, amountFromText, amountText } from './amount-value.ts';

interface AmountInputProps {
  readonly id?: string;
  readonly value?: AmountValue;
  readonly onChange?: (value: AmountValue) => void;
  readonly onBlur?: () => void;
  readonly placeholder?: string;
  readonly disabled?: boolean;
  readonly 'aria-label'?: string;
}

/** Yuan as people write them (12500, 12,500.00, 1.25万), kept as a whole number of fen. */
export function AmountInput({ value = null, onChange, onBlur, ...rest }: AmountInputProps) {
  const [typing, setTyping] = useState<string | null>(null);
  return (
    <Input
      {...rest}
      className="amount-input"
      inputMode="decimal"
      autoComplete="off"
      suffix="元"
      value={typing ?? amountText(value)}
      onFocus={(event) => event.target.select()}
      onChange={(event) => {
        setTyping(event.target.value);
        onChange?.(amountFromText(event.target.value));
      }}
      onBlur={() => {
        setTyping(null);
        onBlur?.();
      }}
      title={typeof value === 'number' ? `${formatYuan(value)} 元` : undefined}
    />
  );
}
