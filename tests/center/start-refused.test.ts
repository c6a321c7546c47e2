import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sha256Of } from '../browser/api.ts';
import { projectRoot } from '../browser/project.ts';

/** The built center on a folder that it may not write: it says so in one line, exits, and has changed nothing. */

/** Nothing is read-only to root: the center runs as nobody then. */
const nobody = process.getuid?.() === 0 ? 65_534 : undefined;
let folder: string;
let data: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fengqiao-refused-'));
  data = join(folder, 'data');
  if (nobody !== undefined) chownSync(folder, nobody, nobody);
});
afterEach(() => {
  for (const path of [folder, data]) if (existsSync(path)) chmodSync(path, 0o700);
  rmSync(folder, { recursive: true, force: true });
});

interface Announcement {
  readonly type: string;
  readonly code?: string;
  readonly message?: string;
}

/** Starts it; once it has spoken, ends it as Ctrl+C would. */
async function start(): Promise<{ announced: Announcement; exitCode: number | null }> {
  const program = join(projectRoot, 'out', 'main', 'center.js');
  const args = ['--disable-warning=ExperimentalWarning', program, '--data', data, '--port', '0', '--empty'];
  const child = spawn(process.execPath, args, {
    cwd: projectRoot,
    stdio: ['ignore', 'pipe', 'ignore'],
    ...(nobody === undefined ? {} : { uid: nobody, gid: nobody }),
  });
  const exited = once(child, 'exit');
  try {
    for await (const line of createInterface({ input: child.stdout })) {
      if (!line.startsWith('{"type"')) continue;
      const announced: Announcement = JSON.parse(line);
      child.kill('SIGTERM');
      await exited;
      return { announced, exitCode: child.exitCode };
    }
    throw new Error('the center said nothing');
  } finally {
    child.kill('SIGKILL');
  }
}

function contents(): Record<string, string> {
  return Object.fromEntries(readdirSync(data).map((name) => [name, sha256Of(readFileSync(join(data, name)))]));
}

const words = expect.stringContaining('数据文件夹不能写入');

describe.skipIf(process.platform === 'win32')('a data folder that may not be written', () => {
  test('and is new: the start is refused in words, and no half of a store is left', async () => {
    mkdirSync(data, { mode: 0o555 });
    if (nobody !== undefined) chownSync(data, nobody, nobody);
    const { announced, exitCode } = await start();
    expect(announced).toMatchObject({ type: 'failed', code: 'EACCES', message: words });
    expect(exitCode).not.toBe(0);
    expect(readdirSync(data)).toEqual([]);
  });

  test('and cannot even be made: the start is refused in words', async () => {
    chmodSync(folder, 0o555);
    expect((await start()).announced).toMatchObject({ type: 'failed', code: 'EACCES', message: words });
    expect(existsSync(data)).toBe(false);
  });

  test('and holds a store: the start is refused in words, the store is untouched and opens again afterwards', async () => {
    expect((await start()).announced).toMatchObject({ type: 'ready' });
    const before = contents();
    expect(Object.keys(before)).toContain('center.db');
    for (const name of Object.keys(before)) chmodSync(join(data, name), 0o400);
    chmodSync(data, 0o555);
    expect((await start()).announced).toMatchObject({ type: 'failed', code: 'READ_ONLY', message: words });
    chmodSync(data, 0o700);
    for (const name of Object.keys(before)) chmodSync(join(data, name), 0o600);
    expect(contents()).toEqual(before);
    expect((await start()).announced).toMatchObject({ type: 'ready' });
  });
});
