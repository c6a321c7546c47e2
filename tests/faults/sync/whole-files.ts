import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';

/** Folders of what is not whole yet: no backup needs it, and it may be gone while one is made. */
const passing: ReadonlySet<string> = new Set(['passing', 'parts']);

/** Whether a path in a folder of files is, or leads to, one that lies there whole. */
export const isWhole = (path: string): boolean => !passing.has(basename(path));

/** Names of the files that lie whole in a folder of files, and in the folders in it. */
export function wholeFilesIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (!isWhole(entry.name)) return [];
    return entry.isDirectory() ? wholeFilesIn(join(folder, entry.name)) : [entry.name];
  });
}
