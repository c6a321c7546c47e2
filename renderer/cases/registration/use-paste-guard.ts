import { type RefObject, useEffect } from 'react';
import type { RegistrationFormInstance } from './form-fields.ts';
import { fieldId } from './form-fields.ts';

/** Ten times the longest field. More than that is a mistake, and would keep the window from answering. */
export const MOST_AT_ONCE = 20_000;

function messageFor(characters: number): string {
  const much = characters.toLocaleString('zh-CN');
  return `粘贴的内容有 ${much} 个字，太长，没有放进来；原来写的都在。请删减后再粘贴`;
}

/** Refuses a text that no field could hold before the browser lays it out, and says so at the field. */
export function usePasteGuard(container: RefObject<HTMLElement | null>, form: RegistrationFormInstance): void {
  useEffect(() => {
    const element = container.current;
    if (!element) return;
    const refuse = (event: Event, characters: number): void => {
      if (characters <= MOST_AT_ONCE) return;
      event.preventDefault();
      event.stopPropagation();
      const target = event.target;
      const field = form
        .getFieldsError()
        .find(({ name }) => target instanceof HTMLElement && target.id.startsWith(fieldId(name)));
      if (field) form.setFields([{ name: field.name, errors: [messageFor(characters)] }]);
    };
    const onPaste = (event: ClipboardEvent): void =>
      refuse(event, event.clipboardData?.getData('text/plain').length ?? 0);
    const onBeforeInput = (event: InputEvent): void => refuse(event, event.data?.length ?? 0);
    element.addEventListener('paste', onPaste, { capture: true });
    element.addEventListener('beforeinput', onBeforeInput, { capture: true });
    return () => {
      element.removeEventListener('paste', onPaste, { capture: true });
      element.removeEventListener('beforeinput', onBeforeInput, { capture: true });
    };
  }, [container, form]);
}
