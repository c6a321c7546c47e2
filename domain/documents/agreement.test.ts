import { describe, expect, it } from 'vitest';
import { agreementCopies, agreementSchema, presentAgreement } from './agreement.ts';
import { formSamples } from './sample-forms.ts';

const sample = formSamples.agreement;

describe('人民调解协议书', () => {
  it('is printed once for each party and once for the committee (人民调解法 29), once more for the court (33)', () => {
    expect(agreementCopies(2, false)).toBe(3);
    expect(agreementCopies(5, true)).toBe(7);
    expect(presentAgreement(sample).copies).toBe('本协议一式三份，当事人、人民调解委员会各持一份。');
    expect(presentAgreement({ ...sample, courtCopy: true }).copies).toBe(
      '本协议一式四份，当事人、人民调解委员会各持一份，另一份申请司法确认时提交人民法院。',
    );
  });

  it('bears the ID number only where the committee has switched it on (the Ministry form has none)', () => {
    const id = sample.parties[0]?.kind === 'person' ? sample.parties[0].idNumber : null;
    expect(id).not.toBeNull();
    expect(JSON.stringify(presentAgreement(sample))).not.toContain(id);
    expect(JSON.stringify(presentAgreement({ ...sample, showIdNumber: true }))).toContain(id);
  });

  it.each([
    ['30 February', { signedOn: '2026-02-30' }, '2 月没有 30 日'],
    ['half a surrogate pair', { facts: '甲\ud842' }, '损坏的字符'],
    ['NUL', { facts: '甲\0乙' }, '损坏的字符'],
    ['an empty number', { number: '' }, '编号不能为空'],
    ['10 MB of text', { facts: '长'.repeat(10_000_000) }, '超过'],
  ])('refuses %s with a Chinese message', (_, change, message) => {
    const { error } = agreementSchema.safeParse({ ...sample, ...change });
    expect(error?.issues[0]?.message).toContain(message);
  });
});
