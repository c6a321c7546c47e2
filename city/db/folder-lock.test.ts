import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lockFolder } from './folder-lock.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fengqiao-lock-'));
  path = join(folder, 'server.lock');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const locked = expect.objectContaining({
  code: 'DATABASE_LOCKED',
  message: expect.stringContaining('另一个市级服务进程'),
});

test('a folder is locked by one holder at a time, and free when that one lets go', async () => {
  const lock = await lockFolder(folder);
  await expect(lockFolder(folder)).rejects.toThrow(locked);
  await lock.release();
  await (await lockFolder(folder)).release();
  expect(readdirSync(folder)).toEqual([]);
});

test('of many that come at once, one gets the lock, also where a dead process left one', async () => {
  const dead = spawnSync(process.execPath, ['-e', '']);
  for (const before of [null, JSON.stringify({ pid: dead.pid, life: 'long ago', token: 'dead' })]) {
    if (before !== null) writeFileSync(path, before);
    const settled = await Promise.allSettled(Array.from({ length: 8 }, () => lockFolder(folder)));
    const held = settled.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
    expect(held).toHaveLength(1);
    await held[0]?.release();
    expect(readdirSync(folder)).toEqual([]);
  }
});

test('the lock of a living process holds', async () => {
  const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  try {
    writeFileSync(path, JSON.stringify({ pid: other.pid, life: '', token: 'theirs' }));
    await expect(lockFolder(folder)).rejects.toThrow(locked);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ token: 'theirs' });
  } finally {
    other.kill('SIGKILL');
  }
});

test.runIf(process.platform === 'linux')('a new process with the id of a dead one is told apart', async () => {
  writeFileSync(path, JSON.stringify({ pid: process.pid, life: 'another boot 1', token: 'dead' }));
  await (await lockFolder(folder)).release();
});

test('a lock that nobody can read is left alone', async () => {
  writeFileSync(path, 'whatever');
  await expect(lockFolder(folder)).rejects.toThrow(locked);
  expect(readFileSync(path, 'utf8')).toBe('whatever');
});
