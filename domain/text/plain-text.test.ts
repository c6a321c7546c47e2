import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countCharacters, findTextProblem, optionalText, plainText } from './plain-text.ts';

const name = plainText({ max: 80, min: 1, label: '姓名' });
const facts = plainText({ max: 2000, label: '经过', multiline: true });
const messageOf = (schema: typeof name, value: unknown) => schema.safeParse(value).error?.issues[0]?.message;

describe('plainText', () => {
  it('trims the ends and composes to NFC, and changes nothing else', () => {
    expect(name.parse('  王\u0020喆 \n')).toBe('王 喆');
    expect(name.parse('Cafe\u0301')).toBe('Café');
    expect(name.parse('祎䶮㛃𠮷')).toBe('祎䶮㛃𠮷');
    expect(facts.parse('第一行\r\n第二行\r第三行')).toBe('第一行\n第二行\n第三行');
  });

  it('refuses NUL, other control characters and half a character (LOG-2)', () => {
    expect(messageOf(name, '张\u0000三')).toContain('控制字符');
    expect(messageOf(name, '张\u007f三')).toContain('控制字符');
    expect(messageOf(facts, 'a\u0008b')).toContain('控制字符');
    expect(messageOf(name, '张\ud842')).toContain('半个字符');
    expect(messageOf(name, '\udfb7三')).toContain('半个字符');
  });

  it('allows line breaks and tabs in long fields only', () => {
    expect(facts.parse('一\n\t二')).toBe('一\n\t二');
    expect(messageOf(name, '张\n三')).toContain('只能写一行');
  });

  it('counts code points, names field and limit, and never truncates', () => {
    expect(name.parse('𠮷'.repeat(80))).toBe('𠮷'.repeat(80));
    expect(messageOf(name, '𠮷'.repeat(81))).toBe('「姓名」超过 80 个字（现在 81 个），请缩短');
    expect(messageOf(facts, '字'.repeat(2001))).toContain('「经过」超过 2000 个字');
  });

  it('answers 10 MB of text with a message, quickly', () => {
    const start = performance.now();
    expect(messageOf(facts, '纠'.repeat(10_000_000))).toContain('超过 2000 个字');
    expect(performance.now() - start).toBeLessThan(2000);
  });

  it('asks for what is missing by its name', () => {
    expect(messageOf(name, '  ')).toBe('请填写「姓名」');
    expect(messageOf(name, undefined)).toBe('请填写「姓名」');
    expect(messageOf(name, 7)).toBe('「姓名」要填文字');
  });

  it('keeps markup and formulas as they are', () => {
    for (const text of ['<b>x</b>', '=cmd()', '#set page()', "' or 1=1 --"]) expect(name.parse(text)).toBe(text);
  });

  it('parses what it has parsed to the same text, and says while typing what it says on saving', () => {
    const rule = { max: 30, min: 1, label: '事由' };
    const schema = plainText(rule);
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' })), (value) => {
        const result = schema.safeParse(value);
        expect(result.success).toBe(findTextProblem(value, rule) === null);
        if (result.success) expect(schema.parse(result.data)).toBe(result.data);
      }),
    );
  });
});

describe('countCharacters', () => {
  it('agrees with iterating over code points', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => countCharacters(value) === Array.from(value).length),
    );
  });
});

describe('optionalText', () => {
  it('turns missing, null and blank into null and keeps the rest', () => {
    const schema = optionalText({ max: 5, label: '职业' });
    expect([undefined, null, '', '  ', ' 教师 '].map((value) => schema.parse(value))).toEqual([
      null,
      null,
      null,
      null,
      '教师',
    ]);
    expect(schema.safeParse('一二三四五六').success).toBe(false);
  });
});
