import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { hashRaw } from '@node-rs/argon2';
import type { SuiteId } from '../../domain/suites/suite-ids.ts';
import { type Kept, unwrapForKeeper, wrapForKeeper } from './envelope.ts';
import { readKeyFile, readOrMakeKeyFile } from './key-file.ts';

/** The key store of the system (Windows DPAPI, the macOS keychain, libsecret), as the shell reaches it. */
export interface SystemKeyStore {
  /** Which it is; null where there is none that protects anything. */
  backend(): Promise<string | null>;
  /** Null where the system refuses. */
  seal(secret: Uint8Array): Promise<Uint8Array | null>;
  /** Null where the system cannot open it any more: another backend, a reset password, another user or machine. */
  unseal(sealed: Uint8Array): Promise<Uint8Array | null>;
}

/** Of memory and passes RFC 9106 recommends three times 64 MiB where memory is scarce. */
const ARGON2 = { memoryKiB: 64 * 1024, passes: 3 };
const SALT_BYTES = 16;

export const keyFileIn = (dataDir: string): string => join(dataDir, 'center.key');

/** In a file that only its owner can read; the file stays what it was where it is there. */
export function keepInFile(dataDir: string, root: Uint8Array, suite: SuiteId): Kept {
  const secret = readOrMakeKeyFile(keyFileIn(dataDir));
  return { keeper: 'file', ...wrapForKeeper(root, secret, suite) };
}

/** In the system's key store. Null where it has none, or does not give back what it was given. */
export async function keepInSystem(
  system: SystemKeyStore | null,
  root: Uint8Array,
  suite: SuiteId,
): Promise<Kept | null> {
  const backend = await system?.backend();
  if (!system || !backend) return null;
  const secret = new Uint8Array(randomBytes(32));
  const sealed = await system.seal(secret);
  const proof = sealed && (await system.unseal(sealed));
  if (!sealed || !proof || !Buffer.from(proof).equals(secret)) return null;
  return {
    keeper: 'system',
    backend,
    sealed: Buffer.from(sealed).toString('base64'),
    ...wrapForKeeper(root, secret, suite),
  };
}

/** Under a passphrase that somebody types at each start; what a try costs is kept beside it. */
export async function keepUnderPassphrase(
  passphrase: string,
  root: Uint8Array,
  suite: SuiteId,
  { memoryKiB, passes }: { readonly memoryKiB: number; readonly passes: number } = ARGON2,
): Promise<Kept> {
  const salt = new Uint8Array(randomBytes(SALT_BYTES));
  const secret = await stretched(passphrase, salt, { memoryKiB, passes });
  const wrapped = wrapForKeeper(root, secret, suite);
  return {
    keeper: 'passphrase',
    kdf: wrapped.kdf === 'hkdf-sm3' ? 'argon2id+hkdf-sm3' : 'argon2id',
    salt: Buffer.from(salt).toString('base64'),
    ...{ memoryKiB, passes, root: wrapped.root },
  };
}

/** The root where it can be had without asking anybody; null else. */
export async function unkept(kept: Kept, dataDir: string, system: SystemKeyStore | null): Promise<Uint8Array | null> {
  switch (kept.keeper) {
    case 'file': {
      const secret = readKeyFile(keyFileIn(dataDir));
      return secret && unwrapForKeeper(kept, secret);
    }
    case 'system': {
      const secret = await system?.unseal(Buffer.from(kept.sealed, 'base64'));
      return secret ? unwrapForKeeper(kept, secret) : null;
    }
    case 'passphrase':
      return null;
  }
}

/** Null where it is another one. */
export async function unkeptByPassphrase(kept: Kept, passphrase: string): Promise<Uint8Array | null> {
  if (kept.keeper !== 'passphrase') return null;
  const secret = await stretched(passphrase, Buffer.from(kept.salt, 'base64'), kept);
  return unwrapForKeeper({ kdf: kept.kdf === 'argon2id' ? 'hkdf-sha256' : 'hkdf-sm3', root: kept.root }, secret);
}

/** What lay beside the store is of no use any more, and would open it for a thief. */
export function dropKeyFile(dataDir: string): void {
  rmSync(keyFileIn(dataDir), { force: true });
}

async function stretched(
  passphrase: string,
  salt: Uint8Array,
  { memoryKiB, passes }: { readonly memoryKiB: number; readonly passes: number },
): Promise<Uint8Array> {
  // Input methods write the same sign in several ways.
  const text = passphrase.normalize('NFKC');
  return hashRaw(text, { salt, memoryCost: memoryKiB, timeCost: passes, parallelism: 1, outputLen: 32 });
}
