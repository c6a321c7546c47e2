import * as z from 'zod';

/**
 * The code on an agreement by which anybody may ask the city whether it is authentic: eleven random signs and one that
 * checks them. It carries no information, and 2^55 of them are too many to guess.
 */

/** Crockford's 32 signs: without I, L, O, which are read as 1 and 0, and without U. */
export const VERIFICATION_ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
export const VERIFICATION_CODE_LENGTH = 12;
const RANDOM_SIGNS = VERIFICATION_CODE_LENGTH - 1;
/** Random bytes that one code is made of: 56 bits for eleven signs of five. */
export const VERIFICATION_RANDOM_BYTES = 7;

/** As it is kept and asked for, without the dashes that it is printed with. */
export const verificationCodeSchema = z.string().regex(/^[0-9A-HJKMNP-TV-Z]{12}$/);

/** Twice `value` in the field of 32 elements (x^5 + x^2 + 1), in which 2 generates all that are not 0. */
const doubled = (value: number): number => (value & 16 ? ((value << 1) & 31) ^ 5 : value << 1);

/**
 * Each sign weighs twice the one to its right, in the field: a code is whole where the weighted sum is 0. One wrong sign
 * changes the sum, and so do any two that are swapped, for no two weights are equal.
 */
function weightedSum(signs: readonly number[]): number {
  return signs.reduce((sum, sign) => doubled(sum) ^ sign, 0);
}

const valuesOf = (code: string): readonly number[] => [...code].map((sign) => VERIFICATION_ALPHABET.indexOf(sign));

/** @throws RangeError for fewer than {@link VERIFICATION_RANDOM_BYTES} bytes. */
export function verificationCodeFrom(randomBytes: Uint8Array): string {
  if (randomBytes.length < VERIFICATION_RANDOM_BYTES) throw new RangeError('too few random bytes for a code');
  let bits = 0n;
  for (const byte of randomBytes.subarray(0, VERIFICATION_RANDOM_BYTES)) bits = (bits << 8n) | BigInt(byte);
  const signs = Array.from({ length: RANDOM_SIGNS }, (_, place) => Number((bits >> BigInt(5 * place)) & 31n));
  // The last sign weighs 1: it is what the others sum up to.
  const check = weightedSum([...signs, 0]);
  return [...signs, check].map((sign) => VERIFICATION_ALPHABET.charAt(sign)).join('');
}

/**
 * The code that somebody typed or read out: without regard to case, width, blanks and dashes, with O for 0 and I or L for
 * 1. Null where that is no code, because a sign is missing, wrong or swapped with another.
 */
export function parseVerificationCode(typed: string): string | null {
  const code = typed
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[\s\p{Pd}_.·]/gu, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');
  return verificationCodeSchema.safeParse(code).success && weightedSum(valuesOf(code)) === 0 ? code : null;
}

/** As it is printed: `K7MW-3XPT-9QRD`. */
export function formatVerificationCode(code: string): string {
  return code.match(/.{1,4}/g)?.join('-') ?? code;
}
