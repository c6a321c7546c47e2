import * as z from 'zod';
import { type CaseStatus, caseStatusIds } from './status.ts';

/** What stays of a row of an import when its body is erased (LOG-8): that there was a case, and how it stood. */
export const importEntrySchema = z.object({
  caseId: z.uuid(),
  status: z.enum(caseStatusIds as readonly [CaseStatus, ...CaseStatus[]]),
  /** Hash of salt and canonical bytes of the row. */
  hash: z.string(),
});
export type ImportEntry = z.infer<typeof importEntrySchema>;

/**
 * How a case began that came with an import, said once more in its own stream (WF-64): the chunk has other people's cases,
 * too, and stays with the center that imported it. The body travels beside, as those of a chunk do (LOG-7).
 */
const restatedSchema = z.object({
  /** The chunk that brought the case. */
  chunkId: z.uuid(),
  /** Who imported it, and when by that station's clock in ms: as the header of the chunk says. */
  importedBy: z.uuid(),
  importedAt: z.int().min(0).max(8_640_000_000_000_000),
  rows: z.array(importEntrySchema).length(1),
});
export type Restatement = z.infer<typeof restatedSchema>;

export const restatementActionSchemas = { 'case.restated': restatedSchema } as const;
