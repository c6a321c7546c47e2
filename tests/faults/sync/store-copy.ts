import { copyFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';

/** Copies a store, open or not, as a kill would leave its files now; resolves to the path of the copy in the folder. */
export function copyStore(from: string, folder: string): string {
  const path = join(folder, 'center.db');
  for (const part of ['', '-wal']) if (existsSync(from + part)) copyFileSync(from + part, path + part);
  return path;
}
