import { Button } from 'antd';
import type { ReactNode } from 'react';
import { Key } from '../keyboard/Key.tsx';

interface SetUpFootProps {
  /** What the main action is called; its key is Ctrl+Enter. */
  readonly label: string;
  readonly busy: boolean;
  readonly run: () => void;
  /** What stands before it. */
  readonly children: ReactNode;
}

/** The foot of a page of the first run: the main action at the lower right, with its key on it. */
export function SetUpFoot({ label, busy, run, children }: SetUpFootProps) {
  return (
    <div className="set-up-foot">
      {children}
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
