import { hash } from 'node:crypto';
import { sm3 } from 'sm-crypto-v2';
import type { HashSuite } from '../../domain/log/action.ts';

/** In one piece: setting a hash up for several costs more than putting the pieces together. */
function joined(parts: readonly (string | Uint8Array)[]): Uint8Array {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return typeof only === 'string' ? Buffer.from(only) : only;
  return Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : part)));
}

/** FIPS 180-4. */
export const sha256Hash: HashSuite = {
  id: 'sha256',
  digest: (...parts) => hash('sha256', joined(parts), 'hex'),
  named: hashNamed,
};

/** GB/T 32905-2016. In JavaScript: the OpenSSL of Node has it, the BoringSSL of Electron has not. */
export const sm3Hash: HashSuite = {
  id: 'sm3',
  digest: (...parts) => sm3(joined(parts)),
  named: hashNamed,
};

const hashes: ReadonlyMap<string, HashSuite> = new Map([sha256Hash, sm3Hash].map((each) => [each.id, each]));

function hashNamed(id: string): HashSuite | null {
  return hashes.get(id) ?? null;
}
