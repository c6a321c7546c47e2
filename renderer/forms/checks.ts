import type { FormRule } from 'antd';
import type * as z from 'zod';

/** What is wrong with a value, in Chinese, or null. */
export type FindProblem = (value: unknown) => string | null;

/** A zod schema as a check: the first problem, in the schema's own words. */
export function zodCheck(schema: z.ZodType): FindProblem {
  return (value) => {
    const result = schema.safeParse(value);
    return result.success ? null : (result.error.issues[0]?.message ?? '填得不对，请核对');
  };
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}

function rule(check: FindProblem): FormRule {
  return {
    validator: (_rule, value: unknown) => {
      const problem = check(value);
      return problem === null ? Promise.resolve() : Promise.reject(new Error(problem));
    },
  };
}

/**
 * A check as rules of an antd form (with `validateFirst`): what was typed wrong is said when the field is left, what was
 * left empty only on saving. Passing through a field, or opening the list of keys, is no mistake.
 */
export function rulesOf(check: FindProblem): FormRule[] {
  return [
    { ...rule((value) => (isEmpty(value) ? null : check(value))), validateTrigger: 'onBlur' },
    { ...rule(check), validateTrigger: 'onSubmit' },
  ];
}
