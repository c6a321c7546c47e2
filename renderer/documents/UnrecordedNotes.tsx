import { Button } from 'antd';
import { useRunOnce } from '../frame/run-once.ts';
import { Note } from '../status/Note.tsx';
import type { PrintDesk, Unrecorded } from './use-printing.ts';

/** Paper came out and the log does not know of it: said until it does, with the way to mend it. */
export function UnrecordedNotes({ printing: { unrecorded, record } }: { readonly printing: PrintDesk }) {
  return unrecorded.map((each) => (
    <UnrecordedNote key={each.actionId} unrecorded={each} onRecord={() => record(each)} />
  ));
}

interface UnrecordedNoteProps {
  readonly unrecorded: Unrecorded;
  readonly onRecord: () => Promise<void>;
}

function UnrecordedNote({ unrecorded: { job, copies, error }, onRecord }: UnrecordedNoteProps) {
  const { run, busy } = useRunOnce(onRecord);
  return (
    <Note look="warn" title={`${job.title}已经印好 ${copies} 份，但还没有记进案件`} live>
      <p>{error.message}</p>
      <p className="small muted">不用再印，补记一下就行。可报读编号 {error.phoneCode}</p>
      <Button size="small" onClick={run} loading={busy}>
        补记，不再打印
      </Button>
    </Note>
  );
}
