import { Select } from 'antd';
import { useState } from 'react';
import { type CodeChoice, matchesCode } from './code-search.ts';

interface CodesSelectProps {
  readonly id?: string;
  readonly value?: readonly string[];
  readonly onChange?: (codes: string[]) => void;
  readonly choices: readonly CodeChoice[];
  readonly placeholder?: string;
}

/**
 * Any number of entries of a code list. Typing finds one by name or pinyin initials, Enter takes it, and with nothing
 * typed goes on to the next field; Backspace takes the last away.
 */
export function CodesSelect({ value, onChange, choices, ...rest }: CodesSelectProps) {
  const [typed, setTyped] = useState('');
  return (
    <Select<string[]>
      {...rest}
      mode="multiple"
      style={{ width: '100%' }}
      suffixIcon={null}
      open={typed.trim() !== ''}
      showSearch={{
        searchValue: typed,
        onSearch: setTyped,
        autoClearSearchValue: true,
        filterOption: (words, option) => {
          const choice = choices.find(({ code }) => code === option?.value);
          return choice !== undefined && matchesCode(choice, words);
        },
      }}
      value={[...(value ?? [])]}
      onChange={(codes) => {
        setTyped('');
        onChange?.(codes);
      }}
      onBlur={() => setTyped('')}
      options={choices.map(({ code, name }) => ({ value: code, label: name }))}
      notFoundContent="没有这一项。可打汉字或拼音首字母"
    />
  );
}
