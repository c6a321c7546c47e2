import { CloseOutlined, DownOutlined, SearchOutlined } from '@ant-design/icons';
import { Button, Input, type InputRef } from 'antd';
import { type KeyboardEvent, type Ref, useEffect, useImperativeHandle, useRef, useState } from 'react';
import type { LedgerFilter } from '../../contract/ledger.ts';
import { toChinaDate } from '../../domain/deadlines/china-time.ts';
import type { LedgerColumnId } from '../../domain/ledger/columns.ts';
import { Key } from '../keyboard/Key.tsx';
import { useKeyboard } from '../keyboard/KeyboardProvider.tsx';
import { ChipPopup } from './ChipPopup.tsx';
import { ConditionForm } from './ConditionForm.tsx';
import { type ChipId, chipsFor, chipText, withCondition, withoutChip } from './filter-chips.ts';
import { useFilterLists } from './use-filter-names.ts';

const PAUSE_MS = 150;

export interface LedgerFiltersHandle {
  readonly focusSearch: () => void;
  /** Searches at once what is typed. False where it is searched already. */
  readonly searchNow: () => boolean;
}

interface LedgerFiltersProps {
  readonly filter: LedgerFilter;
  /** Those that are shown. */
  readonly columns: readonly LedgerColumnId[];
  readonly now: number;
  readonly onChange: (filter: LedgerFilter) => void;
  /** Out of the search field, to the rows. */
  readonly onLeave: () => void;
  readonly ref: Ref<LedgerFiltersHandle>;
}

/** What is searched, and the conditions as chips: each opens, and goes with its cross. */
export function LedgerFilters({ filter, columns, now, onChange, onLeave, ref }: LedgerFiltersProps) {
  const [open, setOpen] = useState<ChipId | null>(null);
  const buttons = useRef(new Map<ChipId, HTMLElement>());
  const search = useRef<SearchFieldHandle>(null);
  const lists = useFilterLists(filter);
  const today = toChinaDate(now);
  const any = Object.keys(filter).length > 0;

  useImperativeHandle(ref, () => ({
    focusSearch: () => search.current?.focus(),
    searchNow: () => search.current?.searchNow() ?? false,
  }));

  const close = (id: ChipId) => (back: boolean) => {
    setOpen((current) => (current === id ? null : current));
    if (back) buttons.current.get(id)?.focus();
  };

  return (
    <search className="ledger-filters">
      <SearchField ref={search} filter={filter} onChange={onChange} onLeave={onLeave} />
      {chipsFor(columns, filter).map(({ id, name }) => {
        const text = chipText(id, filter, lists.names, today.slice(0, 4));
        return (
          <div key={id} className={`chip ${text === null ? '' : 'chip-on'}`}>
            <button
              type="button"
              ref={(button) => {
                if (button) buttons.current.set(id, button);
              }}
              className="chip-button"
              aria-haspopup="dialog"
              aria-expanded={open === id}
              onClick={() => setOpen(open === id ? null : id)}
            >
              {name}
              {text === null ? <DownOutlined aria-hidden="true" /> : <b>{text}</b>}
            </button>
            {text === null ? null : (
              <button
                type="button"
                className="chip-off"
                aria-label={`去掉${name}条件`}
                onClick={() => {
                  onChange(withoutChip(id, filter));
                  buttons.current.get(id)?.focus();
                }}
              >
                <CloseOutlined aria-hidden="true" />
              </button>
            )}
            {open === id ? (
              <ChipPopup title={`按${name}筛选`} onClose={close(id)}>
                <ConditionForm
                  id={id}
                  filter={filter}
                  lists={lists}
                  today={today}
                  onChange={(change) => onChange(withCondition(filter, change))}
                  onDone={() => close(id)(true)}
                />
              </ChipPopup>
            ) : null}
          </div>
        );
      })}
      {any ? (
        <Button
          type="link"
          className="ledger-clear"
          onClick={() => {
            onChange({});
            onLeave();
          }}
        >
          清除条件
        </Button>
      ) : null}
    </search>
  );
}

interface SearchFieldHandle {
  readonly focus: () => void;
  readonly searchNow: () => boolean;
}

interface SearchFieldProps extends Pick<LedgerFiltersProps, 'filter' | 'onChange' | 'onLeave'> {
  readonly ref: Ref<SearchFieldHandle>;
}

/** From one Chinese character on. What an input method is still composing is not searched. */
function SearchField({ filter, onChange, onLeave, ref }: SearchFieldProps) {
  const applied = filter.search ?? '';
  const [typed, setTyped] = useState(applied);
  const [composing, setComposing] = useState(false);
  const { composition } = useKeyboard();
  const field = useRef<InputRef>(null);
  const searchNow = (): boolean => {
    if (composing || typed.trim() === applied) return false;
    onChange(withCondition(filter, { search: typed.trim() }));
    return true;
  };
  const latest = useRef(searchNow);
  latest.current = searchNow;
  useImperativeHandle(ref, () => ({ focus: () => field.current?.focus({ cursor: 'all' }), searchNow }));

  // Another view, or cleared conditions: the field shows what is searched now.
  useEffect(() => setTyped(applied), [applied]);

  useEffect(() => {
    if (composing || typed.trim() === applied) return;
    const timer = setTimeout(() => latest.current(), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed, composing, applied]);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (composition.owns(event.nativeEvent)) return;
    if (event.key === 'Escape' && typed !== '') setTyped('');
    else if (!['Escape', 'Enter', 'ArrowDown'].includes(event.key) || event.ctrlKey) return;
    else {
      searchNow();
      onLeave();
    }
    event.preventDefault();
  };

  return (
    <Input
      ref={field}
      className="ledger-search"
      aria-label="在结果里搜"
      aria-keyshortcuts="/"
      prefix={<SearchOutlined aria-hidden="true" />}
      suffix={<Key combo="/" />}
      placeholder="在结果里搜：一个字起，zm 可搜张某"
      value={typed}
      maxLength={100}
      autoComplete="off"
      onChange={(event) => setTyped(event.target.value)}
      onCompositionStart={() => setComposing(true)}
      onCompositionEnd={() => setComposing(false)}
      onKeyDown={onKeyDown}
    />
  );
}
