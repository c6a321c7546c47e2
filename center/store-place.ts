import { existsSync, readFileSync, statSync } from 'node:fs';
import * as z from 'zod';
import { writeWholeFile } from './whole-file.ts';

/** Which file on which disk the store was when it was opened last. */
const placeSchema = z.object({ inode: z.string(), bornAt: z.string() });

/**
 * Whether the store lies where it lay: a file that was put back from a backup, or a folder that was copied to another
 * disk, is another file. `unknown` where nobody noted it before.
 */
export function storePlace(storePath: string, notePath: string): 'same' | 'other' | 'unknown' {
  if (!existsSync(notePath)) return 'unknown';
  const noted = placeSchema.safeParse(JSON.parse(readFileSync(notePath, 'utf8')));
  const { inode, bornAt } = placeOf(storePath);
  return noted.success && noted.data.inode === inode && noted.data.bornAt === bornAt ? 'same' : 'other';
}

export function noteStorePlace(storePath: string, notePath: string): void {
  writeWholeFile(notePath, JSON.stringify(placeOf(storePath), null, 2));
}

/** From now on the store counts as another file than before, whatever the disk says: inodes are given out again. */
export function doubtStorePlace(notePath: string): void {
  writeWholeFile(notePath, JSON.stringify({ inode: 'restored', bornAt: 'restored' }, null, 2));
}

/** Which folder on which disk this is: a copy of it is another one. */
export function folderPlace(folder: string): string {
  const { inode, bornAt } = placeOf(folder);
  return `${inode} ${bornAt}`;
}

function placeOf(storePath: string): z.infer<typeof placeSchema> {
  const { ino, birthtimeNs } = statSync(storePath, { bigint: true });
  return { inode: String(ino), bornAt: String(birthtimeNs) };
}
