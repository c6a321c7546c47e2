import { Checkbox } from 'antd';
import { NO, YES } from './fields.ts';
import { settingField } from './find-field.ts';
import { inputId, SettingInput } from './SettingInput.tsx';
import type { SettingsDraft } from './use-settings-draft.ts';

/** What the printed forms show. */
export function DocumentsPart({ draft }: { readonly draft: SettingsDraft }) {
  const field = settingField('documents.showIdNumber');
  return (
    <div className="settings-fields">
      <div className="settings-wide settings-note">
        <Checkbox
          id={inputId(field)}
          checked={draft.textOf(field) === YES}
          disabled={!draft.editable}
          onChange={(event) => draft.type(field, event.target.checked ? YES : NO)}
        >
          {field.label}
        </Checkbox>
        <p className="small muted">
          司法部的协议书格式没有证件号码一栏，平时不印。法院或公证处要求时再打开；已出具的协议书不变。
        </p>
      </div>
      <SettingInput
        field={settingField('documents.verificationAddress')}
        draft={draft}
        maxLength={80}
        hint="协议书上的二维码打开市平台的公开核验页。空着就用接入市平台的地址；群众从外网打开的地址不同时，填外网地址。已出具的协议书不变。"
        className="settings-wide"
      />
    </div>
  );
}
