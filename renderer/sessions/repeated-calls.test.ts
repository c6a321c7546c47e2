import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { repeatedCalls } from '../../contract/sessions.ts';

const root = join(import.meta.dirname, '..');
const asked = /queries\.([\w.]+)\.queryOptions\((?:(?!queries\.)[\s\S]){0,400}?refetchInterval/g;
/** Asked before anybody is signed in, by a connection without a session too. */
const withoutSession = /^center\./;

test('whatever a page asks again by itself is no use of the session: a desk that nobody touches is idle', () => {
  const found = new Set<string>();
  for (const name of readdirSync(root, { recursive: true, encoding: 'utf8' })) {
    if (!/\.tsx?$/.test(name) || /\.test\.ts$/.test(name)) continue;
    for (const [, call = ''] of readFileSync(join(root, name), 'utf8').matchAll(asked)) found.add(call);
  }
  expect(found.size).toBeGreaterThan(8);
  const missing = [...found].filter((call) => !withoutSession.test(call) && !repeatedCalls.has(call));
  expect(missing, 'belongs into repeatedCalls (contract/sessions.ts)').toEqual([]);
});
