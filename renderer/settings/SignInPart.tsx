import { Checkbox } from 'antd';
import { roles } from '../../domain/access/roles.ts';
import { settingField } from './find-field.ts';
import { inputId, SettingInput } from './SettingInput.tsx';
import { SettingSwitch } from './SettingSwitch.tsx';
import { rolesAsText, rolesOfText } from './sign-in-fields.ts';
import type { SettingsDraft } from './use-settings-draft.ts';

const fields = [
  ['password.shortest', '位', '8 到 64'],
  ['password.kinds', '种', '小写、大写、数字、符号里'],
  ['password.differentFromLast', '次', '0 表示不管'],
  ['password.longestDays', '天', '空着就不用换；等保三级要求定期更换'],
  ['lock.after', '次', '3 到 20；第 3 次起先要等'],
  ['lock.minutes', '分钟', '到时自动解锁，也可由管理员解锁'],
  ['session.idleMinutes', '分钟', '5 到 720；写的内容不会丢'],
  ['session.longestHours', '小时', '1 到 24；到时要重新登录'],
] as const;

/** How people prove who they are, and for how long it holds (GB/T 22239-2019 8.1.4.1). */
export function SignInPart({ draft }: { readonly draft: SettingsDraft }) {
  return (
    <div className="settings-fields">
      {fields.map(([id, unit, hint]) => (
        <SettingInput
          key={id}
          field={settingField(`signIn.${id}`)}
          draft={draft}
          maxLength={4}
          suffix={unit}
          hint={hint}
        />
      ))}
      <SettingSwitch
        id="signIn.switching.allowed"
        draft={draft}
        hint="各人先各自登录过一次，之后按 F6 再按数字就换人，换人记在操作记录里。系统管理员总要输密码。"
      />
      <SettingInput
        field={settingField('signIn.switching.idleMinutes')}
        draft={draft}
        maxLength={2}
        suffix="分钟"
        hint="1 到 60"
      />
      <SecondFactorRoles draft={draft} />
    </div>
  );
}

function SecondFactorRoles({ draft }: { readonly draft: SettingsDraft }) {
  const field = settingField('signIn.secondFactorFor');
  const chosen = rolesOfText(draft.textOf(field));
  return (
    <div className="settings-wide settings-note">
      <fieldset id={inputId(field)} className="sign-in-roles">
        <legend>{field.label}</legend>
        {roles.map(({ id, name }) => (
          <Checkbox
            key={id}
            checked={chosen.includes(id)}
            disabled={!draft.editable}
            onChange={({ target }) =>
              draft.type(field, rolesAsText(target.checked ? [...chosen, id] : chosen.filter((each) => each !== id)))
            }
          >
            {name}
          </Checkbox>
        ))}
      </fieldset>
      <p className="small muted">
        这些岗位下次登录时要先绑定手机。别的岗位自愿：右上角自己的名字里“绑定动态口令”。手机丢了由管理员在“账号”里取消。
      </p>
    </div>
  );
}
