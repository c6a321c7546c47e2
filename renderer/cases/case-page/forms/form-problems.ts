import type { FormInstance } from 'antd';

/**
 * Puts messages of the schema, or of the center, beside the fields they belong to.
 * @param fieldOf the form's field for the first part of a path, where the two are called differently
 * @returns messages that no field shows
 */
export function showProblems(
  form: FormInstance,
  problems: Readonly<Record<string, string>>,
  fieldOf: Readonly<Record<string, string>> = {},
): readonly string[] {
  const shown = new Set(Object.keys(form.getFieldsValue(true)));
  const left: string[] = [];
  let first: string | null = null;
  for (const [path, message] of Object.entries(problems)) {
    const [head = ''] = path.split('.');
    const name = fieldOf[head] ?? head;
    if (!form.getFieldInstance(name) && !shown.has(name)) {
      left.push(message);
      continue;
    }
    first ??= name;
    form.setFields([{ name, errors: [message] }]);
  }
  if (first !== null) focusField(form, first);
  return left;
}

/** To the field that is wrong, so that it can be put right without looking for it. */
export function focusField(form: FormInstance, name: string): void {
  form.scrollToField(name, { block: 'nearest', focus: true });
}
