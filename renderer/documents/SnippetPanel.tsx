import { SearchOutlined } from '@ant-design/icons';
import { Input, type InputRef } from 'antd';
import { type KeyboardEvent, type Ref, useMemo, useState } from 'react';
import { type ClauseSnippet, filterSnippets, type SnippetGroup } from '../../domain/documents/clause-snippets.ts';
import { Key } from '../keyboard/Key.tsx';
import { useKeyboard } from '../keyboard/KeyboardProvider.tsx';
import './snippets.css';

interface SnippetPanelProps {
  readonly groups: readonly SnippetGroup[];
  readonly field: Ref<InputRef>;
  readonly onInsert: (snippet: ClauseSnippet) => void;
  /** Back to the clause that the person came from. */
  readonly onLeave: () => void;
}

/** Clauses that have a digit; the digits of the filter are theirs. */
const DIGITS = 9;
const LIST = 'snippet-list';
const optionId = (id: string): string => `snippet-${id}`;

/** 常用条款: Ctrl+J leads here, a digit puts the clause in where the caret was. */
export function SnippetPanel({ groups, field, onInsert, onLeave }: SnippetPanelProps) {
  const [typed, setTyped] = useState('');
  const [active, setActive] = useState(0);
  const { composition } = useKeyboard();
  const shown = useMemo(() => filterSnippets(groups, typed), [groups, typed]);
  const flat = shown.flatMap(({ snippets }) => snippets);
  const current = flat[Math.min(active, flat.length - 1)];

  const insert = (snippet: ClauseSnippet | undefined): void => {
    if (!snippet) return;
    setTyped('');
    setActive(0);
    onInsert(snippet);
  };

  const step = (by: 1 | -1): void => {
    const next = flat[Math.max(0, Math.min(active + by, flat.length - 1))];
    setActive(next ? flat.indexOf(next) : 0);
    if (next) document.getElementById(optionId(next.id))?.scrollIntoView({ block: 'nearest' });
  };

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (composition.owns(event.nativeEvent) || event.ctrlKey || event.altKey || event.metaKey) return;
    const digit = /^[1-9]$/.test(event.key) ? Number(event.key) : null;
    if (digit !== null) insert(flat[digit - 1]);
    else if (event.key === 'Enter') insert(current);
    else if (event.key === 'ArrowDown') step(1);
    else if (event.key === 'ArrowUp') step(-1);
    else if (event.key === 'Escape') onLeave();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <aside className="card snippets" aria-label="常用条款" data-enter-skip="">
      <h2>常用条款</h2>
      <Input
        ref={field}
        prefix={<SearchOutlined />}
        placeholder="搜条款"
        autoComplete="off"
        role="combobox"
        aria-label="搜条款，按数字插入"
        aria-expanded
        aria-controls={LIST}
        aria-activedescendant={current ? optionId(current.id) : undefined}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setActive(0);
        }}
        onKeyDownCapture={onKeyDown}
      />
      <div id={LIST} role="listbox" aria-label="常用条款">
        {shown.map((group) => (
          <SnippetRows key={group.title} group={group} flat={flat} current={current} onInsert={insert} />
        ))}
      </div>
      {flat.length === 0 ? <p className="small muted snippets-tip">没有这样的条款，换个词搜</p> : null}
      <p className="small muted snippets-tip">
        <Key combo="Ctrl+J" /> 到这里，按数字插入光标处；
        <Key combo="Alt+B" /> 到下一个空
      </p>
    </aside>
  );
}

interface SnippetRowsProps {
  readonly group: SnippetGroup;
  readonly flat: readonly ClauseSnippet[];
  readonly current: ClauseSnippet | undefined;
  readonly onInsert: (snippet: ClauseSnippet) => void;
}

function SnippetRows({ group, flat, current, onInsert }: SnippetRowsProps) {
  return (
    <fieldset aria-label={group.title}>
      <p className="snippets-title small muted" aria-hidden="true">
        {group.title}
      </p>
      {group.snippets.map((snippet) => {
        const at = flat.indexOf(snippet);
        return (
          <div
            key={snippet.id}
            id={optionId(snippet.id)}
            role="option"
            tabIndex={-1}
            aria-selected={snippet === current}
            className="snippet"
            title={snippet.text}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onInsert(snippet)}
            onKeyDown={(event) => event.key === 'Enter' && onInsert(snippet)}
          >
            {snippet.name}
            {at < DIGITS ? <Key combo={String(at + 1)} /> : null}
          </div>
        );
      })}
    </fieldset>
  );
}
