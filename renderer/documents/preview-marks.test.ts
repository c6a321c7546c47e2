import { expect, test } from 'vitest';
import { findOnPages, type PagePiece, sealPlace } from './preview-marks.ts';

const piece = (page: number, text: string, left: number, top: number): PagePiece => ({
  page,
  text,
  left,
  top,
  width: text.length * 0.02,
  height: 0.01,
});
const paper = [
  piece(1, '一、该房归刘某甲所', 0.2, 0.8),
  piece(1, '有，', 0.38, 0.8),
  piece(1, '刘某乙不再主张', 0.2, 0.82),
  piece(2, '继承份额。', 0.2, 0.1),
  piece(2, '（人民调解委员会印）', 0.5, 0.7),
];

test('a clause is found over pieces, lines and pages, one box for each line', () => {
  const boxes = findOnPages(paper, '该房归刘某甲所有，刘某乙不再主张继承份额。');
  expect(boxes.map(({ page, left, top }) => [page, left, top])).toEqual([
    [1, 0.2, 0.8],
    [1, 0.2, 0.82],
    [2, 0.2, 0.1],
  ]);
  expect(boxes[0]?.width).toBeCloseTo(0.22);
});

test('white space says nothing: a clause with spaces and new lines is found all the same', () => {
  expect(findOnPages(paper, '刘某乙 不再\n主张')).toHaveLength(1);
});

test('what is not on the paper, or nothing at all, is found nowhere', () => {
  expect(findOnPages(paper, '没有')).toEqual([]);
  expect(findOnPages(paper, ' ')).toEqual([]);
});

test('the seal lies over the words that ask for it, round, on the page where they stand', () => {
  const seal = sealPlace(paper);
  expect(seal).toMatchObject({ page: 2, width: 0.2 });
  expect((seal?.left ?? 0) + 0.1).toBeCloseTo(0.6);
  expect((seal?.height ?? 0) * 297).toBeCloseTo((seal?.width ?? 0) * 210);
  expect(sealPlace(paper.slice(0, 4))).toBeNull();
});
