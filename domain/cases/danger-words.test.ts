import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dangerNote, dangerWords } from './danger-words.ts';

describe('what may become a public-security or criminal case (人民调解法 25)', () => {
  test.each([
    ['李某扬言要报复，还拿刀上门', ['扬言', '报复', '拿刀']],
    ['两家在楼道里打架，赵某被打伤', ['打架', '打伤']],
    ['他说再不还钱就跳楼', ['跳楼']],
    ['邻居倒垃圾时把垃圾掉在楼道里，气味难忍', []],
    ['', []],
  ])('%s', (text, found) => {
    expect(dangerWords(text)).toEqual(found);
    expect(dangerNote(text) === null).toBe(found.length === 0);
  });

  test('is named with its words and the article, three of them at most', () => {
    const note = dangerNote('持刀、扬言、放火、跳楼');
    expect(note).toContain('「持刀」「扬言」「放火」');
    expect(note).not.toContain('跳楼');
    expect(note).toContain('第二十五条');
  });

  test('is found wherever it stands in a text', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 50 }), fc.string({ maxLength: 50 }), (before, after) => {
        expect(dangerWords(`${before}持刀${after}`)).toContain('持刀');
      }),
    );
  });
});
