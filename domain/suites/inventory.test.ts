import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { suiteNamed } from '../../services/suites/suite.ts';
import { suiteIds } from './suite-ids.ts';

const root = join(import.meta.dirname, '../..');
const page = readFileSync(join(root, 'docs/suites.md'), 'utf8');
const table = page.slice(page.indexOf('| What | Where |'), page.indexOf('## What SM does not cover'));
const named = new Set(Array.from(table.matchAll(/`([a-z]+\/[\w./-]+\.tsx?)`/g), ([, path = '']) => path));

/** Uses of a primitive, whatever library it is of; ids and random numbers are none. */
const primitive =
  /\b(?:createHash|createHmac|createCipheriv|createDecipheriv|hkdfSync|scrypt\w*|pbkdf2\w*|diffieHellman|generateKeyPairSync)\(|\bhash\('|subtle\.(?:digest|sign|encrypt|generateKey)|sm-crypto-v2|@node-rs\/argon2|\b(?:sha256Hash|sm3Hash)\.digest|new TOTP\(|pragma\(`cipher/;

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
    const { hash, signature } = suiteNamed(id);
    for (const each of [id, hash.id, signature.id]) expect(page).toContain(`\`${each}\``);
  }
});
