import { existsSync, readFileSync } from 'node:fs';
import type { Logger } from 'pino';
import * as z from 'zod';
import { writeWholeFile } from '../whole-file.ts';

/** Of this machine, and so no setting of the center that travels: lies in the data folder, as the scan folder's. */
const backupsFileSchema = z.object({
  target: z.string().min(1).nullable(),
  lastVerifiedAt: z.int().nullable(),
  failure: z.object({ at: z.int(), words: z.string() }).nullable(),
});

export type BackupsFile = z.infer<typeof backupsFileSchema>;

export function readBackupsFile(path: string, logger: Pick<Logger, 'error'>): BackupsFile {
  const none = { target: null, lastVerifiedAt: null, failure: null };
  if (!existsSync(path)) return none;
  try {
    return backupsFileSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    // The desk goes on without; IT reads in red that there is no backup, and sets it anew.
    logger.error({ error }, 'the setting of backups cannot be read');
    return none;
  }
}

export function writeBackupsFile(path: string, content: BackupsFile): void {
  writeWholeFile(path, JSON.stringify(content, null, 2));
}
