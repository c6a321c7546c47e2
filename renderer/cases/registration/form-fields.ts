import { Form, type FormInstance } from 'antd';
import type { FieldPath, FormValues, PartyValues } from './form-values.ts';

/** antd makes the ids of fields from it. */
export const FORM_NAME = 'registration';

export type RegistrationFormInstance = FormInstance;

/** What every section gets from the form. */
export interface SectionProps {
  readonly form: RegistrationFormInstance;
  /** Today in China. */
  readonly today: string;
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

const FRAMES = 20;

/** Focuses a field that may only just be being rendered; its text is selected, so that typing replaces it. */
export function focusField(path: FieldPath, tries = FRAMES): void {
  requestAnimationFrame(() => {
    const element = document.getElementById(fieldId(path));
    if (element) {
      element.focus();
      if (element instanceof HTMLInputElement) element.select();
    } else if (tries > 0) {
      focusField(path, tries - 1);
    }
  });
}
