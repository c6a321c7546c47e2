import type { Parameter } from './database.ts';

/** Collects the values of a statement whose text depends on what is asked for. */
export class Parameters {
  readonly values: Parameter[] = [];

  /** The placeholder of a value. */
  readonly bind = (value: Parameter): string => `$${this.values.push(value)}`;
}
