// Electron's npm package brings no binary; its install.js downloads one (about 120 MB, from GitHub or ELECTRON_MIRROR).
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findNode24, projectRoot } from './node24.mjs';

/** Without a byte for so long the download counts as impossible (offline, blocked). */
const SILENCE_MS = 20_000;
/** A download that does move may take so long. */
const LONGEST_MS = 600_000;

const packageFolder = (root) => join(root, 'node_modules', 'electron');
const failureNote = (root) => join(root, '.cache', 'electron-download.json');

function wantedVersion(root) {
  const manifest = join(packageFolder(root), 'package.json');
  return existsSync(manifest) ? JSON.parse(readFileSync(manifest, 'utf8')).version : undefined;
}

/** Path of the Electron binary, or undefined while there is none. */
export function findElectron(root = projectRoot, environment = process.env) {
  const pathFile = join(packageFolder(root), 'path.txt');
  if (!existsSync(pathFile)) return undefined;
  const dist = environment.ELECTRON_OVERRIDE_DIST_PATH ?? join(packageFolder(root), 'dist');
  const binary = join(dist, readFileSync(pathFile, 'utf8').trim());
  return existsSync(binary) ? binary : undefined;
}

/** Whether an earlier start already tried in vain to download this version. */
export function downloadFailedBefore(root = projectRoot) {
  if (!existsSync(failureNote(root))) return false;
  try {
    return JSON.parse(readFileSync(failureNote(root), 'utf8')).version === wantedVersion(root);
  } catch {
    return false; // a damaged note costs one more try
  }
}

function bytesUnder(folder) {
  let bytes = 0;
  for (const name of readdirSync(folder, { recursive: true })) {
    const stats = statSync(join(folder, name), { throwIfNoEntry: false });
    if (stats?.isFile()) bytes += stats.size;
  }
  return bytes;
}

function runInstaller(root, temporary) {
  return spawn(findNode24(root), [join(packageFolder(root), 'install.js')], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, NODE_USE_ENV_PROXY: '1', TMPDIR: temporary, TEMP: temporary, TMP: temporary },
  });
}

/**
 * Tries to download the binary. Gives up after `silenceMs` without a byte, and remembers that for the next starts.
 * Resolves to the path of the binary, or undefined with the reason already told.
 */
export async function downloadElectron(root = projectRoot, options = {}) {
  const { silenceMs = SILENCE_MS, longestMs = LONGEST_MS, install = runInstaller, environment = process.env } = options;
  const temporary = join(root, '.cache', 'electron-download');
  rmSync(temporary, { recursive: true, force: true });
  mkdirSync(temporary, { recursive: true });
  console.error('Downloading Electron, once. 正在下载桌面外壳 Electron（仅首次）……');
  const child = install(root, temporary);
  let complaint = '';
  child.stderr?.on('data', (chunk) => {
    complaint = (complaint + chunk).slice(-4000);
  });
  const started = Date.now();
  let lastBytes = 0;
  let lastGrowth = started;
  let told = started;
  const watch = setInterval(() => {
    const now = Date.now();
    const bytes = bytesUnder(temporary);
    if (bytes > lastBytes) lastGrowth = now;
    lastBytes = bytes;
    if (bytes > 0 && now - told > 5000) {
      told = now;
      console.error(`  ${Math.round(bytes / 1_000_000)} MB`);
    }
    if (now - lastGrowth > silenceMs || now - started > longestMs) child.kill('SIGKILL');
  }, 250);
  const code = await new Promise((resolve) => {
    child.on('error', (error) => {
      complaint ||= error.message;
      resolve(1);
    });
    child.on('exit', (exitCode) => resolve(exitCode));
  });
  clearInterval(watch);
  rmSync(temporary, { recursive: true, force: true });
  const binary = code === 0 ? findElectron(root, environment) : undefined;
  if (binary) {
    rmSync(failureNote(root), { force: true });
    return binary;
  }
  const reason = code === null ? 'no answer in time' : (complaint.trim().split('\n')[0] ?? '');
  writeFileSync(failureNote(root), `${JSON.stringify({ version: wantedVersion(root), reason })}\n`);
  console.error(
    `Electron could not be downloaded (${reason}). "npm run start:desktop" tries again; ELECTRON_MIRROR names a mirror.\n` +
      '桌面外壳 Electron 下载未成功，本次改用浏览器；以后可运行 npm run start:desktop 重试，或用 ELECTRON_MIRROR 指定镜像。',
  );
  return undefined;
}
