import * as z from 'zod';

/** What a writer was told is kept; it says so on its standard output, a line of JSON each, before it does anything else. */
export const acknowledgedSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready') }),
  z.object({ kind: z.literal('action'), work: z.string(), actionId: z.string() }),
  z.object({ kind: z.literal('draft'), draftId: z.string(), content: z.string() }),
  z.object({ kind: z.literal('file'), sha256: z.string(), actionId: z.string() }),
  z.object({ kind: z.literal('receipts'), actionIds: z.array(z.string()) }),
  z.object({ kind: z.literal('erased'), caseId: z.string(), actionId: z.string() }),
  z.object({ kind: z.literal('backup'), name: z.string() }),
  /** How much of the log of changes (WAL) was on the disk after a commit: its salts, and its last valid frame. */
  z.object({ kind: z.literal('synced'), salts: z.string(), frames: z.int() }),
]);

export type Acknowledged = z.infer<typeof acknowledgedSchema>;

/** The writes in which a writer is killed. */
export const writings = [
  ...['register', 'act', 'draft', 'attach', 'import', 'paper', 'settings', 'erase', 'sync_fold', 'backup'],
] as const satisfies readonly string[];
export const writingSchema = z.enum([
  'register',
  'act',
  'draft',
  'attach',
  'import',
  'paper',
  'settings',
  'erase',
  'sync_fold',
  'backup',
]);
export type Writing = z.infer<typeof writingSchema>;
