import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { readStartOptions } from './start-options.ts';

const places = {
  userData: '/var/lib/desk/fengqiao',
  cwd: '/srv',
  resources: '/app/resources',
  renderer: '/app/out/renderer',
};
const fixed = ['--resources', '/app/resources', '--renderer', '/app/out/renderer'];

test('the installed app opens an empty center in the folder of its user', () => {
  const options = readStartOptions([], places);
  expect(options.userDataDir).toBeUndefined();
  expect(options.serviceArgs).toEqual(['--data', options.dataDir, ...fixed, '--port', '0', '--empty']);
  expect(options.dataDir.startsWith(resolve(places.userData)) || options.dataDir.startsWith(places.userData)).toBe(
    true,
  );
});

test('--data names a store, with an app of its own beside it; --port and --sample are handed on', () => {
  const options = readStartOptions(['--data', 'demo', '--port', '8443', '--sample'], places);
  expect(options.dataDir).toBe(resolve('/srv/demo'));
  expect(options.userDataDir).toBe(resolve('/srv/demo/shell'));
  expect(options.serviceArgs).toEqual(['--data', options.dataDir, ...fixed, '--port', '8443', '--sample']);
});

test('--empty wins over --sample, and switches of Chromium are passed over', () => {
  const options = readStartOptions(['--no-sandbox', '--empty', '--sample', '--lang=zh-CN', 'x.pdf'], places);
  expect(options.serviceArgs.at(-1)).toBe('--empty');
  expect(options.serviceArgs).not.toContain('--no-sandbox');
});

test.each(['abc', '70000', '-1', '80;rm', ''])('port %j is refused in Chinese', (port) => {
  expect(() => readStartOptions([`--port=${port}`], places)).toThrow('端口号不正确');
});
