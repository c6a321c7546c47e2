import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { makeWholeFile, writeWholeFile } from './whole-file.ts';

const KEY_BYTES = 32;

/** The store's key cannot be had; the store itself is untouched. */
export class KeyFileError extends Error {
  readonly code = 'KEY_FILE';
}

/**
 * The key of the encrypted store, in a file that only its owner can read (until the key store of the system holds it).
 * Made at the first start; never made anew while a store exists, for that would lock its data away for ever.
 */
export function readOrMakeKey(path: string, storeExists: boolean): Uint8Array {
  const kept = existsSync(path) ? readFileSync(path) : null;
  if (storeExists && kept === null) {
    throw new KeyFileError(`数据库在，密钥文件「${path}」却不见了。数据没有动。请把密钥文件从备份放回原处再启动。`);
  }
  if (storeExists && kept?.byteLength !== KEY_BYTES) {
    throw new KeyFileError(
      `密钥文件「${path}」已损坏（应为 ${KEY_BYTES} 字节）。数据没有动。请从备份放回密钥文件再启动。`,
    );
  }
  if (kept?.byteLength !== KEY_BYTES) makeKey(path, kept !== null);
  const key = readFileSync(path);
  // Windows has no such bits: there the profile's own access list keeps others out.
  if (process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0) chmodSync(path, 0o600);
  return new Uint8Array(key);
}

/** A file of the wrong size is what a start left that was cut off; without a store there is nothing that it opens. */
function makeKey(path: string, isLeftOver: boolean): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const key = randomBytes(KEY_BYTES);
  if (isLeftOver) writeWholeFile(path, key);
  // Two first starts at once must end up with one key, or one of them encrypts with a key that nobody keeps.
  else makeWholeFile(path, key);
}
