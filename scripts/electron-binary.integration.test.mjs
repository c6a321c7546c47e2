import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { downloadElectron, downloadFailedBefore, findElectron } from './electron-binary.mjs';

let root;
let folder;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'electron-'));
  folder = join(root, 'node_modules', 'electron');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{"version":"45.4.1"}');
});
afterEach(() => rmSync(root, { recursive: true }));

/** Stands in for Electron's install.js: runs the given script in its folder, with the temporary folder as argument. */
const installer = (script) => (_, temporary) =>
  spawn(process.execPath, ['-e', script, temporary], { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });

const SUCCEEDS = `const fs = require('fs'); fs.mkdirSync('dist'); fs.writeFileSync('dist/electron', '');
  fs.writeFileSync('path.txt', 'electron');`;

test('a package without its binary is not an Electron', () => {
  expect(findElectron(root, {})).toBeUndefined();
  writeFileSync(join(folder, 'path.txt'), 'electron');
  expect(findElectron(root, {})).toBeUndefined();
});

test('a download that succeeds gives the binary and leaves nothing behind', async () => {
  expect(await downloadElectron(root, { install: installer(SUCCEEDS), environment: {} })).toBe(
    join(folder, 'dist', 'electron'),
  );
  expect(existsSync(join(root, '.cache', 'electron-download'))).toBe(false);
  expect(downloadFailedBefore(root)).toBe(false);
});

test('a download that fails is remembered for this version only, and forgotten after a success', async () => {
  expect(await downloadElectron(root, { install: installer('process.exit(1)'), environment: {} })).toBeUndefined();
  expect(downloadFailedBefore(root)).toBe(true);
  writeFileSync(join(folder, 'package.json'), '{"version":"46.0.0"}');
  expect(downloadFailedBefore(root)).toBe(false);
  await downloadElectron(root, { install: installer(SUCCEEDS), environment: {} });
  expect(downloadFailedBefore(root)).toBe(false);
});

test('without a byte for the time allowed the download is given up', async () => {
  const hangs = installer('setInterval(() => {}, 1000)');
  expect(await downloadElectron(root, { install: hangs, silenceMs: 500, environment: {} })).toBeUndefined();
  expect(downloadFailedBefore(root)).toBe(true);
});

test('a slow download that still moves is not given up', async () => {
  const slow = `const fs = require('fs'); let n = 0; const timer = setInterval(() => {
    fs.appendFileSync(process.argv[1] + '/part', 'x'.repeat(1000));
    if (++n === 6) { clearInterval(timer); ${SUCCEEDS} } }, 150);`;
  const binary = await downloadElectron(root, { install: installer(slow), silenceMs: 600, environment: {} });
  expect(binary).toBe(join(folder, 'dist', 'electron'));
});
