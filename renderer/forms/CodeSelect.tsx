import { Select } from 'antd';
import { clearOnDelete } from './clearing.ts';
import { type CodeChoice, matchesCode } from './code-search.ts';

const EMPTY = '';

/** Choices under one heading, by their codes. */
export interface ChoiceGroup {
  readonly label: string;
  readonly codes: readonly string[];
}

interface CodeSelectProps {
  readonly id?: string;
  readonly value?: string | null;
  readonly onChange?: (code: string | null) => void;
  readonly onBlur?: () => void;
  readonly choices: readonly CodeChoice[];
  /** Headings over the choices; those of no group are left out. Without groups they stand as they are. */
  readonly groups?: readonly ChoiceGroup[];
  /** With the code in front: 0203 相邻污染损害防止. */
  readonly showCode?: boolean;
  /** May be emptied again: by the entry 不填, or by Delete. */
  readonly clearable?: boolean;
  readonly placeholder?: string;
  readonly disabled?: boolean;
  readonly autoFocus?: boolean;
  readonly 'aria-label'?: string;
}

/** One entry of a code list. Typing finds it by code, name or pinyin initials; Enter takes it. */
export function CodeSelect({
  choices,
  groups = [],
  value,
  onChange,
  showCode = false,
  clearable = false,
  ...rest
}: CodeSelectProps) {
  const optionOf = (choice: CodeChoice) => ({
    value: choice.code,
    label: showCode ? `${choice.code} ${choice.name}` : choice.name,
  });
  const grouped = groups
    .map(({ label, codes }) => ({ label, options: choices.filter(({ code }) => codes.includes(code)).map(optionOf) }))
    .filter(({ options }) => options.length > 0);
  return (
    <div onKeyDownCapture={clearOnDelete(clearable ? () => onChange?.(null) : undefined)}>
      <Select<string>
        {...rest}
        style={{ width: '100%' }}
        showSearch={{
          filterOption: (typed, option) => {
            const choice = choices.find((each) => each.code === option?.value);
            return choice ? matchesCode(choice, typed) : typed === '';
          },
        }}
        options={[
          ...(clearable ? [{ value: EMPTY, label: <span className="muted">不填</span> }] : []),
          ...(groups.length > 0 ? grouped : choices.map(optionOf)),
        ]}
        value={value ?? null}
        onChange={(code) => onChange?.(code === EMPTY ? null : code)}
        popupMatchSelectWidth={false}
        notFoundContent="没有这一项。可打编码、汉字或拼音首字母"
      />
    </div>
  );
}
