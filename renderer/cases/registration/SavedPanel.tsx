import { CheckCircleOutlined, FolderOpenOutlined, FormOutlined, PrinterOutlined } from '@ant-design/icons';
import { useEffect, useRef } from 'react';
import { useLocation } from 'wouter';
import { partiesText } from '../../../domain/cases/title.ts';
import { formatInstant } from '../../../domain/text/chinese-date.ts';
import { CopiesDialog } from '../../documents/CopiesDialog.tsx';
import { UnrecordedNotes } from '../../documents/UnrecordedNotes.tsx';
import { Screen } from '../../frame/Screen.tsx';
import { useActionKeys } from '../../keyboard/use-action-keys.ts';
import { ErrorNote } from '../../status/ErrorNote.tsx';
import { Note } from '../../status/Note.tsx';
import { CaseStatusTag } from '../../status/StatusTag.tsx';
import { Waiting } from '../../status/Waiting.tsx';
import { useCaseList } from '../case-list.ts';
import type { SavedCase } from './use-save.ts';
import { type SlipState, useSlip } from './use-slip.ts';
import './saved-panel.css';

interface SavedPanelProps {
  readonly saved: SavedCase;
  readonly onNext: () => void;
}

/** What to tell and give the visitor now: case number, query code, and the slip with both. */
export function SavedPanel({ saved, onNext }: SavedPanelProps) {
  const { registered, registration } = saved;
  const { slip, print, printing } = useSlip(registered);
  const [, navigate] = useLocation();
  const { openedFrom } = useCaseList();
  const panel = useRef<HTMLElement>(null);
  useEffect(() => panel.current?.focus(), []);

  const open = (): void => {
    openedFrom({ path: '/', label: '回工作台', caseIds: [] });
    navigate(`/cases/${registered.caseId}`);
  };
  const accepted = registered.status !== 'registered';
  const label = slip.state === 'done' ? '再打一份回执' : '打印回执';
  useActionKeys([{ combo: 'F8', label: '打印回执', run: () => void print() }]);

  return (
    <Screen
      title={accepted ? '已登记并受理' : '已登记'}
      ownHeading
      className="saved-screen"
      back={{ to: '/', label: '回工作台' }}
      secondary={[
        { label: '打开案件', combo: 'Enter', icon: <FolderOpenOutlined />, onRun: open },
        { label: '下一件', combo: 'F2', icon: <FormOutlined />, onRun: onNext },
      ]}
      main={{ label, combo: 'Ctrl+P', icon: <PrinterOutlined />, onRun: print }}
    >
      <section ref={panel} className="card saved-panel" tabIndex={-1} aria-labelledby="saved-title">
        <h1 id="saved-title" className="saved-title">
          <CheckCircleOutlined aria-hidden="true" /> {accepted ? '已登记并受理' : '已登记，等待受理'}
        </h1>
        <dl className="saved-numbers">
          <div>
            <dt>案号</dt>
            <dd>{registered.caseNumber}</dd>
          </div>
          <div>
            <dt>查询码</dt>
            <dd className="saved-code">{registered.queryCode}</dd>
          </div>
        </dl>
        <p className="saved-case">
          {partiesText(registration.parties)}
          <span className="muted">{registration.title}</span>
          <CaseStatusTag status={registered.status} exact />
        </p>
        <p className="muted">请把案号和查询码告诉来访人，或者打印回执交给他。</p>
        {registered.keptEarlier ? (
          <Note look="warn" title="断线前那一次其实已经存上了" live>
            <p>案件里是那一次的内容。之后改的没有存进去，请打开案件更正。</p>
          </Note>
        ) : null}
        <div role="status" className="saved-slip">
          <SlipLine slip={slip} />
        </div>
        {slip.state === 'failed' ? <ErrorNote error={slip.error} onRetry={() => void print()} /> : null}
        <UnrecordedNotes printing={printing} />
        {printing.question ? <CopiesDialog {...printing.question} /> : null}
      </section>
    </Screen>
  );
}

function SlipLine({ slip }: { readonly slip: SlipState }) {
  switch (slip.state) {
    case 'ready':
    case 'failed':
      return null;
    case 'working':
      return <Waiting label={slip.words} />;
    case 'done':
      return (
        <span className="text-good">
          <PrinterOutlined aria-hidden="true" /> {formatInstant(slip.at).slice(11)} 已打印
          {slip.copies > 1 ? `，共 ${slip.copies} 份` : ''}
        </span>
      );
    case 'not_printed':
      return <span className="soon">{slip.words}</span>;
  }
}
