import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatNumber,
  numberOf,
  numberTemplateSchema,
  QUERY_CODE_ALPHABET,
  QUERY_CODE_LENGTH,
  queryCodeFrom,
  readQueryCode,
  templateProblem,
} from './numbering.ts';
import { initialSettings } from './settings.ts';

const parts = { year: 2026, shortName: '金', committee: '金水矛调', counter: 7 };

describe('the query code', () => {
  it('is read as people type it, and nothing else is', () => {
    for (const typed of ['3479-ACDE', '3479acde', ' 3479 ACDE ', '３４７９－ＡＣＤＥ'])
      expect(readQueryCode(typed)).toBe('3479-ACDE');
    for (const typed of ['', '3479-ACD', '3479-ACDEF', '0000-0000', "' OR 1=1"])
      expect(readQueryCode(typed)).toBeNull();
  });

  const groups = ['0OQD', '1IL', '2Z', '5S', '8B', '6G', 'UV'];

  it('has no two signs that are mistaken for each other, each sign once', () => {
    expect(new Set(QUERY_CODE_ALPHABET).size).toBe(QUERY_CODE_ALPHABET.length);
    expect(QUERY_CODE_ALPHABET).toMatch(/^[0-9A-Z]+$/);
    for (const group of groups) {
      const present = [...group].filter((sign) => QUERY_CODE_ALPHABET.includes(sign));
      expect(present.length, group).toBeLessThanOrEqual(1);
    }
  });

  it('is XXXX-XXXX from that alphabet, whatever the bytes', () => {
    const form = new RegExp(`^[${QUERY_CODE_ALPHABET}]{4}-[${QUERY_CODE_ALPHABET}]{4}$`);
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 0, maxLength: 40 }), (bytes) => {
        const code = queryCodeFrom(bytes);
        const usable = bytes.filter((byte) => byte < 252).length;
        if (usable < QUERY_CODE_LENGTH) expect(code).toBeNull();
        else expect(code).toMatch(form);
      }),
    );
  });

  it('is uniform: over all bytes each sign comes up equally often, bytes that would favour some are skipped', () => {
    const counts = new Map<string, number>();
    for (let byte = 0; byte < 256; byte += 1) {
      const code = queryCodeFrom(new Uint8Array(QUERY_CODE_LENGTH).fill(byte));
      if (code === null) continue;
      const [sign] = code;
      expect(code).toBe(`${sign!.repeat(4)}-${sign!.repeat(4)}`);
      counts.set(sign!, (counts.get(sign!) ?? 0) + 1);
    }
    expect([...counts.keys()].toSorted().join('')).toBe([...QUERY_CODE_ALPHABET].toSorted().join(''));
    expect(new Set(counts.values())).toEqual(new Set([12]));
  });

  it('uses each byte for one sign, so that other bytes give another code', () => {
    const usable = fc.uint8Array({ minLength: 8, maxLength: 8 }).filter((bytes) => bytes.every((byte) => byte < 252));
    fc.assert(
      fc.property(usable, usable, (a, b) => {
        const reduced = (bytes: Uint8Array) => bytes.map((byte) => byte % 21).join();
        expect(queryCodeFrom(a) === queryCodeFrom(b)).toBe(reduced(a) === reduced(b));
      }),
    );
  });
});

describe('templates of official numbers', () => {
  it('write year, names and a padded counter', () => {
    expect(formatNumber('{简称}矛调〔{年}〕{序号}', parts)).toBe('金矛调〔2026〕7');
    expect(formatNumber('（{年}）{委员会}人调字第{序号:4}号', parts)).toBe('（2026）金水矛调人调字第0007号');
    expect(formatNumber('{年}{序号:4}', { ...parts, counter: 12_345 })).toBe('202612345');
  });

  it('print names literally, whatever they hold', () => {
    expect(formatNumber('{简称}{年}{序号}', { ...parts, shortName: '$&$1' })).toBe('$&$120267');
  });

  it('never give two counters of a year the same number', () => {
    const template = fc.constantFrom('{年}{简称}{序号}', '{序号:4}-{年}', '（{年}）{委员会}第{序号:9}号');
    fc.assert(
      fc.property(template, fc.integer({ min: 1 }), fc.integer({ min: 1 }), (text, a, b) => {
        const same = formatNumber(text, { ...parts, counter: a }) === formatNumber(text, { ...parts, counter: b });
        expect(same).toBe(a === b);
      }),
    );
  });

  it.each([
    ['{简称}{年}{号}', '编号模板里有不认识的「{号}」，可用：{年} {简称} {委员会} {序号} {序号:4}'],
    ['{年}{序号:0}', '编号模板里有不认识的「{序号:0}」，可用：{年} {简称} {委员会} {序号} {序号:4}'],
    ['{年}{序号', '编号模板里的花括号不成对'],
    ['{年}}{序号}', '编号模板里的花括号不成对'],
    ['{年}第号', '编号模板里要有且只有一个 {序号}'],
    ['{年}{序号}{序号:4}', '编号模板里要有且只有一个 {序号}'],
    ['{简称}第{序号}号', '编号模板里要有 {年}，序号按年重新开始'],
  ])('%s is refused: %s', (template, message) => {
    expect(templateProblem(template)).toBe(message);
    expect(numberTemplateSchema.safeParse(template).error?.issues[0]?.message).toBe(message);
  });

  it('of a new center are good ones', () => {
    const committee = { name: '金水区人民调解委员会', shortName: '金水' };
    const identity = { name: '金水区综治中心', shortName: '金', areaCode: '410105', phone: '', address: '', committee };
    const { numbering } = initialSettings(identity);
    for (const template of Object.values(numbering)) expect(templateProblem(template)).toBeNull();
  });
});

describe('the counter of a number (SYNC-15)', () => {
  const templates = ['{简称}矛调〔{年}〕{序号}', '{委员会}[{年}]第{序号:4}号', '{年}{序号:3}', '{年}-{序号}-{年}(补)'];

  it('is read back out of every number that the template gives out', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...templates),
        fc.integer({ min: 1990, max: 2100 }),
        fc.integer({ min: 1, max: 99_999 }),
        (template, year, counter) => {
          const number = formatNumber(template, { ...parts, year, counter });
          expect(numberOf(template, parts, number)).toEqual({ year, segment: null, counter });
        },
      ),
    );
  });

  it.each([
    '银矛调〔2026〕7',
    '金矛调〔2026〕07',
    '金矛调〔2026〕0',
    '金矛调〔26〕7',
    '金矛调〔2026〕7号',
    '旧案〔2026〕7',
    '',
  ])('of 「%s」 is none: the template never gives it out', (number) => {
    expect(numberOf('{简称}矛调〔{年}〕{序号}', parts, number)).toBeNull();
  });
});
