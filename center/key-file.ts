import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';

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
  if (!existsSync(path)) {
    if (storeExists) {
      throw new KeyFileError(`数据库在，密钥文件「${path}」却不见了。数据没有动。请把密钥文件从备份放回原处再启动。`);
    }
    makeKey(path);
  }
  const key = readFileSync(path);
  if (key.byteLength !== KEY_BYTES) {
    throw new KeyFileError(
      `密钥文件「${path}」已损坏（应为 ${KEY_BYTES} 字节）。数据没有动。请从备份放回密钥文件再启动。`,
    );
  }
  // Windows has no such bits: there the profile's own access list keeps others out.
  if (process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0) chmodSync(path, 0o600);
  return new Uint8Array(key);
}

function makeKey(path: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const file = openSync(path, 'wx', 0o600);
  try {
    writeSync(file, randomBytes(KEY_BYTES));
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
