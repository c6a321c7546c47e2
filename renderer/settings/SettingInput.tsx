import { Input } from 'antd';
import { type ReactNode, useState } from 'react';
import type { SettingField } from './setting-field.ts';
import type { SettingsDraft } from './use-settings-draft.ts';

interface SettingInputProps {
  readonly field: SettingField;
  readonly draft: SettingsDraft;
  readonly hint?: ReactNode;
  readonly maxLength?: number;
  /** In a table: the label is for readers of the screen only. */
  readonly bare?: boolean;
  readonly suffix?: ReactNode;
  readonly className?: string;
  /** Lines that are shown of a text of several. */
  readonly rows?: number;
}

export const inputId = (field: SettingField): string => `setting-${field.id}`;

/**
 * One setting. What is wrong with it is said beside it once it is left or a save was refused for it, and nothing typed
 * is taken away.
 */
export function SettingInput({
  field,
  draft,
  hint,
  maxLength,
  bare = false,
  suffix,
  className = '',
  rows,
}: SettingInputProps) {
  const [within, setWithin] = useState(false);
  const id = inputId(field);
  const problem = within && !draft.refused ? undefined : draft.problems[field.id];
  const isChanged = draft.changed.includes(field);
  const shared = {
    id,
    className: isChanged ? 'setting-changed' : '',
    value: draft.textOf(field),
    readOnly: !draft.editable,
    autoComplete: 'off',
    spellCheck: false,
    ...(maxLength === undefined ? {} : { maxLength }),
    status: problem === undefined ? '' : 'warning',
    'aria-invalid': problem !== undefined,
    'aria-describedby': `${id}-note`,
    onChange: (event: { target: { value: string } }) => draft.type(field, event.target.value),
    onFocus: () => setWithin(true),
    onBlur: () => setWithin(false),
  } as const;
  return (
    <div className={`setting ${bare ? 'setting-bare' : ''} ${className}`}>
      <label htmlFor={id} className={bare ? 'unseen' : 'setting-label'}>
        {field.label}
        {isChanged && !bare ? <em>已改，未保存</em> : null}
      </label>
      {rows === undefined ? <Input {...shared} suffix={suffix} /> : <Input.TextArea {...shared} rows={rows} />}
      <p id={`${id}-note`} className={`small ${problem === undefined ? 'muted' : 'soon'}`}>
        {problem ?? hint}
      </p>
    </div>
  );
}
