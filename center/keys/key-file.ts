import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { makeWholeFile, writeWholeFile } from '../whole-file.ts';

const KEY_BYTES = 32;

/** The 32 bytes of a key file; null where there is none or it is not whole. Closed to others, should they see it. */
export function readKeyFile(path: string): Uint8Array | null {
  if (!existsSync(path)) return null;
  const bytes = readFileSync(path);
  if (bytes.byteLength !== KEY_BYTES) return null;
  // Windows has no such bits: there the profile's own access list keeps others out.
  if (process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0) chmodSync(path, 0o600);
  return new Uint8Array(bytes);
}

/** That of the file, made where there is no whole one: one that is whole may open something and is never replaced. */
export function readOrMakeKeyFile(path: string): Uint8Array {
  const kept = readKeyFile(path);
  if (kept) return kept;
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const key = randomBytes(KEY_BYTES);
  if (existsSync(path)) writeWholeFile(path, key);
  // Two first starts at once must end up with one key, or one of them encrypts with a key that nobody keeps.
  else makeWholeFile(path, key);
  return new Uint8Array(readFileSync(path));
}
