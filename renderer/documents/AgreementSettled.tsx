import { EditOutlined, HighlightOutlined, PrinterOutlined } from '@ant-design/icons';
import { useState } from 'react';
import { v7 as newId } from 'uuid';
import type { CaseView } from '../../contract/cases.ts';
import type { Actor } from '../../domain/access/roles.ts';
import { type AgreementState, partiesOf } from '../../domain/cases/state.ts';
import { currentExecution, executionProblem } from '../../domain/signing/executed.ts';
import { formatChineseDate } from '../../domain/text/chinese-date.ts';
import { api } from '../api/client.ts';
import { type ApiError, toApiError } from '../api/errors.ts';
import { copiesOf, type Paper, papersOf } from '../cases/case-page/fitting-papers.ts';
import { MarksDialog } from '../cases/case-page/forms/MarksDialog.tsx';
import { useTakeView } from '../cases/case-page/use-case-view.ts';
import { usePapers } from '../cases/case-page/use-papers.ts';
import type { MainAction, SecondaryAction } from '../frame/ActionBar.tsx';
import { useActionKeys } from '../keyboard/use-action-keys.ts';
import { AgreementSigning } from '../signing/AgreementSigning.tsx';
import { copyToHand } from '../signing/copy-to-hand.ts';
import { ErrorNote } from '../status/ErrorNote.tsx';
import { AgreementCard } from './AgreementCard.tsx';
import { AgreementLayout } from './AgreementLayout.tsx';
import { agreementSteps } from './agreement-steps.ts';
import { valuesOfText } from './agreement-values.ts';
import { CopiesDialog } from './CopiesDialog.tsx';
import { PrintPreview } from './PrintPreview.tsx';
import { SignersCard } from './SignersCard.tsx';
import { UnrecordedNotes } from './UnrecordedNotes.tsx';
import type { PaperSource } from './use-paper.ts';

interface AgreementSettledProps {
  readonly view: CaseView;
  readonly actor: Actor;
  readonly agreement: AgreementState;
  readonly told: string | null;
  readonly onTell: (text: string) => void;
  readonly onRevise: () => void;
  readonly onBack: () => void;
}

const readOnlyIds = (): (() => string) => {
  let count = 0;
  return () => {
    count += 1;
    return `settled-${count}`;
  };
};

/** A text that was settled: print it, collect the marks, until it is in effect (人民调解法 29, 30). */
export function AgreementSettled({ view, actor, agreement, told, onTell, onRevise, onBack }: AgreementSettledProps) {
  const { state } = view;
  const [zoomed, setZoomed] = useState(false);
  const [signing, setSigning] = useState<'no' | 'paper' | 'screen'>('no');
  const [failure, setFailure] = useState<ApiError | null>(null);
  const take = useTakeView(state.id);
  const papers = usePapers(view, onTell);
  const form = agreement.form === 'written' ? 'agreement' : 'oral-agreement-register';
  const paper = papersOf(state).find((each) => each.form === form) ?? null;
  const copies = copiesOf(state, form);
  const refusalOf = (action: 'agreement.signed' | 'agreement.revised') =>
    view.offered.find((each) => each.action === action);
  const revision = refusalOf('agreement.revised');
  const zoom = (): void => setZoomed(!zoomed);

  const signs = refusalOf('agreement.signed');
  const sign = (): void => setSigning('paper');
  const revise: SecondaryAction | null = revision
    ? { label: '修改协议', combo: 'Alt+X', icon: <EditOutlined />, onRun: onRevise, blocked: revision.refusal?.message }
    : null;
  const printAgain: SecondaryAction | null = paper?.issued
    ? { label: `打印 ${copies} 份`, combo: 'F8', icon: <PrinterOutlined />, onRun: () => papers.print(paper) }
    : null;

  const byScreen = signs && paper?.issued?.slots !== undefined;
  const screen: SecondaryAction | null = byScreen
    ? {
        label: '屏幕签名',
        combo: 'Alt+G',
        icon: <HighlightOutlined />,
        onRun: () => setSigning('screen'),
        blocked: signs.refusal?.message,
      }
    : null;
  const unmade = paper?.issued && !paper.issued.executed && executionProblem(state, paper.issued.id) === null;
  const makeCopy = async (): Promise<void> => {
    if (!paper?.issued) return;
    setFailure(null);
    try {
      const { revision: baseRevision, id: caseId } = state;
      const made = await api.signing.execute({ actionId: newId(), caseId, baseRevision, documentId: paper.issued.id });
      take(made.view);
      onTell('签署件已制作');
    } catch (error) {
      setFailure(toApiError(error));
    }
  };
  const copy: SecondaryAction | null = unmade
    ? { label: '制作签署件', combo: 'Alt+G', icon: <HighlightOutlined />, onRun: makeCopy }
    : null;

  useActionKeys([
    ...(signs ? [{ combo: 'Alt+M', label: '登记签名盖章', run: sign }] : []),
    { combo: 'F9', label: '放大预览', run: zoom },
    ...(zoomed ? [{ combo: 'Esc', label: '缩小预览', run: zoom }] : []),
  ]);

  const main = mainOf(paper, copies, agreement, {
    print: (each) => papers.print(each),
    ...(signs ? { sign: { run: sign, blocked: signs.refusal?.message } } : {}),
    back: onBack,
  });
  const effective = agreement.effectiveOn;
  const notice = told ?? (effective === null ? null : `协议自 ${formatChineseDate(effective)} 起生效，文本不再改动`);
  const source: PaperSource = paper?.issued
    ? { kind: 'issued', caseId: state.id, documentId: paper.issued.id, ...copyToHand(paper.issued) }
    : {
        kind: 'draft',
        caseId: state.id,
        form,
        subject: paper?.subject ?? agreement.version,
        revision: state.revision,
        text: null,
      };

  return (
    <AgreementLayout
      view={view}
      status={effective === null ? '已达成 · 待签名盖章' : '已生效'}
      done
      steps={agreementSteps(state, { form: agreement.form, writing: false })}
      zoomed={zoomed}
      headEnd={
        <span className="small muted">
          {paper?.issued?.number == null ? `第 ${agreement.version} 版` : `编号 ${paper.issued.number}`}
        </span>
      }
      onBack={onBack}
      notice={notice === null ? null : <span role="status">{notice}</span>}
      secondary={[revise, screen, copy, printAgain].filter((each) => each !== null)}
      main={main}
      card={
        <AgreementCard
          values={valuesOfText(agreement.form, agreement.text, readOnlyIds())}
          parties={partiesOf(state)}
          warnings={[]}
          editor={null}
        />
      }
      aside={<SignersCard view={view} actor={actor} />}
      preview={
        <PrintPreview
          source={source}
          needsSeal={agreement.form === 'written' && effective === null}
          zoomed={zoomed}
          onZoom={zoom}
        />
      }
    >
      {failure || papers.error || papers.printing.unrecorded.length > 0 ? (
        <div className="agreement-failure">
          {failure ? <ErrorNote error={failure} onRetry={() => void makeCopy()} /> : null}
          {papers.error ? <ErrorNote error={papers.error} /> : null}
          <UnrecordedNotes printing={papers.printing} />
        </div>
      ) : null}
      {papers.printing.question ? <CopiesDialog {...papers.printing.question} /> : null}
      {signing === 'paper' ? (
        <MarksDialog
          view={view}
          actor={actor}
          onClose={() => setSigning('no')}
          onDone={(_before, _action, after) => {
            setSigning('no');
            onTell(signedText(after));
            requestAnimationFrame(() => document.querySelector<HTMLElement>('[data-main-action]')?.focus());
          }}
        />
      ) : null}
      {signing === 'screen' ? (
        <AgreementSigning
          view={view}
          actor={actor}
          onClose={() => setSigning('no')}
          onDone={(after, problem) => {
            setSigning('no');
            setFailure(problem);
            onTell(signedText(after));
          }}
        />
      ) : null}
    </AgreementLayout>
  );
}

function signedText({ state }: CaseView): string {
  const effective = state.agreement?.effectiveOn ?? null;
  if (effective === null) return '签名已登记';
  const copy = currentExecution(state) === null ? '' : '，签署件已制作';
  return `签名盖章齐全，协议自 ${formatChineseDate(effective)} 起生效${copy}`;
}

interface MainWays {
  readonly print: (paper: Paper) => Promise<void>;
  readonly sign?: { readonly run: () => void; readonly blocked: string | undefined };
  readonly back: () => void;
}

/** The one next step: the number and the paper, then the marks; what comes after them is on the case's page. */
function mainOf(
  paper: Paper | null,
  copies: number,
  agreement: AgreementState,
  { print, sign, back }: MainWays,
): MainAction {
  if (paper && !paper.issued) {
    const label = agreement.form === 'written' ? `取号并打印 ${copies} 份` : `打印登记表 ${copies} 份`;
    return { label, icon: <PrinterOutlined />, onRun: () => print(paper) };
  }
  if (sign) return { label: '登记签名盖章', onRun: sign.run, blocked: sign.blocked };
  return { label: '回案件页', onRun: back };
}
