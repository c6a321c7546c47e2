import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { parseCenterOptions } from './options.ts';

test('a start without options keeps its data in ./data and begins with sample data', () => {
  const options = parseCenterOptions([]);
  expect(options).toMatchObject({ data: resolve('data'), port: 5180, empty: false, renderer: undefined });
  expect(options.resources).toBe(resolve('resources'));
});

test('--empty begins with the first-run assistant, --port 0 takes any free port', () => {
  expect(parseCenterOptions(['--empty', '--port', '0', '--data', '/x'])).toMatchObject({
    empty: true,
    port: 0,
    data: resolve('/x'),
  });
});

test.each([[['--port', '70000']], [['--port', 'abc']], [['--nonsense']]])('%j is refused', (args) => {
  expect(() => parseCenterOptions(args)).toThrow();
});
