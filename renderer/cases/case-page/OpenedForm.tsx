import type { ActionDialogProps } from './forms/ActionDialog.tsx';
import { doingOf } from './forms/action-forms.ts';
import { FormDialog } from './forms/FormDialog.tsx';
import { MarksDialog } from './forms/MarksDialog.tsx';
import { SessionDialog } from './session/SessionDialog.tsx';
import type { OpenForm } from './use-case-desk.ts';

interface OpenedFormProps extends ActionDialogProps {
  readonly open: OpenForm;
}

/** The form of the action that was chosen. */
export function OpenedForm({ open, ...rest }: OpenedFormProps) {
  const doing = doingOf(open.action);
  switch (doing.kind) {
    case 'form':
      return <FormDialog {...rest} action={open.action} form={doing.form} about={open.about} resend={open.resend} />;
    case 'marks':
      return <MarksDialog {...rest} />;
    case 'session':
      return <SessionDialog {...rest} />;
    case 'at_once':
    case 'page':
      return null;
  }
}
