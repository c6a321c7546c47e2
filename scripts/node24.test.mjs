import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { complaintAboutNode, findNode24 } from './node24.mjs';

const folders = [];
function emptyRoot() {
  const root = mkdtempSync(join(tmpdir(), 'node24-'));
  folders.push(root);
  return root;
}
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

const running = (node) => ({ versions: { node }, execPath: '/usr/bin/node' });

test('a running Node 24 is used as it is', () => {
  expect(findNode24(emptyRoot(), running('24.21.0'))).toBe('/usr/bin/node');
});

test('on another Node the one that came with the dependencies is used', () => {
  const root = emptyRoot();
  const binary = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  mkdirSync(join(binary, '..'), { recursive: true });
  writeFileSync(binary, '');
  expect(findNode24(root, running('20.20.2'))).toBe(binary);
  expect(findNode24(root, running('26.1.0'))).toBe(binary);
});

test('a missing Node 24 is a message in both languages that says what to do', () => {
  expect(() => findNode24(emptyRoot(), running('20.20.2'))).toThrow(/npm install[\s\S]*请重新运行 npm install/);
});

test('a Node below 20 is refused with a message in both languages, 20 and later pass', () => {
  expect(complaintAboutNode('18.19.0')).toMatch(/Node\.js 20 or later[\s\S]*需要 Node\.js 20/);
  expect(complaintAboutNode('20.0.0')).toBeUndefined();
  expect(complaintAboutNode('v24.21.0')).toBeUndefined();
});
