import { formatNumber, templateProblem } from '../../domain/center/numbering.ts';
import { toChinaDate } from '../../domain/deadlines/china-time.ts';
import { useCenterNow } from '../api/center-clock.ts';
import { settingField } from './find-field.ts';
import { SettingInput } from './SettingInput.tsx';
import type { SettingsDraft } from './use-settings-draft.ts';

/** The templates of official numbers, each with what the next year's first would look like while it is typed. */
export function NumberingPart({ draft }: { readonly draft: SettingsDraft }) {
  const year = Number(toChinaDate(useCenterNow()).slice(0, 4));
  const example = (id: string): string => {
    const template = draft.textOf(settingField(id)).trim();
    const parts = {
      year,
      shortName: draft.textOf(settingField('shortName')),
      committee: draft.textOf(settingField('committee.shortName')),
      counter: 7,
    };
    return templateProblem(template) === null
      ? `第 7 件：${formatNumber(template, parts)}`
      : '模板写对后，这里显示样子';
  };
  return (
    <div className="settings-fields">
      <SettingInput
        field={settingField('numbering.case')}
        draft={draft}
        maxLength={60}
        hint={example('numbering.case')}
        className="settings-wide"
      />
      <SettingInput
        field={settingField('numbering.agreement')}
        draft={draft}
        maxLength={60}
        hint={example('numbering.agreement')}
        className="settings-wide"
      />
      <div className="settings-wide settings-note">
        <p>
          可用的记号：{'{年}'} 年份，{'{简称}'} 中心简称，{'{委员会}'} 调委会简称，{'{序号}'} 从 1 数起，{'{序号:4}'}{' '}
          补足 4 位。
        </p>
        <p className="small muted">
          国家没有规定格式，按本地习惯写。序号每年从 1 开始，用过的号不再用；改模板不影响已经给出的号。
        </p>
      </div>
    </div>
  );
}
