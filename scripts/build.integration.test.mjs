import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ensureBuilt, withBuildLock } from './build.mjs';

let root;
let builds;
const build = (code) => async () => {
  builds += 1;
  return code;
};
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'build-'));
  builds = 0;
  mkdirSync(join(root, 'domain'));
  writeFileSync(join(root, 'domain', 'rules.ts'), 'export const a = 1;');
});
afterEach(() => rmSync(root, { recursive: true }));

test('the first start builds, the second does not', async () => {
  expect(await ensureBuilt(root, build(0))).toBe(true);
  expect(await ensureBuilt(root, build(0))).toBe(false);
  expect(builds).toBe(1);
});

test('a changed, an added and a removed source each lead to a new build, a changed test does not', async () => {
  await ensureBuilt(root, build(0));
  utimesSync(join(root, 'domain', 'rules.ts'), 1, 1);
  expect(await ensureBuilt(root, build(0))).toBe(true);
  writeFileSync(join(root, 'domain', 'more.ts'), '');
  expect(await ensureBuilt(root, build(0))).toBe(true);
  rmSync(join(root, 'domain', 'more.ts'));
  expect(await ensureBuilt(root, build(0))).toBe(true);
  writeFileSync(join(root, 'domain', 'rules.test.ts'), '');
  expect(await ensureBuilt(root, build(0))).toBe(false);
});

test('a failed build is told and tried again next time', async () => {
  await expect(ensureBuilt(root, build(1))).rejects.toThrow(/构建失败/);
  expect(await ensureBuilt(root, build(0))).toBe(true);
});

test('two starts at once build once', async () => {
  const slow = async () => {
    builds += 1;
    await new Promise((resolve) => setTimeout(resolve, 300));
    return 0;
  };
  const outcomes = await Promise.all([ensureBuilt(root, slow), ensureBuilt(root, slow)]);
  expect(outcomes.sort()).toEqual([false, true]);
  expect(builds).toBe(1);
});

test('the lock of a process that died is taken over, that of a living one is respected', async () => {
  const lock = join(root, '.cache', 'build.lock');
  mkdirSync(join(root, '.cache'));
  writeFileSync(lock, '999999999');
  expect(await withBuildLock(root, async () => 'done')).toBe('done');
  expect(existsSync(lock)).toBe(false);
  writeFileSync(lock, String(process.ppid));
  await expect(withBuildLock(root, async () => 'done', 300)).rejects.toThrow(/构建超时/);
});
