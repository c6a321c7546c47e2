import { Secret, TOTP } from 'otpauth';
import type { Environment } from '../environment.ts';
import { sha256Hash } from '../suites/hash.ts';

/**
 * Codes of a telephone (RFC 6238), as every authenticator makes them unless told otherwise: SHA-1, six digits, thirty
 * seconds. SHA-1 is no weakness in an HMAC, and several authenticators ignore another algorithm without a word.
 */
const shape = { algorithm: 'SHA1', digits: 6, period: 30 } as const;
const SECRET_BYTES = 20;
/** Intervals by which the telephone's clock may differ. */
const SKEW = 1;

export function newSecret({ randomBytes }: Pick<Environment, 'randomBytes'>): string {
  return new Secret({ buffer: new Uint8Array(randomBytes(SECRET_BYTES)).buffer }).base32;
}

/** What the QR code says; the names are shown in the telephone's list. */
export function otpauthUri(secret: string, names: { readonly issuer: string; readonly label: string }): string {
  return new TOTP({ ...shape, ...names, secret: Secret.fromBase32(secret) }).toString();
}

/** The number of the interval whose code this is; null for a wrong code, or one of an interval up to `lastStep`. */
export function stepOfCode(secret: string, code: string, now: number, lastStep: number): number | null {
  const totp = new TOTP({ ...shape, secret: Secret.fromBase32(secret) });
  const delta = totp.validate({ token: code.trim(), timestamp: now, window: SKEW });
  if (delta === null) return null;
  const step = totp.counter({ timestamp: now }) + delta;
  return step > lastStep ? step : null;
}

const RECOVERY_CODES = 8;
/** Without what is easily taken for something else. */
const alphabet = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

/** Codes for the day on which the telephone is lost, each for one time: `7KQ2M-XW9PD`. */
export function newRecoveryCodes({ randomBytes }: Pick<Environment, 'randomBytes'>): readonly string[] {
  return Array.from({ length: RECOVERY_CODES }, () => {
    const signs = Array.from(randomBytes(10), (byte) => alphabet.charAt(byte % alphabet.length)).join('');
    return `${signs.slice(0, 5)}-${signs.slice(5)}`;
  });
}

/** As it is kept: whoever reads the store cannot use it. Blanks, dashes and lower case are forgiven. */
export function recoveryHash(code: string): string {
  const plain = code
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '');
  // In every suite: the codes on paper stay good.
  return sha256Hash.digest(new TextEncoder().encode(`recovery ${plain}`));
}
