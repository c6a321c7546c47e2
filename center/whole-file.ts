import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, linkSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** Writes a file that only its owner can read, so that it is there whole or not at all, whatever cuts the write off. */
export function writeWholeFile(path: string, content: string | Uint8Array): void {
  publish(path, content, (draft) => renameSync(draft, path));
}

/**
 * The same for a file that must not be there yet: of two processes that make it at once, one wins and both use its
 * content. True where this one made it.
 */
export function makeWholeFile(path: string, content: string | Uint8Array): boolean {
  let made = true;
  publish(path, content, (draft) => {
    try {
      linkSync(draft, path);
      rmSync(draft);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      made = code !== 'EEXIST';
      // Memory sticks and some network folders know no links; there the last one wins.
      if (made) renameSync(draft, path);
      else rmSync(draft);
    }
  });
  return made;
}

function publish(path: string, content: string | Uint8Array, move: (draft: string) => void): void {
  const draft = `${path}.${process.pid}-${randomBytes(4).toString('hex')}.tmp`;
  try {
    const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
    const file = openSync(draft, 'wx', 0o600);
    try {
      for (let written = 0; written < bytes.byteLength; ) written += writeSync(file, bytes, written);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    move(draft);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
  syncFolder(dirname(path));
}

/** The new name is on the disk only once its folder is; Windows has no such call and needs none. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
