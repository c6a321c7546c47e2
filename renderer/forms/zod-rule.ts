import type { FormRule } from 'antd';
import type * as z from 'zod';

/** What a zod schema says about a value, in its own words: the first problem, or null. */
export function firstProblem(schema: z.ZodType, value: unknown): string | null {
  const result = schema.safeParse(value);
  return result.success ? null : (result.error.issues[0]?.message ?? '填得不对，请核对');
}

/** A zod schema as a rule of an antd form: its message stands under the field. */
export function zodRule(schema: z.ZodType): FormRule {
  return checkRule((value) => firstProblem(schema, value));
}

/** A domain check that gives a Chinese message or null, as a rule of an antd form. */
export function checkRule(findProblem: (value: unknown) => string | null): FormRule {
  return {
    validator: (_rule, value: unknown) => {
      const problem = findProblem(value);
      return problem === null ? Promise.resolve() : Promise.reject(new Error(problem));
    },
  };
}
