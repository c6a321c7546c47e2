import { expect, test } from 'vitest';
import { markFound } from './mark-found.ts';

const marked = (text: string, search?: string) =>
  markFound(text, search)
    .map((piece) => (piece.marked ? `[${piece.text}]` : piece.text))
    .join('');

test('every place of the words searched is marked, regardless of case', () => {
  expect(marked('张某 与 张某某', '张某')).toBe('[张某] 与 [张某]某');
  expect(marked('ABC 公司', 'abc')).toBe('[ABC] 公司');
});

test('no search, or one by pinyin initials, marks nothing and loses nothing', () => {
  expect(marked('张某', undefined)).toBe('张某');
  expect(marked('张某', ' ')).toBe('张某');
  expect(marked('张某', 'zm')).toBe('张某');
  expect(marked('İstanbul', 'i')).toBe('İstanbul');
});
