import { Form } from 'antd';
import type { CaseState } from '../../../domain/cases/state.ts';
import { useTrustedToday } from '../../api/center-clock.ts';
import { Field } from '../../forms/Field.tsx';
import { MaskedDateInput } from '../../forms/MaskedDateInput.tsx';
import { Dialog } from '../../frame/Dialog.tsx';
import { SuspectClockNote } from '../../status/SuspectClockNote.tsx';
import type { Paper } from './fitting-papers.ts';
import { dateProblem } from './forms/action-form.ts';

interface IssueDialogProps {
  readonly state: CaseState;
  readonly paper: Pick<Paper, 'title'>;
  readonly onIssue: () => Promise<void>;
  readonly onClose: () => void;
}

/**
 * Asked before a number is taken, which cannot be given back (SYNC-15). The number is of the year in which the agreement
 * was reached; where the clock is suspect, a person states that day once more (LOG-10).
 */
export function IssueDialog({ state, paper, onIssue, onClose }: IssueDialogProps) {
  const [form] = Form.useForm<{ reachedOn: string | null }>();
  const today = useTrustedToday();
  const reachedOn = state.agreement?.text.reachedOn;
  const issue = async (): Promise<void> => {
    const confirmed = await form.validateFields().then(
      () => true,
      () => false,
    );
    if (confirmed) await onIssue();
  };
  return (
    <Dialog title={`出具${paper.title}`} onClose={onClose} main={{ label: '取号、出具', onRun: issue }}>
      <p>这份文书会用掉本年度的下一个文号，固定成不能再改的 PDF，随后显示出来，看过再打印。</p>
      <p className="muted">协议文本以后再改，要另取新号，旧的留在卷里。</p>
      <Form form={form} layout="vertical">
        <SuspectClockNote today={today} />
        {today === null ? (
          <Field
            name="reachedOn"
            label="协议上写的达成日期"
            check={(value) =>
              dateProblem(value) ?? (value === reachedOn ? null : '与协议文本里的达成日期不同，请核对后再取号')
            }
            hint="文号用这一天的年份"
          >
            <MaskedDateInput />
          </Field>
        ) : null}
      </Form>
    </Dialog>
  );
}
