import { expect, test } from 'vitest';
import { directionOf, levelOf } from './levels.ts';

const city = { feed: '410100' };
const area = { feed: '410105' };
const otherArea = { feed: '410102' };
const street = { feed: '410105', place: '410105016' };
const community = { feed: '410105', place: '410105016001' };

test('the code of a place tells the level of a center', () => {
  expect([city, area, street, community].map(levelOf)).toEqual(['city', 'area', 'street', 'community']);
});

test('a case goes up, down or across by the levels of the two centers (WF-37)', () => {
  expect(directionOf(community, street)).toBe('up');
  expect(directionOf(street, city)).toBe('up');
  expect(directionOf(area, street)).toBe('down');
  expect(directionOf(area, otherArea)).toBe('across');
  expect(directionOf(street, street)).toBe('across');
});
