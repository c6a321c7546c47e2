import { expect, test } from 'vitest';
import { mojTypes } from '../../domain/codes/moj-types.ts';
import { matchesCode } from './code-search.ts';

const found = (typed: string): readonly string[] =>
  mojTypes.filter((choice) => matchesCode(choice, typed)).map((choice) => choice.name);

test('a type is found by code, by part of its name and by pinyin initials', () => {
  expect(found('02')).toEqual(['邻里纠纷']);
  expect(found('交通')).toEqual(['道路交通事故纠纷']);
  expect(found('lljf')).toEqual(['邻里纠纷']);
  expect(found('LL')).toContain('邻里纠纷');
});

test('nothing typed shows all, nonsense shows none', () => {
  expect(found(' ')).toHaveLength(mojTypes.length);
  expect(found('qqqq')).toEqual([]);
});
