import { settingField } from './find-field.ts';
import { OwnTemplates } from './OwnTemplates.tsx';
import { SettingInput } from './SettingInput.tsx';
import { SettingSwitch } from './SettingSwitch.tsx';
import type { SettingsDraft } from './use-settings-draft.ts';

/** What the printed forms show, and how dossiers are bound. */
export function DocumentsPart({ draft }: { readonly draft: SettingsDraft }) {
  return (
    <div className="settings-fields">
      <SettingSwitch
        id="documents.showIdNumber"
        draft={draft}
        hint="司法部的协议书格式没有证件号码一栏，平时不印。法院或公证处要求时再打开；已出具的协议书不变。"
      />
      <SettingInput
        field={settingField('documents.verificationAddress')}
        draft={draft}
        maxLength={80}
        hint="协议书上的二维码打开市平台的公开核验页。空着就用接入市平台的地址；群众从外网打开的地址不同时，填外网地址。已出具的协议书不变。"
        className="settings-wide"
      />
      <div className="settings-wide settings-years">
        <SettingInput
          field={settingField('dossier.retentionYears.long')}
          draft={draft}
          maxLength={3}
          suffix="年"
          hint="印在卷宗封面上。各地规定不同，按当地档案部门的规定填；空着只印“长期”。"
        />
        <SettingInput
          field={settingField('dossier.retentionYears.short')}
          draft={draft}
          maxLength={3}
          suffix="年"
          hint="同上；空着只印“短期”。"
        />
      </div>
      <SettingSwitch
        id="dossier.numberFront"
        draft={draft}
        hint="档案一般只给卷内材料编页号，封面、目录和封底不编。打开后封面是第 1 页。"
      />
      <OwnTemplates />
    </div>
  );
}
