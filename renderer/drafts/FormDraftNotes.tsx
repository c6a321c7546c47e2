import { Button } from 'antd';
import { useState } from 'react';
import { formatInstant } from '../../domain/text/chinese-date.ts';
import { DraftStatus } from './DraftStatus.tsx';
import type { DraftState } from './draft-saver.ts';
import './form-draft.css';

interface FormDraftNotesProps {
  readonly state: DraftState;
  readonly today: string;
  /** When what is written on was last saved, in ms; null where the form was begun anew. */
  readonly foundAt: number | null;
  readonly onStartAnew: () => void;
}

/** What is safe, and that an unfinished form is written on. */
export function FormDraftNotes({ state, today, foundAt, onStartAnew }: FormDraftNotesProps) {
  const [restored, setRestored] = useState(foundAt !== null);
  return (
    <>
      <DraftStatus draft={state} today={today} />
      {restored && foundAt !== null ? (
        <span className="draft-restored small soon" role="status">
          接着 {formatInstant(foundAt).slice(5)} 没写完的写
          <Button
            size="small"
            onClick={() => {
              setRestored(false);
              onStartAnew();
            }}
          >
            另起一份
          </Button>
        </span>
      ) : null}
    </>
  );
}
