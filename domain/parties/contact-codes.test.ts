import { describe, expect, it } from 'vitest';
import { checkCreditCode } from './credit-code.ts';
import { checkDocumentNumber, documentKindExportCode } from './document-kinds.ts';
import { checkPhone, formatPhone } from './phone.ts';

describe('checkPhone', () => {
  it.each([
    ['138 0000 1203', 'mobile', '13800001203'],
    ['138-0000-1203', 'mobile', '13800001203'],
    ['+86 13800001203', 'mobile', '13800001203'],
    ['008613800001203', 'mobile', '13800001203'],
    ['１３８００００１２０３', 'mobile', '13800001203'],
    ['0371-67181234', 'landline', '0371-67181234'],
    ['(0371) 6718 1234 转 801', 'landline', '0371-67181234转801'],
    ['+86 371 67181234', 'landline', '0371-67181234'],
    ['010 65251234', 'landline', '010-65251234'],
    ['67181234', 'landline', '67181234'],
    ['12345', 'service', '12345'],
    ['400-123-4567', 'service', '4001234567'],
    ['95588', 'service', '95588'],
    ['+852 2123 4567', 'foreign', '+85221234567'],
  ])('understands %s', (text, kind, normalized) => {
    expect(checkPhone(text)).toEqual({ ok: true, kind, normalized });
  });

  it.each([
    ['', '请填写'],
    ['1380000120', '现在是 10 位'],
    ['138000012033', '现在是 12 位'],
    ['12', '位数不对'],
    ['张三', '只能有数字'],
    ['+1', '境外电话'],
  ])('says what is wrong with “%s”', (text, part) => {
    expect(checkPhone(text)).toMatchObject({ ok: false, message: expect.stringContaining(part) });
  });

  it('normalises what it has normalised to the same, and shows mobiles in groups', () => {
    for (const number of ['13800001203', '0371-67181234转801', '+85221234567', '12345']) {
      expect(checkPhone(number)).toMatchObject({ ok: true, normalized: number });
    }
    expect(formatPhone('13800001203')).toBe('138 0000 1203');
    expect(formatPhone('0371-67181234')).toBe('0371-67181234');
  });
});

describe('checkCreditCode (GB 32100)', () => {
  it('accepts a right code in any writing and refuses a wrong check character', () => {
    expect(checkCreditCode(' 91350100m000100y43 ')).toEqual({ ok: true, normalized: '91350100M000100Y43' });
    expect(checkCreditCode('91350100M000100Y44')).toMatchObject({
      ok: false,
      message: expect.stringContaining('校验码'),
    });
    expect(checkCreditCode('91350100M000100I43')).toMatchObject({ ok: false, message: expect.stringContaining('“I”') });
    expect(checkCreditCode('123')).toMatchObject({ ok: false, message: expect.stringContaining('现在是 3 位') });
  });
});

describe('checkDocumentNumber', () => {
  const today = '2026-11-23';
  it.each([
    ['111', '410105197803120010', true],
    ['111', '410105197803120011', false],
    ['516', 'h12345678', true],
    ['516', 'A12345678', false],
    ['511', '12345678', true],
    ['414', 'E 12345678', true],
    ['414', '护照', false],
    ['553', 'USA123456789012', true],
    ['114', '军字第1234567号', true],
    ['990', '任意编号-1', true],
    ['990', '', false],
  ] as const)('kind %s, %s: %s', (kind, text, ok) => {
    expect(checkDocumentNumber(kind, text, today).ok).toBe(ok);
  });

  it('wants the residence permits of Hong Kong, Macao and Taiwan to begin with 81, 82 and 83', () => {
    expect(checkDocumentNumber('L01', '410105197803120010', today)).toMatchObject({
      ok: false,
      message: expect.stringContaining('81 或者 82'),
    });
    expect(documentKindExportCode('L01')).toBe('990');
    expect(documentKindExportCode('111')).toBe('111');
  });
});
