import { useQuery } from '@tanstack/react-query';
import { queries } from '../api/client.ts';
import { useSignedIn } from '../sessions/signed-in.ts';
import { Note } from '../status/Note.tsx';
import { settingField } from './find-field.ts';
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

/** Forms that are printed by the office's own templates, and what is wrong with those that are not used. */
function OwnTemplates() {
  const { roles } = useSignedIn();
  const mayAsk = roles.includes('it') || roles.includes('manager');
  const { data } = useQuery({ ...queries.settings.ownTemplates.queryOptions(), enabled: mayAsk });
  if (!data) return null;
  return (
    <div className="settings-wide settings-note">
      {data.problems.length > 0 ? (
        <Note look="warn" title="有自备的模板没有采用">
          {data.problems.map((problem) => (
            <p key={problem}>{problem}</p>
          ))}
        </Note>
      ) : null}
      <p className="small muted">
        {data.used.length === 0 ? '各种文书都用程序自带的模板。' : `用自备模板的：${data.used.join('、')}。`}
        要换模板，把改好的 .typ 文件放进数据文件夹里的“templates”文件夹，重新启动服务。
      </p>
    </div>
  );
}
