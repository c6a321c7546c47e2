import { ExclamationCircleOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { ApiError } from '../api/errors.ts';
import { Note } from './Note.tsx';

interface ErrorNoteProps {
  readonly error: ApiError;
  /** Offered where the same call may succeed later. */
  readonly onRetry?: (() => void) | undefined;
  /** More ways out, e.g. to look at the current state (LOG-5). */
  readonly children?: ReactNode;
}

/** What happened, what is safe, what to do; put it beside the cause. The code is there to be read out on the phone. */
export function ErrorNote({ error, onRetry, children }: ErrorNoteProps) {
  // The sign-in that lies over the page says so; afterwards there is nothing left to say.
  if (error.code === 'NOT_SIGNED_IN') return null;
  return (
    <Note look="warn" title={error.message} icon={<ExclamationCircleOutlined />} live>
      {error.detail === undefined ? null : <p>{error.detail}</p>}
      <p className="small muted">
        {error.source === undefined ? null : <>{error.source}　</>}可报读编号 {error.phoneCode}
      </p>
      {onRetry && error.retryable ? (
        <Button size="small" onClick={onRetry}>
          再试一次
        </Button>
      ) : null}
      {children}
    </Note>
  );
}
