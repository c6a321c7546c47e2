import { type LimitAnchor, unitName } from '../../domain/deadlines/limits.ts';
import { settingField } from './find-field.ts';
import { SettingInput } from './SettingInput.tsx';
import type { SettingsDraft } from './use-settings-draft.ts';

const anchors: Readonly<Record<LimitAnchor, string>> = {
  registered: '登记时起',
  accepted: '受理时起',
  triaged: '分流时起',
  assigned: '交办时起',
  agreement_effective: '协议生效日起',
  performance: '履行期满日起',
  asked: '提出时起',
  referred: '来文之日起',
  answered: '反馈时起',
};

/** The limits as a table: what may be changed within which bounds, on what it rests, and why the rest may not. */
export function DeadlinesPart({ draft }: { readonly draft: SettingsDraft }) {
  return (
    <>
      <table className="settings-table">
        <thead>
          <tr>
            <th scope="col">事项</th>
            <th scope="col">时限</th>
            <th scope="col">可改范围</th>
            <th scope="col">从何时起</th>
            <th scope="col">依据</th>
          </tr>
        </thead>
        <tbody>
          {draft.base.deadlines.limits.map((limit) => (
            <tr key={limit.id}>
              <th scope="row">
                {limit.name}
                {limit.scope === undefined ? null : <span className="muted">（{limit.scope}）</span>}
              </th>
              <td>
                {limit.editable ? (
                  <SettingInput
                    bare
                    field={settingField(`limit.${limit.id}`)}
                    draft={draft}
                    suffix={unitName(limit.unit)}
                  />
                ) : (
                  `${limit.amount} ${unitName(limit.unit)}`
                )}
              </td>
              <td className="muted nowrap">
                {limit.editable ? `${limit.min ?? 1} 至 ${limit.max ?? 3650} ${unitName(limit.unit)}` : '法定，不能改'}
              </td>
              <td className="muted">
                {anchors[limit.startsAt]}
                {limit.rollsForward ? '，末日遇假顺延' : ''}
              </td>
              <td className="muted">{limit.source.text}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="settings-fields settings-after">
        <SettingInput field={settingField('warnPercent')} draft={draft} hint="到 100 % 变红，不能改" />
        <SettingInput
          field={settingField('officeClosesAt')}
          draft={draft}
          hint="如 17:30；24:00 表示到当天结束（民法典第 203 条）"
        />
        <SettingInput field={settingField('extension.maxTimes')} draft={draft} hint="延期要双方同意" />
        <SettingInput field={settingField('extension.maxDays')} draft={draft} hint="自然日" />
      </div>
      <p className="small muted">改了时限，没办结的案件马上按新的算；已办结的不动。</p>
    </>
  );
}
