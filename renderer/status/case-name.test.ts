import { expect, test } from 'vitest';
import { partiesText } from '../../domain/cases/title.ts';
import { caseName } from './case-name.ts';

const applicant = (name: string) => ({ role: 'applicant', kind: 'person', name }) as const;
const respondent = { role: 'respondent', kind: 'person', name: '李某' } as const;

test('a case is called by the first person of the first side, however many there are', () => {
  expect(caseName(partiesText([applicant('张某'), respondent]))).toBe('张某一案');
  expect(caseName(partiesText([applicant('张某'), applicant('王某'), respondent]))).toBe('张某一案');
  expect(caseName(partiesText([applicant('张某'), applicant('王某'), applicant('赵某'), respondent]))).toBe('张某一案');
});

test('a long name is shortened to what a button holds, rare characters whole', () => {
  expect(caseName('郑州市金水区某某物业管理有限公司 与 李某')).toBe('郑州市金水区某某物业管…一案');
  expect(caseName('𠮷田 与 李某')).toBe('𠮷田一案');
});

test('an erased case has no name (LOG-8)', () => {
  expect(caseName('')).toBe('这一案');
});
