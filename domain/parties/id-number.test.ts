import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkIdNumber } from './id-number.ts';

const today = '2026-11-23';
const check = (text: string) => checkIdNumber(text, today);
const messageOf = (text: string) => {
  const result = check(text);
  return result.ok ? null : result.message;
};

/** Check character by the congruence of ISO 7064 MOD 11-2: weights are powers of two. */
function complete(body: string): string {
  let remainder = 0;
  for (const digit of body) remainder = ((remainder + Number(digit)) * 2) % 11;
  const check = (12 - remainder) % 11;
  return body + (check === 10 ? 'X' : check);
}

const birth = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2026-11-23'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const region = fc.integer({ min: 110000, max: 839999 });

describe('checkIdNumber (GB 11643)', () => {
  it('accepts the standard’s own example and reads birth, sex and region from it', () => {
    expect(check('11010519491231002X')).toEqual({
      ok: true,
      kind: '18',
      normalized: '11010519491231002X',
      birthDate: '1949-12-31',
      sex: 'female',
      regionCode: '110105',
    });
    expect(check('410105197803120010')).toMatchObject({ ok: true, birthDate: '1978-03-12', sex: 'male' });
  });

  it('understands full-width digits, blanks and a small x', () => {
    expect(check(' 110105 19491231 002x ')).toMatchObject({ ok: true, normalized: '11010519491231002X' });
    expect(check('１１０１０５１９４９１２３１００２Ｘ')).toMatchObject({ ok: true, normalized: '11010519491231002X' });
  });

  it('accepts old numbers of 15 digits, born in 19YY, and keeps them as they are', () => {
    expect(check('410105780312001')).toEqual({
      ok: true,
      kind: '15',
      normalized: '410105780312001',
      birthDate: '1978-03-12',
      sex: 'male',
      regionCode: '410105',
    });
  });

  it('accepts region codes that no list has any more', () => {
    expect(check(complete('41010719780312001')).ok).toBe(true);
    expect(check(complete('99999919780312001')).ok).toBe(true);
  });

  it.each([
    ['', '请填写'],
    ['41010519780312001', '现在是 17 位'],
    ['4101051978031200100', '现在是 19 位'],
    ['4101O5197803120010', '只能有数字'],
    ['41010519780X120010', 'X 只能是身份证号码的最后一位'],
    ['41010578031200X', '没有 X'],
    ['410105197802300011', '1978-02-30 不存在'],
    ['410105780230001', '1978-02-30 不存在'],
    [complete('41010520261124001'), '在今天以后'],
    [complete('41010518001124001'), '太早'],
    ['410105197803120011', '校验码不对，请逐位核对'],
  ])('says what is wrong with %s', (text, part) => {
    expect(messageOf(text)).toContain(part);
  });

  it('leaves out the checks that need a clock where there is none', () => {
    expect(checkIdNumber(complete('41010520261124001'), null).ok).toBe(true);
    expect(checkIdNumber('410105197802300011', null).ok).toBe(false);
  });

  it('accepts every number with a right check character and no other last character', () => {
    fc.assert(
      fc.property(region, birth, fc.integer({ min: 0, max: 999 }), (code, day, sequence) => {
        const number = complete(`${code}${day.replaceAll('-', '')}${String(sequence).padStart(3, '0')}`);
        const expected = { birthDate: day, sex: sequence % 2 === 1 ? 'male' : 'female' };
        expect(check(number)).toMatchObject({ ok: true, ...expected });
        for (const last of '0123456789X') expect(check(number.slice(0, 17) + last).ok).toBe(last === number[17]);
      }),
    );
  });

  it('finds any single digit typed wrong and any two neighbours swapped', () => {
    const good = '410105197803120010';
    for (let at = 0; at < 17; at += 1) {
      const swapped = good.slice(0, at) + good[at + 1] + good[at] + good.slice(at + 2);
      expect(check(swapped).ok).toBe(swapped === good);
      for (const digit of '0123456789') {
        const wrong = good.slice(0, at) + digit + good.slice(at + 1);
        expect(check(wrong).ok).toBe(wrong === good);
      }
    }
  });

  it('never proposes a corrected number as fact', () => {
    expect(messageOf('410105197803120011')).not.toMatch(/\d/);
  });
});
