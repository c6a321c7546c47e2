import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const root = new URL('../', import.meta.url);
const text = readFileSync(new URL('docs/threat-model.md', root), 'utf8');

/** Lines of the tables: a threat, how it is stopped, and the tests. */
const rows = text
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| Threat'))
  .map((line) => ({ line, tests: [...line.matchAll(/`([\w./-]+\.test\.ts)`/g)].map(([, file = '']) => file) }));

test('every threat of docs/threat-model.md names a test, and every test that it names is there', () => {
  expect(rows.length).toBeGreaterThan(0);
  expect(rows.filter(({ tests }) => tests.length === 0).map(({ line }) => line)).toEqual([]);
  const missing = rows.flatMap(({ tests }) => tests).filter((file) => !existsSync(new URL(file, root)));
  expect(missing).toEqual([]);
});
