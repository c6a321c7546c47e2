import type { ApiError } from '../api/errors.ts';
import { Note } from '../status/Note.tsx';

interface PhoneErrorProps {
  readonly error: ApiError;
  readonly onRetry?: () => void;
}

/** What happened, what is safe, what to do; the number is there to be read out. */
export function PhoneError({ error, onRetry }: PhoneErrorProps) {
  return (
    <Note look="warn" title={error.message} live>
      {error.detail === undefined ? null : <p>{error.detail}</p>}
      <p className="small">
        {error.source === undefined ? null : <>{error.source}　</>}可报读编号 {error.phoneCode}
      </p>
      {onRetry && error.retryable ? (
        <button type="button" className="button" onClick={onRetry}>
          再试一次
        </button>
      ) : null}
    </Note>
  );
}
