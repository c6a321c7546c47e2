import type { FormInstance } from 'antd';

/** `parties.0.name` → ['parties', 0, 'name'], as antd names a field. */
export function namePath(path: string): (string | number)[] {
  return path.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}

/**
 * Shows what the center says about single fields beside them, and goes to the first.
 * @returns false when it said nothing about any field
 */
export function showServerProblems(form: FormInstance, fields: Readonly<Record<string, string>>): boolean {
  const problems = Object.entries(fields).map(([path, message]) => ({ name: namePath(path), errors: [message] }));
  const [first] = problems;
  if (!first) return false;
  form.setFields(problems);
  form.focusField(first.name);
  return true;
}
