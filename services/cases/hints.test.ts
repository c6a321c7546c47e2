import { afterAll, beforeAll, expect, test } from 'vitest';
import { testParties } from '../../domain/cases/testing-facts.ts';
import { openTestDesk, type TestDesk } from '../../tests/support/desk.ts';
import { samePersonHints, similarOpenHints } from './hints.ts';

let desk: TestDesk;
beforeAll(async () => {
  desk = await openTestDesk();
});
afterAll(() => desk.store.remove());

test('open cases of the same village or street are shown, a whole district is no such place', async () => {
  const { caseNumber, caseId } = await desk.register();
  const place = (await desk.store.read(({ cases }) => cases.find(caseId)))?.place.code ?? '';
  expect(place).toHaveLength(12);
  const numbers = async (placeCode: string) =>
    (await similarOpenHints(desk, desk.clerk, { placeCode })).map((hint) => [hint.caseNumber, hint.why]);
  expect(await numbers(place)).toEqual([[caseNumber, '同一地点在办']]);
  expect(await numbers(place.slice(0, 9))).toEqual([[caseNumber, '同一地点在办']]);
  for (const area of ['410105', 'ZDXQ']) expect(await numbers(area)).toEqual([]);
});

test('earlier cases of the same person are found by ID number, else by name and phone together', async () => {
  const [first] = testParties;
  if (first?.kind !== 'person') throw new Error('no person');
  const reasons = async (person: { name: string; documentNumber?: string; phone?: string }) =>
    (await samePersonHints(desk, desk.clerk, { people: [person] })).map(({ why }) => why);
  const { name, phone, documentNumber } = first;
  expect(phone).toBeDefined();
  expect(await reasons({ name, phone: phone ?? '' })).toContain('姓名和手机号相同');
  expect(await reasons({ name })).toEqual([]);
  expect(await reasons({ name: '别人', phone: phone ?? '' })).toEqual([]);
  if (documentNumber) expect(await reasons({ name: '别人', documentNumber })).toContain('证件号相同');
});
