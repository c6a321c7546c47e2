import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import type { LedgerFilter } from '../../contract/ledger.ts';
import { AmountInput } from '../forms/AmountInput.tsx';
import type { AmountValue } from '../forms/amount-value.ts';
import { MaskedDateInput } from '../forms/MaskedDateInput.tsx';
import { EnterToNext } from '../keyboard/EnterToNext.tsx';
import { useActionKeys } from '../keyboard/use-action-keys.ts';
import { daysOf, registeredBetween, usualSpans } from './filter-chips.ts';

interface SpanFormProps {
  readonly filter: LedgerFilter;
  readonly onApply: (change: Partial<LedgerFilter>) => void;
}

interface TwoFieldsProps {
  readonly children: ReactNode;
  readonly problem: string | null;
  readonly onApply: () => void;
}

function TwoFields({ children, problem, onApply }: TwoFieldsProps) {
  useActionKeys([{ combo: 'Ctrl+Enter', label: '筛选', run: onApply }]);
  return (
    <div className="chip-span">
      <EnterToNext onEnd={onApply}>{children}</EnterToNext>
      {problem === null ? null : (
        <p className="small soon" role="alert">
          {problem}
        </p>
      )}
      <Button type="primary" size="small" onClick={onApply}>
        筛选
      </Button>
    </div>
  );
}

/** Registered from which day to which; either may stay open. */
export function DaysForm({ filter, onApply, today }: SpanFormProps & { readonly today: string }) {
  const [span, setSpan] = useState(() => daysOf(filter));
  const [problem, setProblem] = useState<string | null>(null);
  const apply = (wanted = span): void => {
    const change = registeredBetween(wanted);
    if (typeof change === 'string') setProblem(change);
    else onApply(change);
  };
  return (
    <TwoFields problem={problem} onApply={() => apply()}>
      <label htmlFor="days-from">从哪天</label>
      <MaskedDateInput id="days-from" value={span.from} onChange={(from) => setSpan({ ...span, from })} />
      <label htmlFor="days-to">到哪天</label>
      <MaskedDateInput id="days-to" value={span.to} onChange={(to) => setSpan({ ...span, to })} />
      <div className="chip-usual">
        {usualSpans(today).map((usual) => (
          <Button key={usual.name} size="small" onClick={() => apply(usual.span)}>
            {usual.name}
          </Button>
        ))}
      </div>
    </TwoFields>
  );
}

/** Amounts from and to, in yuan; either may stay open. */
export function AmountsForm({ filter, onApply }: SpanFormProps) {
  const [from, setFrom] = useState<AmountValue>(filter.amountFromFen ?? null);
  const [to, setTo] = useState<AmountValue>(filter.amountToFen ?? null);
  const [problem, setProblem] = useState<string | null>(null);
  const apply = (): void => {
    const wrong =
      typeof from === 'string' || typeof to === 'string'
        ? '金额要写成 12500 或 1.25万 的样子'
        : from !== null && to !== null && from > to
          ? '下限高于上限'
          : null;
    setProblem(wrong);
    if (wrong !== null || typeof from === 'string' || typeof to === 'string') return;
    onApply({ amountFromFen: from ?? undefined, amountToFen: to ?? undefined });
  };
  return (
    <TwoFields problem={problem} onApply={apply}>
      <label htmlFor="amount-from">不少于</label>
      <AmountInput id="amount-from" value={from} onChange={setFrom} />
      <label htmlFor="amount-to">不多于</label>
      <AmountInput id="amount-to" value={to} onChange={setTo} />
    </TwoFields>
  );
}
