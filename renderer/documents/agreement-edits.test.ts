import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { changed, inserted, insertedText, moved, without } from './agreement-edits.ts';

const list = [
  { id: 'a', text: '一' },
  { id: 'b', text: '二' },
  { id: 'c', text: '三' },
];
const ids = (entries: readonly { readonly id: string }[]): string => entries.map(({ id }) => id).join('');

test('an entry moves by one place, and stays where it is at the ends', () => {
  expect(ids(moved(list, 'a', 1))).toBe('bac');
  expect(ids(moved(list, 'c', -1))).toBe('acb');
  expect(moved(list, 'a', -1)).toBe(list);
  expect(moved(list, 'x', 1)).toBe(list);
});

test('entries go in, out and change without touching the others', () => {
  expect(ids(inserted(list, 1, { id: 'x', text: '' }))).toBe('axbc');
  expect(ids(without(list, 'b'))).toBe('ac');
  expect(changed(list, 'b', { text: '改' })[1]).toEqual({ id: 'b', text: '改' });
});

test('words go in at the caret in place of what is selected; without a caret at the end', () => {
  expect(insertedText('甲付乙', { start: 1, end: 2 }, '给付')).toEqual({ text: '甲给付乙', from: 1 });
  expect(insertedText('甲', null, '乙')).toEqual({ text: '甲乙', from: 1 });
});

test('wherever the caret was, nothing outside of the selection is lost', () => {
  void fc.assert(
    fc.property(fc.string(), fc.nat(50), fc.nat(50), fc.string(), (text, start, end, words) => {
      const { text: result, from } = insertedText(text, { start, end }, words);
      expect(result.slice(0, from)).toBe(text.slice(0, from));
      expect(result.slice(from, from + words.length)).toBe(words);
      expect(text.endsWith(result.slice(from + words.length))).toBe(true);
    }),
  );
});
