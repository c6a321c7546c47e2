import { useState } from 'react';
import type { CaseView } from '../../contract/cases.ts';
import type { Actor } from '../../domain/access/roles.ts';
import type { CaseAction } from '../../domain/cases/actions.ts';
import type { AgreementText } from '../../domain/cases/agreement.ts';
import { partiesOf } from '../../domain/cases/state.ts';
import { type AgreementWarning, warningPlaceName } from '../../domain/documents/agreement-warnings.ts';
import { formatYuan } from '../../domain/text/chinese-amount.ts';
import { formatChineseDate, type PlainDate } from '../../domain/text/chinese-date.ts';
import { checkAction } from '../cases/case-page/check-action.ts';
import { StaleNote } from '../cases/case-page/forms/StaleNote.tsx';
import { type SendAction, useActionSubmit } from '../cases/case-page/use-action-submit.ts';
import { Dialog } from '../frame/Dialog.tsx';
import { ErrorNote } from '../status/ErrorNote.tsx';
import { Note } from '../status/Note.tsx';
import './settle.css';

export type Settling = Extract<
  CaseAction,
  { type: 'agreement.reached_written' | 'agreement.reached_oral' | 'agreement.revised' }
>;

interface SettleDialogProps {
  readonly view: CaseView;
  readonly actor: Actor;
  /** Null where the clock is suspect. */
  readonly today: PlainDate | null;
  readonly settling: Settling;
  /** Made once with the draft: a save that was answered to nobody makes no second agreement. */
  readonly actionId: string;
  readonly resend: SendAction | null;
  readonly warnings: readonly AgreementWarning[];
  readonly onSettled: (after: CaseView) => Promise<void>;
  /** Messages about single fields of the text. */
  readonly onFields: (fields: Readonly<Record<string, string>>) => void;
  readonly onClose: () => void;
}

/** Found before anything was sent; told in the dialog, and at its fields once that is closed. */
interface Refused {
  readonly message: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** Says what exactly will happen, and asks a person to confirm the legal day (LOG-10). */
export function SettleDialog(props: SettleDialogProps) {
  const { view, actor, today, settling, actionId, resend, warnings, onSettled, onFields, onClose } = props;
  const { base, error, changes, submit } = useActionSubmit(view, actionId, resend ?? undefined);
  const [refused, setRefused] = useState<Refused | null>(null);
  const { text } = settling.payload;

  const settle = async (): Promise<void> => {
    const checked = checkAction({ state: base.state, actor, today }, settling.type, settling.payload);
    if (!checked.ok) {
      const message = checked.refusal?.message ?? Object.values(checked.fields).join('；');
      setRefused({ message, fields: checked.fields });
      return;
    }
    setRefused(null);
    const after = await submit(checked.action);
    if (after) await onSettled(after);
  };

  const stale = error?.code === 'STALE_REVISION' && changes.length > 0;
  const fields = { ...refused?.fields, ...error?.fields };
  const label = settling.type === 'agreement.revised' ? `确认，成为第 ${versionAfter(base)} 版` : '确认，双方已达成';
  return (
    <Dialog
      title={titles[settling.type]}
      onClose={() => {
        if (Object.keys(fields).length > 0) onFields(fields);
        onClose();
      }}
      width={560}
      main={{ label: stale ? '按最新情况保存' : label, onRun: settle }}
    >
      <div className="settle" ref={focusMain}>
        <dl className="settle-facts">
          <dt>达成日期</dt>
          <dd>
            <b>{formatChineseDate(text.reachedOn)}</b>　<span className="muted">请再核对：签名日期不能早于这一天</span>
          </dd>
          <dt>当事人</dt>
          <dd>
            {partiesOf(base.state)
              .map(({ name }) => name)
              .join('、')}
          </dd>
          <dt>内容</dt>
          <dd>{contentText(text)}</dd>
        </dl>
        <p>{consequence(settling, base)}</p>
        {warnings.length === 0 ? null : (
          <Note look="warn" title={`还有 ${warnings.length} 处提醒，不改也能继续，会记进案件经过`}>
            <ul className="settle-warnings">
              {warnings.map((warning) => (
                <li key={`${warningPlaceName(warning)} ${warning.title}`}>
                  {warningPlaceName(warning)}：{warning.title}
                </li>
              ))}
            </ul>
          </Note>
        )}
        {stale ? <StaleNote changes={changes} /> : null}
        {error && !stale ? (
          <ErrorNote error={error} onRetry={() => void settle()}>
            {Object.values(fields).map((message) => (
              <p key={message}>{message}</p>
            ))}
          </ErrorNote>
        ) : null}
        {refused === null ? null : <Note look="warn" title={refused.message} live />}
      </div>
    </Dialog>
  );
}

/** The confirmation is what the dialog is about, so it has the focus when it opens. */
function focusMain(body: HTMLElement | null): void {
  const dialog = body?.closest('[role=dialog]');
  // After the dialog has taken the focus for itself.
  setTimeout(() => dialog?.querySelector<HTMLElement>('[data-main-action]')?.focus(), 0);
}

const titles: Readonly<Record<Settling['type'], string>> = {
  'agreement.reached_written': '达成书面协议',
  'agreement.reached_oral': '达成口头协议',
  'agreement.revised': '修改协议',
};

function versionAfter({ state }: CaseView): number {
  return state.lastAgreementVersion + 1;
}

function contentText({ terms, performance }: AgreementText): string {
  const total = performance.reduce((sum, { amountFen }) => sum + (amountFen ?? 0), 0);
  const items = performance.length === 0 ? '' : `，履行事项 ${performance.length} 项`;
  return `协议内容 ${terms.length} 条${items}${total === 0 ? '' : `，合计 ${formatYuan(total)} 元`}`;
}

function consequence(settling: Settling, view: CaseView): string {
  switch (settling.type) {
    case 'agreement.reached_written':
      return '案件转为「协议待生效」。接着取号打印；当事人签名、调解员签名、委员会盖章齐全之日起生效（人民调解法第二十九条）。生效前还可以修改。';
    case 'agreement.reached_oral':
      return `口头协议自 ${formatChineseDate(settling.payload.text.reachedOn)} 起生效（人民调解法第三十条），内容不能再改。接着打印口头协议登记表。`;
    case 'agreement.revised': {
      const marks = view.state.agreement?.marks.length ?? 0;
      return `成为第 ${versionAfter(view)} 版。${marks > 0 ? `已有的 ${marks} 处签名作废，` : ''}要重新取号、打印和签名；旧版留在卷里。`;
    }
  }
}
