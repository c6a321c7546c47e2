import { useQuery } from '@tanstack/react-query';
import * as z from 'zod';
import { workflowRow } from '../../../../domain/cases/workflow.ts';
import { toApiError } from '../../../api/errors.ts';
import { type FoundForm, findFormDraft, type StoredForm, useFormDraft } from '../../../drafts/use-form-draft.ts';
import { Dialog } from '../../../frame/Dialog.tsx';
import { ErrorNote } from '../../../status/ErrorNote.tsx';
import { Waiting } from '../../../status/Waiting.tsx';
import { ActionDialog, type FormDialogProps } from './ActionDialog.tsx';
import type { DraftOfForm, Values } from './action-form.ts';

/** The form of one action; one that is kept while it is typed is taken up where it was left. */
export function FormDialog(props: FormDialogProps) {
  const { draft } = props.form;
  return draft ? <DraftedDialog {...props} spec={draft} /> : <ActionDialog {...props} />;
}

interface DraftedDialogProps extends FormDialogProps {
  readonly spec: DraftOfForm;
}

function readForm(stored: unknown, values: DraftOfForm['stored']): StoredForm<Values> | null {
  const parsed = z.object({ actionId: z.uuid(), values }).safeParse(stored);
  return parsed.success ? parsed.data : null;
}

function DraftedDialog({ spec, ...props }: DraftedDialogProps) {
  const caseId = props.view.state.id;
  const found = useQuery({
    queryKey: ['draft of a form', spec.kind, caseId],
    queryFn: () => findFormDraft(spec.kind, caseId, (stored) => readForm(stored, spec.stored)),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (found.isSuccess) return <KeptDialog {...props} spec={spec} found={found.data} />;
  return (
    <Dialog title={workflowRow(props.action).label} onClose={props.onClose}>
      {found.error ? (
        <ErrorNote error={toApiError(found.error)} onRetry={() => void found.refetch()} />
      ) : (
        <Waiting label="正在找没写完的内容" />
      )}
    </Dialog>
  );
}

interface KeptDialogProps extends DraftedDialogProps {
  readonly found: FoundForm<Values> | null;
}

function KeptDialog({ spec, found, ...props }: KeptDialogProps) {
  const { view } = props;
  const { kind, isBegun } = spec;
  const words = (values: Values) => spec.words(view, values);
  const draft = useFormDraft({ kind, caseId: view.state.id, found, isBegun, words });
  return <ActionDialog {...props} kept={{ draft, found }} />;
}
