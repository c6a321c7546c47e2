import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatVerificationCode,
  parseVerificationCode,
  VERIFICATION_ALPHABET,
  VERIFICATION_RANDOM_BYTES,
  verificationCodeFrom,
  verificationCodeSchema,
} from './code.ts';

const anyBytes = fc.uint8Array({ minLength: VERIFICATION_RANDOM_BYTES, maxLength: VERIFICATION_RANDOM_BYTES });
const anyCode = anyBytes.map(verificationCodeFrom);
const place = fc.integer({ min: 0, max: 11 });

describe('the code of an agreement', () => {
  it('is read back from what is printed, however it is typed', () => {
    fc.assert(
      fc.property(anyCode, (code) => {
        expect(verificationCodeSchema.safeParse(code).success).toBe(true);
        const printed = formatVerificationCode(code);
        expect(printed).toMatch(/^.{4}-.{4}-.{4}$/);
        const wide = printed.replaceAll(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));
        const lookalike = printed.replaceAll('0', 'o').replaceAll('1', 'l');
        const typings = [code, printed, printed.toLowerCase(), ` ${printed.replaceAll('-', ' ')} `, wide, lookalike];
        for (const typed of [...typings, printed.replaceAll('-', '—'), printed.replaceAll('1', 'I')]) {
          expect(parseVerificationCode(typed), typed).toBe(code);
        }
      }),
    );
  });

  it('is no code any more with any one sign wrong, or any two swapped', () => {
    fc.assert(
      fc.property(anyCode, place, place, fc.constantFrom(...VERIFICATION_ALPHABET), (code, at, other, sign) => {
        const wrong = [...code].with(at, sign).join('');
        expect(parseVerificationCode(wrong)).toBe(wrong === code ? code : null);
        const swapped = [...code].with(at, code.charAt(other)).with(other, code.charAt(at)).join('');
        expect(parseVerificationCode(swapped)).toBe(swapped === code ? code : null);
      }),
      { numRuns: 2_000 },
    );
  });

  it('is no code with a sign more or less, or with a sign that no code has', () => {
    fc.assert(
      fc.property(anyCode, fc.constantFrom(...VERIFICATION_ALPHABET), (code, sign) => {
        for (const typed of [code.slice(1), code + sign, code.replace(/^./, 'U'), code.replace(/.$/, '码'), '']) {
          expect(parseVerificationCode(typed), typed).toBeNull();
        }
      }),
    );
  });

  it('carries no information: it is the random bytes, each sign as likely as any other', () => {
    // Each code tells 55 of its 56 random bits, and nothing else goes in.
    const codeOf = (bits: bigint) =>
      verificationCodeFrom(Uint8Array.from({ length: 7 }, (_, at) => Number((bits >> BigInt(8 * (6 - at))) & 255n)));
    const bitsOf = (code: string) =>
      [...code.slice(0, 11)].reduce(
        (bits, sign, at) => bits | (BigInt(VERIFICATION_ALPHABET.indexOf(sign)) << BigInt(5 * at)),
        0n,
      );
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 55n - 1n }), (bits) => {
        expect(bitsOf(codeOf(bits))).toBe(bits);
        expect(codeOf(bits + 2n ** 55n)).toBe(codeOf(bits));
      }),
    );
    expect(() => verificationCodeFrom(new Uint8Array(6))).toThrow(RangeError);
  });
});
