import { caseActionSchemas } from '../../../../domain/cases/actions.ts';
import { type FindProblem, zodCheck } from '../../../forms/checks.ts';
import type { PageAction } from '../action-catalogue.ts';
import type { FieldSpec } from './action-form.ts';

/** The schema's own rule for a field that is called as in the payload; undefined where there is none. */
export function schemaCheck(action: PageAction, name: string): FindProblem | undefined {
  const shape: Readonly<Record<string, unknown>> = caseActionSchemas[action].shape;
  const schema = shape[name];
  return isSchema(schema) ? zodCheck(schema) : undefined;
}

function isSchema(value: unknown): value is Parameters<typeof zodCheck>[0] {
  return typeof value === 'object' && value !== null && 'safeParse' in value;
}

/** What may be said of a field as it is: its own rule, else the schema's; an optional one may be empty. */
export function fieldCheck(action: PageAction, field: FieldSpec): FindProblem | undefined {
  const rule = field.check ?? schemaCheck(action, field.name);
  if (rule === undefined || !field.optional) return rule;
  return (value) => (value === undefined || value === null || value === '' ? null : rule(value));
}
