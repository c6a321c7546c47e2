import type { ReactNode } from 'react';
import type { CaseView } from '../../contract/cases.ts';
import { caseTitle } from '../cases/case-page/case-words.ts';
import type { ActionBarProps, KeyHint } from '../frame/ActionBar.tsx';
import { Screen } from '../frame/Screen.tsx';
import { StatusTag } from '../status/StatusTag.tsx';
import type { AgreementStep } from './agreement-steps.ts';
import { StepsStrip } from './StepsStrip.tsx';
import './agreement.css';

interface AgreementLayoutProps extends ActionBarProps {
  readonly view: CaseView;
  /** 写书面协议, 待签名盖章: where the agreement stands, in the words of the tag. */
  readonly status: string;
  readonly done?: boolean;
  readonly steps: readonly AgreementStep[];
  readonly zoomed: boolean;
  /** At the right end of the head. */
  readonly headEnd: ReactNode;
  readonly card: ReactNode;
  readonly aside: ReactNode;
  readonly preview: ReactNode;
  readonly onBack?: (() => void) | undefined;
  /** Dialogs. */
  readonly children?: ReactNode;
}

/** The page of an agreement: text, clauses, paper, and the steps below. */
export function AgreementLayout(props: AgreementLayoutProps) {
  const { view, status, done = false, steps, zoomed, headEnd, card, aside, preview, onBack, children, ...bar } = props;
  const title = caseTitle(view.state);
  const leave: KeyHint = { combo: 'Esc', label: '返回，不丢', ...(onBack ? { run: onBack } : {}) };
  return (
    <Screen
      {...bar}
      title={`${title} 协议书`}
      ownHeading
      className={`agreement ${zoomed ? 'agreement-zoomed' : ''}`}
      keys={[...(bar.keys ?? []), leave]}
    >
      <header className="agreement-head">
        <h1 title={title}>{title}</h1>
        <StatusTag look={done ? 'done' : 'active'}>{status}</StatusTag>
        <div className="agreement-head-end">{headEnd}</div>
      </header>
      {card}
      {aside}
      <StepsStrip steps={steps} />
      {preview}
      {children}
    </Screen>
  );
}
