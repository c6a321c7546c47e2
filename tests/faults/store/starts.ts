import * as z from 'zod';

/** What a start does that may be killed in the middle. */
export const starts = ['migration', 'restore'] as const;
export const startSchema = z.enum(starts);
export type Start = z.infer<typeof startSchema>;

/** What it tells of, a line each. */
export const stepSchema = z.enum(['ready', 'decided', 'done']);
export type StartStep = z.infer<typeof stepSchema>;
