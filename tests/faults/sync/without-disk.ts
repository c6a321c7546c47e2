import { existsSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where Linux keeps files in memory. */
const MEMORY = '/dev/shm';
/** Bytes that must be free there: the databases of a run, with room. */
const LEAST_FREE = 1024 ** 3;

/**
 * Runs the work with its temporary files in memory, where there is such a place: a process that is killed loses nothing
 * of what it wrote, so no run needs to wait for a disk, and most of the time would go into that. The programs that are
 * started share what Node has compiled of them.
 */
export async function withoutDisk<Result>(work: () => Promise<Result>): Promise<Result> {
  const before = { TMPDIR: process.env.TMPDIR, NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE };
  if (existsSync(MEMORY)) {
    const { bavail, bsize } = statfsSync(MEMORY);
    if (bavail * bsize >= LEAST_FREE) process.env.TMPDIR = MEMORY;
  }
  const compiled = mkdtempSync(join(tmpdir(), 'fengqiao-compiled-'));
  process.env.NODE_COMPILE_CACHE = compiled;
  try {
    return await work();
  } finally {
    for (const [name, value] of Object.entries(before)) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
    rmSync(compiled, { recursive: true, force: true });
  }
}
