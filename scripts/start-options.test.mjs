import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { canRunElectron, hasScreen, openerOf } from './desktop.mjs';
import { freePortFrom, parseStartOptions, serviceArguments } from './start-options.mjs';

const parse = (...args) => parseStartOptions(args, '/srv/li', '/srv/desk');

test('without options the store is data/ in the project, with sample data, opened', () => {
  expect(parse()).toEqual({
    data: '/srv/desk/data',
    port: undefined,
    sample: true,
    desktop: false,
    open: true,
    city: true,
    help: false,
  });
});

test('a relative --data starts where the user stands, not in the project', () => {
  expect(parse('--data', 'mine').data).toBe('/srv/li/mine');
});

test('the service gets the store, the port and how a new store begins', () => {
  expect(serviceArguments({ ...parse('--empty'), port: 5999 })).toEqual([
    '--data',
    '/srv/desk/data',
    '--port',
    '5999',
    '--empty',
  ]);
  expect(serviceArguments({ ...parse(), port: 5180 }).at(-1)).toBe('--sample');
});

test.each([
  [['--port', 'abc'], /端口/],
  [['--port', '70000'], /端口/],
  [['--unknown'], /--data DIR/],
  [['--empty', '--sample'], /不能同时使用/],
  [['--desktop', '--no-open'], /不能同时使用/],
])('%j is refused with a message', (args, message) => {
  expect(() => parse(...args)).toThrow(message);
});

test('a taken port is passed over', async () => {
  const first = await freePortFrom(5780);
  const holder = createServer();
  await new Promise((resolve) => holder.listen(first, '127.0.0.1', resolve));
  try {
    expect(await freePortFrom(first)).toBeGreaterThan(first);
  } finally {
    await new Promise((resolve) => holder.close(resolve));
  }
});

test('no window is opened on CI or on a Linux without a graphical session', () => {
  expect(hasScreen({ CI: 'true', DISPLAY: ':0' }, 'linux')).toBe(false);
  expect(hasScreen({}, 'linux')).toBe(false);
  expect(hasScreen({ WAYLAND_DISPLAY: 'wayland-0' }, 'linux')).toBe(true);
  expect(hasScreen({}, 'win32')).toBe(true);
});

test('Electron is not started as root on Linux, where it would refuse its sandbox', () => {
  expect(canRunElectron('linux', 0)).toBe(false);
  expect(canRunElectron('linux', 1000)).toBe(true);
  expect(canRunElectron('win32', undefined)).toBe(true);
});

test('an address with & is handed to the opener as one argument, without a shell', () => {
  const url = 'http://127.0.0.1:5180/#token=a&b';
  for (const platform of ['linux', 'darwin', 'win32']) expect(openerOf(url, platform).args.at(-1)).toBe(url);
});
