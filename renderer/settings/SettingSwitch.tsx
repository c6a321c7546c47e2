import { Checkbox } from 'antd';
import { settingField } from './find-field.ts';
import { inputId } from './SettingInput.tsx';
import { NO, YES } from './setting-field.ts';
import type { SettingsDraft } from './use-settings-draft.ts';

interface SettingSwitchProps {
  readonly id: string;
  readonly draft: SettingsDraft;
  readonly hint: string;
}

/** A setting that is on or off. */
export function SettingSwitch({ id, draft, hint }: SettingSwitchProps) {
  const field = settingField(id);
  return (
    <div className="settings-wide settings-note">
      <Checkbox
        id={inputId(field)}
        checked={draft.textOf(field) === YES}
        disabled={!draft.editable}
        onChange={(event) => draft.type(field, event.target.checked ? YES : NO)}
      >
        {field.label}
      </Checkbox>
      <p className="small muted">{hint}</p>
    </div>
  );
}
