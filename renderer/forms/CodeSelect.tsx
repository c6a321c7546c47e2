import { Select } from 'antd';
import { type CodeChoice, matchesCode } from './code-search.ts';

interface CodeSelectProps {
  readonly id?: string;
  readonly value?: string | null;
  readonly onChange?: (code: string | null) => void;
  readonly onBlur?: () => void;
  readonly choices: readonly CodeChoice[];
  /** With the code in front: 0203 相邻污染损害防止. */
  readonly showCode?: boolean;
  readonly allowClear?: boolean;
  readonly placeholder?: string;
  readonly disabled?: boolean;
  readonly autoFocus?: boolean;
  readonly 'aria-label'?: string;
}

/** One entry of a code list. Typing finds it by code, name or pinyin initials; Enter takes it. */
export function CodeSelect({
  choices,
  value,
  onChange,
  showCode = false,
  allowClear = false,
  ...rest
}: CodeSelectProps) {
  return (
    <Select<string>
      {...rest}
      style={{ width: '100%' }}
      showSearch={{
        filterOption: (typed, option) => {
          const choice = choices.find((each) => each.code === option?.value);
          return choice !== undefined && matchesCode(choice, typed);
        },
      }}
      options={choices.map((choice) => ({
        value: choice.code,
        label: showCode ? `${choice.code} ${choice.name}` : choice.name,
      }))}
      value={value ?? null}
      onChange={(code) => onChange?.(code ?? null)}
      allowClear={allowClear}
      popupMatchSelectWidth={false}
      notFoundContent="没有这一项。可打编码、汉字或拼音首字母"
    />
  );
}
