import { expect, test } from 'vitest';
import { splitHash } from './hash-location.ts';

test.each([
  ['', '/', ''],
  ['#/', '/', ''],
  ['#/registration', '/registration', ''],
  ['#/registration?draft=7', '/registration', 'draft=7'],
  ['#cases/7?tab=a?b', '/cases/7', 'tab=a?b'],
])('%s leads to %s with the query %s', (hash, path, search) => {
  expect(splitHash(hash)).toEqual({ path, search });
});
