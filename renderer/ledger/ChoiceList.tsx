import { CheckOutlined } from '@ant-design/icons';
import { Input } from 'antd';
import { type KeyboardEvent, useEffect, useId, useState } from 'react';
import { type CodeChoice, matchesCode } from '../forms/code-search.ts';
import { Key } from '../keyboard/Key.tsx';
import { useKeyboard } from '../keyboard/KeyboardProvider.tsx';

interface ChoiceListProps {
  readonly label: string;
  /** All there is to choose from, or what is chosen where `find` looks for the rest. */
  readonly choices: readonly CodeChoice[];
  readonly find?: (typed: string) => Promise<readonly CodeChoice[]>;
  readonly chosen: readonly string[];
  readonly onToggle: (choice: CodeChoice) => void;
  readonly several: boolean;
}

interface Found {
  readonly question: string;
  readonly hits: readonly CodeChoice[];
}

const NOTHING: Found = { question: '', hits: [] };

/** Typing narrows the list (name, code, pinyin initials), the arrows mark an entry, Enter takes it in or out. */
export function ChoiceList({ label, choices, find, chosen, onToggle, several }: ChoiceListProps) {
  const [typed, setTyped] = useState('');
  const [found, setFound] = useState<Found>(NOTHING);
  const [marked, setMarked] = useState(0);
  const { composition } = useKeyboard();
  const listId = useId();

  useEffect(() => {
    const question = typed.trim();
    if (!find || question === '') return setFound(NOTHING);
    let current = true;
    find(question).then(
      (hits) => current && setFound({ question, hits }),
      () => current && setFound({ question, hits: [] }),
    );
    return () => {
      current = false;
    };
  }, [find, typed]);

  const searching = find !== undefined && typed.trim() !== '';
  /** What is shown answers fewer letters than are typed: Enter must not take an entry of that. */
  const waits = searching && found.question !== typed.trim();
  const shown = searching ? found.hits : choices.filter((choice) => matchesCode(choice, typed));
  const at = Math.min(marked, shown.length - 1);

  useEffect(() => {
    document.getElementById(`${listId}-${at}`)?.scrollIntoView({ block: 'nearest' });
  }, [listId, at]);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (composition.owns(event.nativeEvent) || event.ctrlKey || event.altKey) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const choice = shown[at];
    if (step !== undefined && shown.length > 0) setMarked((at + step + shown.length) % shown.length);
    else if (event.key === 'Enter' && choice) {
      if (!waits) onToggle(choice);
    } else return;
    event.preventDefault();
  };

  return (
    <>
      <Input
        role="combobox"
        aria-label={label}
        aria-expanded="true"
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={at >= 0 ? `${listId}-${at}` : undefined}
        placeholder={find ? '打汉字或拼音首字母' : '打字可缩小范围'}
        value={typed}
        autoComplete="off"
        onChange={(event) => {
          setTyped(event.target.value);
          setMarked(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div
        id={listId}
        role="listbox"
        aria-label={label}
        aria-multiselectable={several}
        aria-busy={waits}
        className="chip-choices"
      >
        {shown.map((choice, index) => (
          // The field keeps the focus and has the keys; the mouse only points.
          <div
            key={choice.code}
            id={`${listId}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={chosen.includes(choice.code)}
            className={`chip-choice ${index === at ? 'chip-choice-marked' : ''}`}
            onMouseDown={(event) => {
              event.preventDefault();
              onToggle(choice);
            }}
          >
            <span className="chip-check">
              {chosen.includes(choice.code) ? <CheckOutlined aria-hidden="true" /> : null}
            </span>
            {choice.name}
          </div>
        ))}
      </div>
      {shown.length === 0 && !waits ? (
        <p className="small muted" role="status">
          {typed.trim() === '' ? '打汉字或拼音首字母来找' : `没有“${typed.trim()}”`}
        </p>
      ) : null}
      <p className="small muted chip-tip">
        <Key combo="↑" />
        <Key combo="↓" /> 选 <Key combo="Enter" /> {several ? '勾选' : '选定'} <Key combo="Esc" /> 完成
      </p>
    </>
  );
}
