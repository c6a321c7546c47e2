import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keepOrganisation, nextKey, organisationKeySchema, readOrganisations } from './organisations.ts';

let data: string;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'fengqiao-hosting-'));
});
afterEach(() => rmSync(data, { recursive: true, force: true }));

test('the list keeps who was added, in order, and a broken one is never taken for an empty one', () => {
  expect(readOrganisations(data)).toEqual([]);
  const street = { key: '410105001', name: '花园路街道综治中心', addedAt: 1 };
  const team = { key: '410105001-2', name: '花园路街道调解队', addedAt: 2 };
  keepOrganisation(data, street);
  keepOrganisation(data, team);
  expect(readOrganisations(data)).toEqual([street, team]);
  writeFileSync(join(data, 'hosting.json'), '{"organisations": [');
  expect(() => readOrganisations(data)).toThrow();
});

test('several organisations of one place have keys of their own', () => {
  const keys: { key: string }[] = [];
  for (let count = 0; count < 9; count += 1) keys.push({ key: nextKey(keys, '410105001') });
  expect(keys.slice(0, 3)).toEqual([{ key: '410105001' }, { key: '410105001-2' }, { key: '410105001-3' }]);
  expect(new Set(keys.map(({ key }) => key)).size).toBe(9);
  expect(() => nextKey(keys, '410105001')).toThrow(/九个/);
});

test.each(['..', '410105001/..', '', '41', '410105001-1', '4101050011'])('%j is no key', (text) => {
  expect(organisationKeySchema.safeParse(text).success).toBe(false);
});
