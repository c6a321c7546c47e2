import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { npmCommand, reasonToInstall } from './install.mjs';

let root;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'install-'));
  mkdirSync(join(root, 'node_modules'));
});
afterEach(() => rmSync(root, { recursive: true }));

const lock = (packages) =>
  writeFileSync(join(root, 'package-lock.json'), JSON.stringify({ packages: { '': {}, ...packages } }));
const installed = (packages) =>
  writeFileSync(join(root, 'node_modules', '.package-lock.json'), JSON.stringify({ packages }));

test('nothing is installed when every locked package is there', () => {
  lock({ 'node_modules/a': { version: '1.0.0', integrity: 'x' } });
  installed({ 'node_modules/a': { version: '1.0.0', integrity: 'x' } });
  expect(reasonToInstall(root)).toBeUndefined();
});

test('an optional package of another platform may be absent', () => {
  lock({ 'node_modules/a-win32-x64': { version: '1.0.0', optional: true } });
  installed({});
  expect(reasonToInstall(root)).toBeUndefined();
});

test.each([
  ['no dependencies at all', undefined],
  ['an interrupted installation', 'half a file'],
  ['a package missing', {}],
  ['another version', { 'node_modules/a': { version: '1.0.1' } }],
  ['other content', { 'node_modules/a': { version: '1.0.0', integrity: 'y' } }],
])('%s is a reason to install', (_, packages) => {
  lock({ 'node_modules/a': { version: '1.0.0', integrity: 'x' } });
  if (typeof packages === 'string') writeFileSync(join(root, 'node_modules', '.package-lock.json'), packages);
  else if (packages) installed(packages);
  expect(reasonToInstall(root)).toEqual(expect.any(String));
});

test('a project without a lockfile is an error, not a silent pass', () => {
  expect(() => reasonToInstall(root)).toThrow(/package-lock\.json/);
});

test('the npm that started us installs; without one, the npm of the PATH, through a shell on Windows', () => {
  const own = npmCommand(['ci'], { npm_execpath: '/opt/npm/bin/npm-cli.js' }, 'linux');
  expect(own).toEqual({ file: process.execPath, args: ['/opt/npm/bin/npm-cli.js', 'ci'], shell: false });
  expect(npmCommand(['ci'], {}, 'linux')).toEqual({ file: 'npm', args: ['ci'], shell: false });
  expect(npmCommand(['ci'], { npm_execpath: '/x/pnpm.cjs' }, 'win32')).toEqual({
    file: 'npm.cmd',
    args: ['ci'],
    shell: true,
  });
});
