// node scripts/build.mjs: builds out/ with electron-vite if the sources changed since the last build.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { findNode24, projectRoot } from './node24.mjs';

const SOURCES = [
  'domain',
  'contract',
  'services',
  'db',
  'center',
  'city',
  'electron',
  'renderer',
  'resources',
  'electron.vite.config.ts',
  'tsconfig.json',
  'package.json',
  'package-lock.json',
];
const LOCK_PATIENCE_MS = 300_000;

function* filesUnder(root, path) {
  const stats = statSync(join(root, path), { throwIfNoEntry: false });
  if (!stats) return;
  if (!stats.isDirectory()) {
    if (!/\.test\.tsx?$/.test(path)) yield `${path} ${stats.size} ${stats.mtimeMs}`;
    return;
  }
  for (const name of readdirSync(join(root, path)).sort()) yield* filesUnder(root, `${path}/${name}`);
}

/** A short text that changes whenever a source that goes into the build does (by size and time, not by content). */
export function fingerprintSources(root = projectRoot) {
  const hash = createHash('sha256');
  for (const source of SOURCES) for (const line of filesUnder(root, source)) hash.update(`${line}\n`);
  return hash.digest('hex');
}

const stampOf = (root) => join(root, 'out', '.stamp');

/** Whether out/ was built from the sources as they are now. */
export function isBuildCurrent(root = projectRoot) {
  return existsSync(stampOf(root)) && readFileSync(stampOf(root), 'utf8') === fingerprintSources(root);
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Runs the action while no other process of this machine builds the same folder. */
export async function withBuildLock(root, action, patienceMs = LOCK_PATIENCE_MS) {
  const lock = join(root, '.cache', 'build.lock');
  mkdirSync(join(root, '.cache'), { recursive: true });
  const deadline = Date.now() + patienceMs;
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const holder = existsSync(lock) ? Number(readFileSync(lock, 'utf8')) : 0;
    if (holder > 0 && !isAlive(holder)) rmSync(lock, { force: true });
    else if (Date.now() > deadline) {
      throw new Error(
        `Another process (${holder}) has been building for too long; delete ${lock} if it hangs.\n` +
          `另一个进程（${holder}）构建超时；若它已卡死，请删除 ${lock} 后重试。`,
      );
    } else await sleep(200);
  }
  try {
    return await action();
  } finally {
    rmSync(lock, { force: true });
  }
}

function runElectronVite(root) {
  return new Promise((resolve, reject) => {
    const tool = join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
    const args = ['--disable-warning=ExperimentalWarning', tool, 'build', '--logLevel', 'warn'];
    const child = spawn(findNode24(root), args, { cwd: root, stdio: ['ignore', 2, 2] });
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

/** Builds if the sources changed. Resolves to whether it built; an Error says that the build failed. */
export async function ensureBuilt(root = projectRoot, build = runElectronVite) {
  if (isBuildCurrent(root)) return false;
  return withBuildLock(root, async () => {
    const fingerprint = fingerprintSources(root);
    if (isBuildCurrent(root)) return false;
    console.error('Building. 正在构建……');
    rmSync(stampOf(root), { force: true });
    const code = await build(root);
    if (code !== 0) throw new Error('The build failed; the reason is above.\n构建失败，原因见上。');
    mkdirSync(join(root, 'out'), { recursive: true });
    writeFileSync(stampOf(root), fingerprint);
    return true;
  });
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    const built = await ensureBuilt();
    console.error(built ? 'Built.' : 'The build is up to date.');
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
