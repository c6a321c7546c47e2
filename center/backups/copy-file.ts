import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { copyFile, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';

/** SHA-256 of a file as it lies there, in hex. */
export async function hashOfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

/**
 * Copies a file to another disk and reads it back: it has its name only once it is whole and on the disk.
 * @throws where a byte is another one than before, or the disk refuses.
 */
export async function copyWholeFile(from: string, to: string, sha256: string): Promise<void> {
  const part = `${to}.part`;
  try {
    await copyFile(from, part);
    await syncPath(part, 'r+');
    const found = await hashOfFile(part);
    if (found !== sha256) throw new Error(`${to} reads ${found}, not ${sha256}`);
    await rename(part, to);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
  // A name is on the disk only once its folder is; Windows has no such call and needs none.
  if (process.platform !== 'win32') await syncPath(dirname(to), 'r');
}

async function syncPath(path: string, flags: string): Promise<void> {
  const file = await open(path, flags);
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
