import type { FieldProblem } from './check-registration.ts';
import { fieldId, type RegistrationFormInstance } from './form-fields.ts';
import type { FieldPath } from './form-values.ts';

/** The paths of everything in a piece of the form's values that a person has just changed. */
function pathsIn(changed: unknown, path: FieldPath = []): readonly FieldPath[] {
  if (changed === undefined) return [];
  if (typeof changed !== 'object' || changed === null) return [path];
  return [path, ...Object.entries(changed).flatMap(([key, value]) => pathsIn(value, [...path, toKey(key)]))];
}

function toKey(key: string): string | number {
  return /^\d+$/.test(key) ? Number(key) : key;
}

/** A message goes away as soon as its field is being mended; leaving the field checks it again. */
export function forgetProblems(form: RegistrationFormInstance, changed: unknown): void {
  const stale = pathsIn(changed).filter((path) => path.length > 0 && form.getFieldError([...path]).length > 0);
  if (stale.length > 0) form.setFields(stale.map((path) => ({ name: [...path], errors: [] })));
}

const numberFields: ReadonlySet<unknown> = new Set(['documentNumber', 'idNumber']);
const WHOLE_NUMBER = 18;

/** An identity number is checked as soon as it is whole, not only when the field is left. */
export function checkWholeNumbers(form: RegistrationFormInstance, changed: unknown): void {
  for (const path of pathsIn(changed)) {
    const text: unknown = numberFields.has(path.at(-1)) ? form.getFieldValue([...path]) : null;
    if (typeof text !== 'string' || text.replace(/\s/g, '').length !== WHOLE_NUMBER) continue;
    // A refusal stands at the field by then; there is nothing more to do about it here.
    form.validateFields([[...path]]).catch(() => undefined);
  }
}

/** Shows every message at its field, and puts the focus on the first one of the page. */
export function showProblems(form: RegistrationFormInstance, problems: readonly FieldProblem[]): void {
  if (problems.length === 0) return;
  form.setFields(problems.map(({ path, message }) => ({ name: [...path], errors: [message] })));
  // Fields under 更多 appear with their message.
  requestAnimationFrame(() => {
    const fields = problems
      .map(({ path }) => document.getElementById(fieldId(path)))
      .filter((element) => element !== null)
      .sort((one, other) => (one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1));
    fields[0]?.focus();
    fields[0]?.closest('.field')?.scrollIntoView({ block: 'nearest' });
  });
}
