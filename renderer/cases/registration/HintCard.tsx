import {
  BankOutlined,
  CloseOutlined,
  EnvironmentOutlined,
  FileTextOutlined,
  InfoCircleOutlined,
  LinkOutlined,
  SafetyOutlined,
  TeamOutlined,
  WarningOutlined,
} from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { CaseHint } from '../../../contract/cases.ts';
import { caseStatus, openStatuses } from '../../../domain/cases/status.ts';
import { formatInstant, plainDateAt } from '../../../domain/text/chinese-date.ts';
import { assertNever } from '../../status/assert-never.ts';
import { Note } from '../../status/Note.tsx';
import { type Hint, shortNumber } from './hints.ts';

export interface HintActions {
  readonly today: string;
  readonly linkedCaseIds: readonly string[];
  readonly onDismiss: (hint: Hint) => void;
  readonly onOpenCase: (caseId: string) => void;
  readonly onLink: (caseId: string) => void;
  readonly onAddGuardian: (partyIndex: number) => void;
  readonly onContinueDraft: (draftId: string) => void;
}

interface HintCardProps extends HintActions {
  readonly hint: Hint;
}

interface Shown {
  readonly look: 'warn' | 'info';
  readonly icon: ReactNode;
  readonly title: string;
  readonly body: ReactNode;
}

/** One hint. It never covers what somebody writes, and can be put away. */
export function HintCard({ hint, ...actions }: HintCardProps) {
  const { look, icon, title, body } = shownOf(hint, actions);
  return (
    <Note
      look={look}
      icon={icon}
      title={
        <>
          <span className="hint-title">{title}</span>
          <button
            type="button"
            className="hint-close"
            aria-label={`收起提示：${title}`}
            title="收起"
            onClick={() => actions.onDismiss(hint)}
          >
            <CloseOutlined aria-hidden="true" />
          </button>
        </>
      }
    >
      {body}
    </Note>
  );
}

function shownOf(hint: Hint, actions: HintActions): Shown {
  switch (hint.kind) {
    case 'draft':
      return {
        look: 'info',
        icon: <FileTextOutlined aria-hidden="true" />,
        title: '上次有一件没登记完',
        body: (
          <>
            <p>{hint.draft.label}</p>
            <p className="small muted">
              {formatInstant(hint.draft.savedAt)} 存的草稿{hint.draft.missing ? `，还缺${hint.draft.missing}` : ''}
            </p>
            <div className="hint-actions">
              <Button size="small" onClick={() => actions.onContinueDraft(hint.draft.draftId)}>
                接着写
              </Button>
            </div>
          </>
        ),
      };
    case 'same_person':
      return {
        look: 'warn',
        icon: <LinkOutlined aria-hidden="true" />,
        title: `${hint.name}已有 ${hint.cases.length} 件，先看看`,
        body: <CaseLines cases={hint.cases} continues {...actions} />,
      };
    case 'undecided':
      return {
        look: 'info',
        icon: <InfoCircleOutlined aria-hidden="true" />,
        title: `${hint.name}还没表态`,
        body: (
          <p className="small">
            可以先登记、受理。明确拒绝的，不能开始调解。<span className="muted">人民调解法第十七条</span>
          </p>
        ),
      };
    case 'refused':
      return {
        look: 'warn',
        icon: <WarningOutlined aria-hidden="true" />,
        title: `${hint.name}明确拒绝调解`,
        body: (
          <p className="small">
            可以登记，不能开始调解。做通工作后改为“愿意”，或者告知其他途径。
            <span className="muted">人民调解法第十七条</span>
          </p>
        ),
      };
    case 'minor':
      return {
        look: 'warn',
        icon: <TeamOutlined aria-hidden="true" />,
        title: `${hint.name}未满 18 周岁`,
        body: (
          <>
            <p className="small">
              调解和签协议由监护人代理。<span className="muted">民法典第二十三条</span>
            </p>
            <div className="hint-actions">
              <Button size="small" onClick={() => actions.onAddGuardian(hint.partyIndex)}>
                添加法定代理人
              </Button>
            </div>
          </>
        ),
      };
    case 'similar':
      return {
        look: 'warn',
        icon: <EnvironmentOutlined aria-hidden="true" />,
        title: `同一地点在办 ${hint.cases.length} 件`,
        body: (
          <>
            <CaseLines cases={hint.cases} {...actions} />
            <p className="small muted">只关联，不合并，各办各的。</p>
          </>
        ),
      };
    case 'department':
      return {
        look: 'warn',
        icon: <BankOutlined aria-hidden="true" />,
        title: '多半归主管部门办',
        body: (
          <p className="small">
            “{hint.category}”一般不是民间纠纷。可以登记，受理后分流时转主管部门，并告知当事人。
            <span className="muted">人民调解法第二条</span>
          </p>
        ),
      };
    case 'risk':
      return {
        look: 'warn',
        icon: <SafetyOutlined aria-hidden="true" />,
        title: '高风险，要做到这几条',
        body: (
          <ul className="hint-list small">
            {hint.demands.map((demand) => (
              <li key={demand}>{demand}</li>
            ))}
          </ul>
        ),
      };
    default:
      return assertNever(hint);
  }
}

interface CaseLinesProps extends HintActions {
  readonly cases: readonly CaseHint[];
  /** The same person: an open case is gone on with rather than registered again. */
  readonly continues?: boolean;
}

/** Today only the time matters, else the day. */
function whenOf(registeredAt: number, today: string): string {
  const day = plainDateAt(registeredAt);
  return day === today ? `今天 ${formatInstant(registeredAt).slice(11)}` : day;
}

function CaseLines({ cases, continues = false, today, linkedCaseIds, onOpenCase, onLink }: CaseLinesProps) {
  return (
    <ul className="hint-cases">
      {cases.map(({ caseId, caseNumber, title, parties, status, registeredAt, why }) => {
        const linked = linkedCaseIds.includes(caseId);
        const number = shortNumber(caseNumber);
        const goesOn = continues && openStatuses.includes(status);
        return (
          <li key={caseId}>
            <p>
              {continues ? `${whenOf(registeredAt, today)} ` : ''}
              {title || parties}
            </p>
            <p className="small muted">
              {caseNumber}　{caseStatus(status).name}　{continues ? why : `${whenOf(registeredAt, today)} 登记`}
            </p>
            <div className="hint-actions">
              <Button
                size="small"
                onClick={() => onOpenCase(caseId)}
                aria-label={goesOn ? undefined : `查看 ${number}`}
              >
                {goesOn ? `接着办 ${number}` : '查看'}
              </Button>
              <Button
                size="small"
                aria-pressed={linked}
                aria-label={`${linked ? '取消关联' : '关联'} ${number}`}
                onClick={() => onLink(caseId)}
              >
                {linked ? '已关联，取消' : '关联'}
              </Button>
            </div>
          </li>
        );
      })}
    </ul>
  );
}
