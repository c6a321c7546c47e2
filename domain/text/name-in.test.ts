import { expect, test } from 'vitest';
import { nameIn } from './name-in.ts';

test('an entry is called by its name, and one that is not in the list by what reads best', () => {
  const ways = [{ id: 'phone', name: '电话' }];
  expect(nameIn(ways, 'phone')).toBe('电话');
  expect(nameIn(ways, 'letter')).toBe('letter');
  expect(nameIn(ways, 'letter', '')).toBe('');
});
