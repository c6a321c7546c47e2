import type { ActionForm, Values } from '../cases/case-page/forms/action-form.ts';
import { agreementField } from './agreement-form.ts';
import type { PhoneAction } from './phone-actions.ts';
import { sessionField } from './session-form.ts';

/** The field that shows a message about a path of the payload. */
export function fieldOfPath(action: PhoneAction, form: ActionForm, path: string, values: Values): string {
  switch (action) {
    case 'agreement.reached_written':
    case 'agreement.reached_oral':
      return agreementField(path, values);
    case 'mediation.session_held': {
      const name = sessionField(path);
      return form.fieldOf?.[name] ?? name;
    }
    default: {
      const [head = ''] = path.split('.');
      return form.fieldOf?.[head] ?? head;
    }
  }
}
