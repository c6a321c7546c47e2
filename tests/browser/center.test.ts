import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { startCenter } from './center.ts';

const folder = mkdtempSync(join(tmpdir(), 'center-helper-'));
afterAll(() => rmSync(folder, { recursive: true }));

function program(name: string, source: string): string {
  const path = join(folder, `${name}.mjs`);
  writeFileSync(path, source);
  return path;
}
const READY = `console.log('a line that is no announcement');
  console.log(JSON.stringify({ type: 'ready', origin: 'http://127.0.0.1:9', openUrl: 'http://127.0.0.1:9/#token=x',
    sampleSignIn: null }));`;

test('a started center has an address and a store of its own, which goes with it', async () => {
  const center = await startCenter({
    program: program('good', `${READY} process.on('SIGTERM', () => process.exit(0)); setInterval(() => {}, 1000);`),
  });
  expect(center.openUrl).toBe('http://127.0.0.1:9/#token=x');
  expect(existsSync(center.data)).toBe(true);
  expect(await center.stop()).toBe(0);
  expect(existsSync(center.data)).toBe(false);
});

test('a killed center leaves its store behind for the next start', async () => {
  const center = await startCenter({ program: program('killed', `${READY} setInterval(() => {}, 1000);`) });
  await center.kill();
  expect(existsSync(center.data)).toBe(true);
  await center.stop();
  expect(existsSync(center.data)).toBe(false);
});

test('a refusal carries its code and message', async () => {
  const refuses = program(
    'refuses',
    `console.log(JSON.stringify({ type: 'failed', code: 'STORE_IN_USE', message: '数据目录正在使用' })); process.exit(3);`,
  );
  await expect(startCenter({ program: refuses })).rejects.toMatchObject({
    name: 'CenterFailed',
    code: 'STORE_IN_USE',
    message: '数据目录正在使用',
  });
});

test('a crash before it is ready shows what it wrote', async () => {
  const crashes = program('crashes', `console.error('missing table'); process.exit(9);`);
  await expect(startCenter({ program: crashes })).rejects.toThrow(/ended \(9\)[\s\S]*missing table/);
});

test('a center that never announces itself is given up and ended', async () => {
  const silent = program('silent', `setInterval(() => {}, 1000);`);
  await expect(startCenter({ program: silent, patience: 300 })).rejects.toThrow(/not ready after 300 ms/);
});
