import { settingField } from './find-field.ts';
import { SettingInput } from './SettingInput.tsx';
import type { SettingsDraft } from './use-settings-draft.ts';

/** Names that stand on the screen, on slips and in numbers. */
export function CenterPart({ draft }: { readonly draft: SettingsDraft }) {
  return (
    <div className="settings-fields">
      <SettingInput field={settingField('name')} draft={draft} maxLength={60} className="settings-wide" />
      <SettingInput field={settingField('shortName')} draft={draft} maxLength={8} hint="新案号起用，老案号不变" />
      <SettingInput field={settingField('phone')} draft={draft} maxLength={30} hint="印在回执上" />
      <SettingInput
        field={settingField('address')}
        draft={draft}
        maxLength={200}
        hint="印在回执上"
        className="settings-wide"
      />
      <SettingInput
        field={settingField('committee.name')}
        draft={draft}
        maxLength={60}
        hint="和印章上的一样，印在协议书和回执上"
        className="settings-wide"
      />
      <SettingInput field={settingField('committee.shortName')} draft={draft} maxLength={8} hint="新文书编号起用" />
      <SettingInput
        field={settingField('gridForbidden')}
        draft={draft}
        rows={4}
        hint="不下交社区、网格的事项，一行一项，例如：违建拆除：拆违、强拆"
        className="settings-wide"
      />
    </div>
  );
}
