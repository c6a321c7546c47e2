import { expect, test } from 'vitest';
import { markRanges } from './mark-ranges.ts';

test('found characters are marked, the rest stands between them', () => {
  expect(markRanges('兴达路街道', [[0, 3]])).toEqual([
    { text: '兴达路', marked: true, start: 0 },
    { text: '街道', marked: false, start: 3 },
  ]);
  expect(markRanges('金水区', [])).toEqual([{ text: '金水区', marked: false, start: 0 }]);
  expect(
    markRanges('鸿苑社区', [
      [0, 1],
      [2, 4],
    ]).map((piece) => piece.text),
  ).toEqual(['鸿', '苑', '社区']);
});
