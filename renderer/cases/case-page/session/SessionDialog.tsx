import { useQuery } from '@tanstack/react-query';
import { toApiError } from '../../../api/errors.ts';
import { Dialog } from '../../../frame/Dialog.tsx';
import { findRoomSession } from '../../../rooms/room-record.ts';
import { ErrorNote } from '../../../status/ErrorNote.tsx';
import { Waiting } from '../../../status/Waiting.tsx';
import type { ActionDialogProps } from '../forms/ActionDialog.tsx';
import { SessionForm } from './SessionForm.tsx';
import { findSessionDraft } from './use-session-draft.ts';
import './session.css';

/** The record of one session; an unfinished one is taken up where it was left. */
export function SessionDialog(props: ActionDialogProps) {
  const caseId = props.view.state.id;
  const draft = useQuery({
    queryKey: ['session draft of a case', caseId],
    queryFn: async () => ({
      found: await findSessionDraft(caseId),
      heldOnline: await findRoomSession(props.view.state),
    }),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  });

  if (draft.isSuccess) return <SessionForm {...props} {...draft.data} />;
  return (
    <Dialog title="写调解记录" onClose={props.onClose}>
      {draft.error ? (
        <ErrorNote error={toApiError(draft.error)} onRetry={() => void draft.refetch()} />
      ) : (
        <Waiting label="正在找没写完的记录" />
      )}
    </Dialog>
  );
}
