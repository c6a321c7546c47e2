import type * as z from 'zod';
import type { TemplateData } from './presentation.ts';

/** One printed form: what it is called, what it is filled from, and what its template reads. */
export interface FormDefinition<Data> {
  /** The official title, as printed. */
  readonly title: string;
  /** As people call it: in lists, in file names, in what a dossier still lacks. */
  readonly shortTitle: string;
  /** File in `resources/templates/`. */
  readonly templateFile: string;
  /** The facts that it is printed from; dates as `YYYY-MM-DD`, amounts in fen. */
  readonly schema: z.ZodType<Data>;
  /** What the template reads: dates, amounts and clauses already in their legal wording. */
  readonly present: (data: Data) => TemplateData;
}

export function defineForm<Data>(definition: FormDefinition<Data>): FormDefinition<Data> {
  return definition;
}
