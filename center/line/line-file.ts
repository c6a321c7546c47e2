import { existsSync, readFileSync } from 'node:fs';
import * as z from 'zod';
import { defaultLine, type LineSettings } from '../../domain/sync/line.ts';
import { writeWholeFile } from '../whole-file.ts';

/** Lies beside `station.json`, readable by the owner of the data folder only: a proxy's password is a secret. */
const lineFileSchema = z.object({
  proxy: z.object({ address: z.url(), user: z.string(), password: z.string() }).nullable(),
  authorities: z.string(),
  limitKib: z.int().min(0),
  periodMinutes: z.int().min(1),
});

/** What was never set is as it is out of the box. @throws where the file is there and cannot be read. */
export function readLineFile(path: string): LineSettings {
  if (!existsSync(path)) return defaultLine;
  return lineFileSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
}

export function writeLineFile(path: string, settings: LineSettings): void {
  writeWholeFile(path, JSON.stringify(settings, null, 2));
}
