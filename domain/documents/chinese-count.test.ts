import { describe, expect, it } from 'vitest';
import { chineseCount } from './chinese-count.ts';

describe('everyday Chinese numerals of clauses and copies', () => {
  it.each([
    [1, '一'],
    [2, '二'],
    [10, '十'],
    [11, '十一'],
    [20, '二十'],
    [21, '二十一'],
    [100, '一百'],
    [105, '一百零五'],
    [110, '一百一十'],
    [1001, '一千零一'],
    [1010, '一千零一十'],
    [9999, '九千九百九十九'],
  ])('%i reads %s', (value, words) => {
    expect(chineseCount(value)).toBe(words);
  });

  it('gives every count from 1 to 9999 words of its own', () => {
    const words = new Set(Array.from({ length: 9999 }, (_, index) => chineseCount(index + 1)));
    expect(words.size).toBe(9999);
  });

  it.each([0, -1, 1.5, 10_000, Number.NaN])('refuses %d', (value) => {
    expect(() => chineseCount(value)).toThrow(RangeError);
  });
});
