import { readFileSync } from 'node:fs';
import { link, mkdir, readFile, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import * as z from 'zod';
import { codeOf, DatabaseOpenError, toOpenError } from './errors.ts';

export interface FolderLock {
  release(): Promise<void>;
}

/** `life` tells apart two processes that had the same id one after the other; empty where the system does not say. */
const ownerSchema = z.object({ pid: z.int().positive(), life: z.string(), token: z.string() });
type Owner = z.infer<typeof ownerSchema>;

/** When a process began, in ticks of this boot (Linux); in a container the same few ids come again and again. */
function lifeOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in brackets may hold blanks: fields are counted from behind it.
    const began = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${began}`;
  } catch {
    return '';
  }
}

function isAlive({ pid, life }: Owner): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it lives, and belongs to somebody else.
    if (codeOf(error) !== 'EPERM') return false;
  }
  const now = lifeOf(pid);
  return life === '' || now === '' || life === now;
}

async function ownerOf(path: string): Promise<Owner | null> {
  try {
    return ownerSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    // The file is linked into place whole, so one that says nothing was not written by this program.
    throw new DatabaseOpenError('DATABASE_LOCKED', `unreadable ${path}`, { cause: error });
  }
}

/**
 * Takes the lock of a data folder: a file that names the process. A lock whose process is dead is taken over. PGlite
 * itself lets two processes open one folder, and the second ruins what the first wrote.
 * @throws DatabaseOpenError DATABASE_LOCKED while another process, or another database of this one, holds it.
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const path = join(folder, 'server.lock');
  const own: Owner = { pid: process.pid, life: lifeOf(process.pid), token: crypto.randomUUID() };
  const written = `${path}.${own.token}`;
  try {
    await writeFile(written, JSON.stringify(own), { mode: 0o600 });
    for (;;) {
      try {
        await link(written, path);
        break;
      } catch (error) {
        if (codeOf(error) !== 'EEXIST') throw error;
      }
      const owner = await ownerOf(path);
      if (owner === null) continue;
      if (isAlive(owner)) throw new DatabaseOpenError('DATABASE_LOCKED', `process ${owner.pid}`);
      await removeDead(path, owner);
    }
  } catch (error) {
    throw toOpenError(error, 'READ_ONLY');
  } finally {
    await rm(written, { force: true });
  }
  return {
    async release() {
      if ((await ownerOf(path))?.token === own.token) await rm(path, { force: true });
    },
  };
}

/** Milliseconds after which a takeover was left behind by a process that died in the middle of it. */
const TAKEOVER_MS = 10_000;

/**
 * Removes a dead lock. Whoever would take over makes a folder first, which only one can: else of two that had read the
 * same dead lock the second would remove the new lock of the first.
 */
async function removeDead(path: string, dead: Owner): Promise<void> {
  const takeover = `${path}.takeover`;
  try {
    await mkdir(takeover);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
    const begun = await stat(takeover).catch(() => null);
    if (begun && Date.now() - begun.mtimeMs > TAKEOVER_MS) await rmdir(takeover).catch(() => undefined);
    else await setTimeout(20);
    return;
  }
  try {
    if ((await ownerOf(path))?.token === dead.token) await rm(path, { force: true });
  } finally {
    await rmdir(takeover);
  }
}
