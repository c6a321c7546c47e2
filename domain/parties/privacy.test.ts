import { expect, test } from 'vitest';
import { testApplicant, testRespondent } from '../cases/testing-facts.ts';
import { partySchema } from './party.ts';
import { privacyProblem, privacySchema, privacyWords, usualPrivacy } from './privacy.ts';

const day = '2026-11-23';
const child = partySchema.parse({
  ...testApplicant,
  documentKind: null,
  documentNumber: null,
  birthDate: '2013-11-24',
});

test('what most often is so: told by word of mouth, and a document number is agreed to apart (个人信息保护法 29)', () => {
  expect(usualPrivacy(testApplicant, day)).toEqual({ way: 'oral', toldOn: day, sensitive: 'given', by: 'self' });
  expect(usualPrivacy(testRespondent, day).sensitive).toBe('none');
});

test('for whoever is under 14 a parent or guardian agrees (个人信息保护法 31)', () => {
  const usual = usualPrivacy(child, day);
  expect(usual).toMatchObject({ sensitive: 'given', by: 'guardian' });
  expect(privacyProblem(child, usual)).toBeNull();
  expect(privacyProblem(child, { ...usual, by: 'self' })).toContain('第三十一条');
  // On the birthday one is 14.
  expect(privacyProblem(child, { ...usual, by: 'self', toldOn: '2027-11-24' })).toBeNull();
  expect(privacyProblem(testApplicant, { ...usual, by: 'self' })).toBeNull();
});

test('a party of an older program was told nothing that is known, and is a party all the same (个人信息保护法 13)', () => {
  expect(partySchema.parse(testApplicant).privacy).toBeUndefined();
});

test('words say when, how, to whom and before whom', () => {
  const told = privacySchema.parse({ way: 'oral', toldOn: day, sensitive: 'given', by: 'self', witness: '程敏' });
  expect(privacyWords(told)).toBe('2026-11-23 口头告知本人，程敏见证；敏感信息单独同意');
});
