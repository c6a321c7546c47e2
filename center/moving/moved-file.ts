import { existsSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { envelopeSchema } from '../keys/envelope.ts';
import { syncFolder, writeWholeFile } from '../whole-file.ts';

/** In the data folder of a machine that its center leaves. */
const movedSchema = z.object({
  /** `packing`: the package is being made; a start that finds it goes on as before, for nothing can be opened by it. */
  phase: z.enum(['packing', 'moved']),
  centerName: z.string(),
  at: z.int(),
  /** Of the package. */
  folder: z.string(),
  /** By its word, or by the recovery key, the move is undone. */
  envelope: envelopeSchema,
});

export type MovedFile = z.infer<typeof movedSchema>;

const pathIn = (dataDir: string): string => join(dataDir, 'moved.json');

/** Null where the center is here. @throws where the file is there and cannot be read: two machines must not go on. */
export function readMovedFile(dataDir: string): MovedFile | null {
  const path = pathIn(dataDir);
  return existsSync(path) ? movedSchema.parse(JSON.parse(readFileSync(path, 'utf8'))) : null;
}

export function writeMovedFile(dataDir: string, moved: MovedFile): void {
  writeWholeFile(pathIn(dataDir), JSON.stringify(moved, null, 2));
}

export function removeMovedFile(dataDir: string): void {
  rmSync(pathIn(dataDir), { force: true });
  syncFolder(dirname(pathIn(dataDir)));
}
