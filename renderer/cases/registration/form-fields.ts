import { Form, type FormInstance } from 'antd';
import type { FieldPath, FormValues, PartyValues } from './form-values.ts';

/** antd makes the ids of fields from it. */
export const FORM_NAME = 'registration';

export type RegistrationFormInstance = FormInstance;

/** What every section gets from the form. */
export interface SectionProps {
  readonly form: RegistrationFormInstance;
  /** Today in China. */
  readonly today: string | null;
  /** To be called after a change that no field made itself. */
  readonly settle: () => void;
}

export function fieldId(path: FieldPath): string {
  return [FORM_NAME, ...path].join('_');
}

/** All values, those that no field shows included. */
export function valuesOf(form: RegistrationFormInstance): FormValues {
  return form.getFieldsValue(true) as FormValues;
}

/** The values that a component shows, kept up to date; `select` must stay the same function. */
export function useValues<Value>(form: RegistrationFormInstance, select: (values: FormValues) => Value): Value {
  const watched = Form.useWatch(
    (values: Partial<FormValues>): Value | undefined => {
      const { parties } = values;
      return parties === undefined ? undefined : select(values as FormValues);
    },
    { form, preserve: true },
  ) as Value | undefined;
  return watched === undefined ? select(valuesOf(form)) : watched;
}

export function useParty(form: RegistrationFormInstance, index: number): PartyValues | undefined {
  const watched = Form.useWatch(['parties', index], { form, preserve: true }) as PartyValues | undefined;
  return watched ?? valuesOf(form).parties[index];
}

/** How long a field may take to be rendered, and how long one that is being replaced may still be there, in frames. */
const APPEARS_WITHIN = 60;
const STAYS_AFTER = 30;

/**
 * Focuses a field that may only just be being rendered; its text is selected, so that typing replaces it. Whoever has
 * gone somewhere else meanwhile is left there.
 */
export function focusField(path: FieldPath): void {
  let expected = document.activeElement;
  const look = (tries: number, steady: number): void => {
    const active = document.activeElement;
    const isNowhere = active === null || active === document.body;
    if (!isNowhere && active !== expected) return;
    const element = document.getElementById(fieldId(path));
    if (element && active !== element) {
      element.focus();
      if (element instanceof HTMLInputElement) element.select();
      expected = element;
    }
    const left = element ? steady - 1 : steady;
    if (tries > 0 && left > 0) requestAnimationFrame(() => look(tries - 1, left));
  };
  look(APPEARS_WITHIN, STAYS_AFTER);
}
