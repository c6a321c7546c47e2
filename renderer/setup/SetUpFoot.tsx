import { Button } from 'antd';
import type { ReactNode } from 'react';
import { Key } from '../keyboard/Key.tsx';

interface SetUpFootProps {
  /** What the main action is called; its key is Ctrl+Enter. */
  readonly label: string;
  readonly busy: boolean;
  readonly run: () => void;
  /** Leads back by Esc; without it there is no way back, or `children` have it. */
  readonly onBack?: () => void;
  /** What else stands before it. */
  readonly children?: ReactNode;
}

/** The foot of a page of the first run: the main action at the lower right, with its key on it. */
export function SetUpFoot({ label, busy, run, onBack, children }: SetUpFootProps) {
  return (
    <div className="set-up-foot">
      {children}
      {onBack ? (
        <Button onClick={onBack} aria-keyshortcuts="Escape">
          返回 <Key combo="Esc" />
        </Button>
      ) : null}
      <Button
        type="primary"
        size="large"
        className="action-main"
        data-main-action=""
        loading={busy}
        onClick={run}
        aria-keyshortcuts="Control+Enter"
      >
        {label} <Key combo="Ctrl+Enter" />
      </Button>
    </div>
  );
}
