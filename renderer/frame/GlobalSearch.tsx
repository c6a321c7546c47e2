import { SearchOutlined } from '@ant-design/icons';
import { Input, type InputRef } from 'antd';
import { type KeyboardEvent, type Ref, useEffect, useId, useImperativeHandle, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { Key } from '../keyboard/Key.tsx';
import { useKeyboard } from '../keyboard/KeyboardProvider.tsx';

export interface SearchHit {
  readonly id: string;
  /** Where Enter leads. */
  readonly path: string;
  readonly title: string;
  readonly detail: string;
}

/** Finds cases by person, number, place or matter. A newer question aborts the older one. */
export type SearchEverything = (text: string, signal: AbortSignal) => Promise<readonly SearchHit[]>;

export interface GlobalSearchHandle {
  readonly focus: () => void;
}

interface GlobalSearchProps {
  readonly search: SearchEverything;
  readonly ref: Ref<GlobalSearchHandle>;
}

type Found =
  | { readonly state: 'idle' }
  | { readonly state: 'found'; readonly text: string; readonly hits: readonly SearchHit[] }
  | { readonly state: 'failed' };

const IDLE: Found = { state: 'idle' };
const PAUSE_MS = 120;

/** F3: one field for everything, from one Chinese character or pinyin initial on. */
export function GlobalSearch({ search, ref }: GlobalSearchProps) {
  const [text, setText] = useState('');
  const [found, setFound] = useState<Found>(IDLE);
  const [marked, setMarked] = useState(0);
  const [open, setOpen] = useState(false);
  const field = useRef<InputRef>(null);
  const cameFrom = useRef<HTMLElement | null>(null);
  /** Where Enter came before the answer: what is done with it then. */
  const whenFound = useRef<((hits: readonly SearchHit[]) => void) | null>(null);
  const [, navigate] = useLocation();
  const { composition } = useKeyboard();
  const listId = useId();

  useImperativeHandle(ref, () => ({
    focus: () => {
      const active = document.activeElement;
      if (active instanceof HTMLElement && active !== field.current?.input) cameFrom.current = active;
      field.current?.focus({ cursor: 'all' });
    },
  }));

  useEffect(() => {
    const question = text.trim();
    if (question === '') {
      setFound(IDLE);
      return;
    }
    const abort = new AbortController();
    const timer = setTimeout(() => {
      search(question, abort.signal).then(
        (hits) => {
          if (abort.signal.aborted) return;
          setFound({ state: 'found', text: question, hits });
          setMarked(0);
          whenFound.current?.(hits);
          whenFound.current = null;
        },
        () => {
          if (!abort.signal.aborted) setFound({ state: 'failed' });
        },
      );
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [text, search]);

  const hits = found.state === 'found' ? found.hits : [];
  const question = text.trim();
  /** What is shown answers fewer letters than are typed: Enter must not open a case of that. */
  const waits = question !== '' && found.state !== 'failed' && !(found.state === 'found' && found.text === question);
  const shown = open && found.state !== 'idle';

  const openHit = (hit: SearchHit | undefined): void => {
    if (!hit) return;
    setOpen(false);
    setText('');
    // The case has the keys from here on; a screen that opens takes the focus, one that is open already is given it.
    field.current?.blur();
    navigate(hit.path);
    setTimeout(() => {
      if (document.activeElement === document.body) document.querySelector('main')?.focus({ preventScroll: true });
    }, 0);
  };

  /** A case that is found alone is the one that was meant; of several, one is to be looked at first. */
  const openTheOnlyOne = (all: readonly SearchHit[]): void => {
    if (all.length === 1) openHit(all[0]);
  };

  const leave = (): void => {
    setOpen(false);
    setText('');
    if (cameFrom.current?.isConnected) cameFrom.current.focus();
    else field.current?.blur();
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    if (composition.owns(event.nativeEvent) || event.ctrlKey || event.altKey) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    whenFound.current = event.key === 'Enter' && waits ? openTheOnlyOne : null;
    if (step !== undefined && hits.length > 0) setMarked((marked + step + hits.length) % hits.length);
    else if (event.key === 'Enter') openHit(waits ? undefined : hits[marked]);
    else if (event.key === 'Escape') leave();
    else return;
    event.preventDefault();
  };

  return (
    <search className="header-search">
      <Input
        ref={field}
        role="combobox"
        aria-label="搜全部"
        aria-expanded={shown}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={shown && hits[marked] ? `${listId}-${marked}` : undefined}
        prefix={<SearchOutlined aria-hidden="true" />}
        suffix={<Key combo="F3" />}
        placeholder="搜当事人、案号、地点、事由，可用拼音首字母"
        value={text}
        autoComplete="off"
        onChange={(event) => {
          whenFound.current = null;
          setText(event.target.value);
          setOpen(true);
        }}
        onFocus={() => setOpen(true)}
        onBlur={() => {
          whenFound.current = null;
          setOpen(false);
        }}
        onKeyDown={onKeyDown}
      />
      <div className={shown ? 'search-popup' : 'unseen'}>
        <div id={listId} role="listbox" aria-label="搜到的案件" aria-busy={waits} className="search-hits">
          {shown
            ? hits.map((hit, index) => (
                // The field keeps the focus and has the keys; the mouse only points.
                <div
                  key={hit.id}
                  id={`${listId}-${index}`}
                  role="option"
                  tabIndex={-1}
                  aria-selected={index === marked}
                  className="search-hit"
                  onMouseDown={(event) => {
                    event.preventDefault();
                    openHit(hit);
                  }}
                >
                  <b>{hit.title}</b>
                  <span className="search-hit-detail small muted">{hit.detail}</span>
                </div>
              ))
            : null}
        </div>
        <p role="status" className="search-popup-tip">
          {shown ? <SearchTip found={found} /> : null}
        </p>
      </div>
    </search>
  );
}

function SearchTip({ found }: { readonly found: Found }) {
  if (found.state === 'failed') return <span className="soon">没有搜成，可能是服务忙。再敲一个字就会重试。</span>;
  if (found.state === 'found' && found.hits.length === 0)
    return <>没有找到“{found.text}”。可少打几个字，或用拼音首字母。</>;
  return (
    <>
      <Key combo="↑" />
      <Key combo="↓" /> 选 <Key combo="Enter" /> 打开 <Key combo="Esc" /> 回到原处
    </>
  );
}
