import { describe, expect, test } from 'vitest';
import { arrayText } from './array-text.ts';

describe('an array as PostgreSQL reads it', () => {
  test('what needs no quotes has none, and what would be read otherwise has them', () => {
    expect(arrayText([])).toBe('{}');
    expect(arrayText([1, -2, 3.5])).toBe('{1,-2,3.5}');
    expect(arrayText(['019a-b', 'case.accepted'])).toBe('{019a-b,case.accepted}');
    expect(arrayText(['', 'a'])).toBe('{"","a"}');
    expect(arrayText(['a,b'])).toBe('{"a,b"}');
    expect(arrayText(['a', 'b,c', 'd'])).toBe('{"a","b,c","d"}');
    expect(arrayText(['null', null])).toBe('{"null",NULL}');
    expect(arrayText(['a,b', '{c}', 'd"e\\f', '张 三', '一\n二'])).toBe('{"a,b","{c}","d\\"e\\\\f","张 三","一\n二"}');
  });
});
