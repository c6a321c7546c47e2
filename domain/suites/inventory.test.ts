import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { suiteNamed } from '../../services/suites/suite.ts';
import { suiteIds } from './suite-ids.ts';

const root = join(import.meta.dirname, '../..');
const page = readFileSync(join(root, 'docs/suites.md'), 'utf8');
const table = page.slice(page.indexOf('| What | Where |'), page.indexOf('## What SM does not cover'));
const named = new Set(Array.from(table.matchAll(/`([a-z]+\/[\w./-]+\.tsx?)`/g), ([, path = '']) => path));

const notCovered = page.slice(page.indexOf('## What SM does not cover'), page.indexOf('## 给系统管理员'));

/** Uses of a primitive, whatever library it is of; ids and random numbers are none. */
const primitive =
  /\b(?:createHash|createHmac|createCipheriv|createDecipheriv|hkdfSync|scrypt\w*|pbkdf2\w*|diffieHellman|generateKeyPairSync)\(|\bhash\('|subtle\.(?:digest|sign|encrypt|generateKey)|sm-crypto-v2|\bderivedKey\(|\baeads\[|@node-rs\/argon2|\b(?:sha256Hash|sm3Hash)\.digest|new TOTP\(|pragma\(`cipher/;

const sources = globSync('{domain,contract,services,db,center,city,electron,renderer}/**/*.{ts,tsx}', { cwd: root })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => !/\.test\.|\/testing[./-]|testing\.ts$|node_modules/.test(path));

test('every file that uses a primitive of cryptography is in the inventory', () => {
  const using = sources.filter((path) => primitive.test(readFileSync(join(root, path), 'utf8')));
  expect(using.length).toBeGreaterThan(20);
  expect(using.filter((path) => !named.has(path))).toEqual([]);
});

test('every file that the inventory names is there', () => {
  expect(named.size).toBeGreaterThan(20);
  expect([...named].filter((path) => !sources.includes(path))).toEqual([]);
});

test('the page names the algorithms of each suite by their ids', () => {
  for (const id of suiteIds) {
    const { hash, signature, aead, kdf, mac } = suiteNamed(id);
    for (const each of [id, hash.id, signature.id, aead.id, kdf, mac.id]) expect(page).toContain(`\`${each}\``);
  }
});

const rows = table
  .split('\n')
  .slice(2)
  .filter((line) => line.startsWith('|'))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, what = '', , algorithms = '']) => ({ what, algorithms }));

test('what is of one algorithm in both suites has its reason; everything else is of one for each suite', () => {
  expect(rows.length).toBeGreaterThan(20);
  const reasons = Array.from(notCovered.matchAll(/\*\*(.+?)\*\*/g), ([, name = '']) => name);
  const inBoth = rows.filter(({ algorithms }) => algorithms.startsWith('both: '));
  expect(inBoth.filter(({ what }) => !reasons.some((name) => what.startsWith(name)))).toEqual([]);
  const inEach = rows.filter((row) => !inBoth.includes(row));
  expect(inEach.filter(({ algorithms }) => !/SM[234]/.test(algorithms))).toEqual([]);
});

test('the keys of a center, what the city holds of them, and what the city seals are of one for each suite', () => {
  const inEach = rows.filter(({ algorithms }) => algorithms.includes(';')).map(({ what }) => what);
  for (const what of ['Root and recovery key in', 'Recovery key sealed for the city', 'Tokens, nonces and marks'])
    expect(inEach.filter((each) => each.startsWith(what))).toHaveLength(1);
});
