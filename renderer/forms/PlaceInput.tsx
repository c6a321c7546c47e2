import { EnvironmentOutlined } from '@ant-design/icons';
import { Select } from 'antd';
import { useEffect, useRef, useState } from 'react';
import type { PlaceHit } from '../../domain/directory/place-search.ts';
import { Key } from '../keyboard/Key.tsx';
import { clearOnDelete } from './clearing.ts';
import { markRanges } from './mark-ranges.ts';

/** Five entries: the list then fits below the field on the smallest screen. */
const LIST_HEIGHT = 160;

interface PlaceInputProps {
  readonly id?: string;
  /** Code of the place. */
  readonly value?: string | null;
  readonly onChange?: (code: string | null) => void;
  readonly onBlur?: () => void;
  /** Best hits first. A later question makes the answer to an earlier one void. */
  readonly search: (typed: string) => readonly PlaceHit[] | Promise<readonly PlaceHit[]>;
  /** Names from area to place for a code, or null for an unknown one. */
  readonly pathOf: (code: string) => readonly string[] | null;
  readonly placeholder?: string;
  readonly disabled?: boolean;
  readonly 'aria-label'?: string;
}

interface Found {
  readonly hits: readonly PlaceHit[];
  /** What was typed when they were looked for. */
  readonly answered: string;
}

const NOTHING: Found = { hits: [], answered: '' };

/** A place by pinyin initials or characters: `xdl h` finds 金水区 / 兴达路街道 / 鸿苑社区. */
export function PlaceInput({ value, onChange, onBlur, search, pathOf, ...rest }: PlaceInputProps) {
  const [typed, setTyped] = useState('');
  const [{ hits, answered }, setFound] = useState<Found>(NOTHING);
  const [focused, setFocused] = useState(false);
  const question = useRef(0);
  const typing = useRef(false);

  useEffect(() => {
    question.current += 1;
    const mine = question.current;
    if (typed.trim() === '') {
      setFound(NOTHING);
      return;
    }
    const take = (found: readonly PlaceHit[]): void => {
      if (mine === question.current) setFound({ hits: found, answered: typed });
    };
    const found = search(typed);
    if (found instanceof Promise) found.then(take, () => take([]));
    else take(found);
  }, [typed, search]);

  /** What is shown answers fewer letters than are typed: Enter must not take a place of that. */
  const waits = typed.trim() !== '' && answered !== typed;
  const choose = (code: string | undefined): void => {
    setTyped('');
    onChange?.(code ?? null);
  };
  const clear = clearOnDelete(() => choose(undefined));

  return (
    <div
      aria-busy={waits}
      onKeyDownCapture={(event) => {
        if (!waits || event.key !== 'Enter' || event.ctrlKey || event.nativeEvent.isComposing) return clear(event);
        event.preventDefault();
        event.stopPropagation();
      }}
      onInputCapture={() => {
        typing.current = true;
        setTimeout(() => {
          typing.current = false;
        }, 0);
      }}
    >
      <Select<string, PlaceOption>
        {...rest}
        style={{ width: '100%' }}
        prefix={<EnvironmentOutlined aria-hidden="true" />}
        suffixIcon={null}
        open={focused && typed.trim() !== ''}
        showSearch={{
          filterOption: false,
          searchValue: typed,
          onSearch: (next) => {
            // The list empties its field when it closes; words without a place stay to be seen and corrected.
            if (next !== '' || typing.current) setTyped(next);
          },
        }}
        value={value ?? null}
        onChange={choose}
        onFocus={() => setFocused(true)}
        onBlur={() => {
          setFocused(false);
          onBlur?.();
        }}
        options={hits.map((hit) => ({ value: hit.place.code, label: hit.place.path.join(' / '), hit }))}
        labelRender={({ value: code }) => pathOf(String(code))?.join(' / ') ?? `未知区划 ${code}`}
        optionRender={({ data }) => <PlaceLine hit={data.hit} />}
        popupMatchSelectWidth={false}
        listHeight={LIST_HEIGHT}
        notFoundContent={`没有找到“${typed}”。可打汉字或拼音首字母，街道和村之间空一格`}
        popupRender={(list) => (
          <>
            {list}
            <div className="place-tip">
              <Key combo="↑" />
              <Key combo="↓" /> 选　
              <Key combo="Enter" /> 填入并到下一项　
              <Key combo="Delete" /> 清掉　汉字、首字母都行
            </div>
          </>
        )}
      />
      {typed.trim() !== '' && !focused ? (
        <p className="small soon" role="alert">
          “{typed.trim()}”还没对上地点，请从列表里选一个
        </p>
      ) : null}
    </div>
  );
}

interface PlaceOption {
  readonly value: string;
  readonly label: string;
  readonly hit: PlaceHit;
}

function PlaceLine({ hit }: { readonly hit: PlaceHit }) {
  return (
    <span className="place-option">
      <span>
        {hit.levels.map((level, depth) => (
          <span key={level.text}>
            {depth === 0 ? null : ' / '}
            {markRanges(level.text, level.ranges).map((piece) =>
              piece.marked ? <b key={piece.start}>{piece.text}</b> : <span key={piece.start}>{piece.text}</span>,
            )}
          </span>
        ))}
      </span>
      <span className="place-initials">{hit.initials}</span>
    </span>
  );
}
