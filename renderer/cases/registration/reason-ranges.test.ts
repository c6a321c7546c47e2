import fc from 'fast-check';
import { expect, test } from 'vitest';
import { reasonRanges } from './reason-ranges.ts';

const marked = (text: string) => reasonRanges(text).map(([from, to]) => text.slice(from, to));

test('every place of a word that speaks for the category is marked', () => {
  const words = marked('邻居李某倒垃圾时，经常把垃圾掉在楼道里');
  expect(words).toContain('邻居');
  expect(words.filter((word) => word === '垃圾')).toHaveLength(2);
});

test('the ranges are in order and never overlap', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('邻居', '垃圾', '楼道', '物业', '物业费', '彩礼', '，')), (parts) => {
      let before = 0;
      for (const [from, to] of reasonRanges(parts.join(''))) {
        expect(from).toBeGreaterThanOrEqual(before);
        expect(to).toBeGreaterThan(from);
        before = to;
      }
    }),
  );
});
