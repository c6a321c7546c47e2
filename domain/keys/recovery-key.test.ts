import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseRecoveryKey, RecoveryKeyTypo, recoveryKeyText } from './recovery-key.ts';

const keys = fc.uint8Array({ minLength: 20, maxLength: 20 });

describe('the text of a recovery key', () => {
  test('is eight groups of five signs, and comes back as the 160 bits that it was made of', () => {
    void fc.assert(
      fc.property(keys, (key) => {
        const text = recoveryKeyText(key);
        expect(text).toMatch(/^([0-9A-HJKMNP-TV-Z]{5}-){7}[0-9A-HJKMNP-TV-Z]{5}$/);
        expect(parseRecoveryKey(text)).toEqual(key);
      }),
    );
  });

  test('may be typed small, with blanks, wide, and with the letters that look like digits', () => {
    const key = new Uint8Array(20);
    const text = recoveryKeyText(key);
    expect(parseRecoveryKey(text.toLowerCase().replaceAll('-', '  '))).toEqual(key);
    expect(parseRecoveryKey(text.replaceAll('0', 'o').replaceAll('1', 'l'))).toEqual(key);
    expect(parseRecoveryKey([...text].map((sign) => (sign === '0' ? '０' : sign)).join(''))).toEqual(key);
  });

  test('tells which group was copied wrongly: each wrong sign, and each two neighbours that changed places', () => {
    void fc.assert(
      fc.property(keys, fc.nat(39), fc.integer({ min: 1, max: 31 }), (key, place, other) => {
        const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
        const signs = [...recoveryKeyText(key).replaceAll('-', '')];
        const sign = signs[place] ?? '';
        const wrong = signs.with(place, alphabet[(alphabet.indexOf(sign) + other) % 32] ?? '');
        const group = Math.floor(place / 5) + 1;
        expect(() => parseRecoveryKey(wrong.join(''))).toThrow(`第 ${group} 组抄错了`);
        const next = signs[place + 1] ?? '';
        if (place % 5 === 4 || next === sign || place === 39) return;
        expect(() =>
          parseRecoveryKey(
            signs
              .with(place, next)
              .with(place + 1, sign)
              .join(''),
          ),
        ).toThrow(`第 ${group} 组抄错了`);
      }),
    );
  });

  test('finds groups in another order, and a text that is too short', () => {
    const [first = '', second = '', ...rest] = recoveryKeyText(new Uint8Array(20)).split('-');
    expect(() => parseRecoveryKey([second, first, ...rest].join('-'))).toThrow(RecoveryKeyTypo);
    expect(() => parseRecoveryKey([first, second].join('-'))).toThrow(/8 组/);
    expect(() => parseRecoveryKey(['00?00', second, ...rest].join('-'))).toThrow(/第 1 组里有不认识的字符/);
  });
});
