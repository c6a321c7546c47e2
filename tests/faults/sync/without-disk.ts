import { existsSync, statfsSync } from 'node:fs';

/** Where Linux keeps files in memory. */
const MEMORY = '/dev/shm';
/** Bytes that must be free there: the databases of a run, with room. */
const LEAST_FREE = 1024 ** 3;

/**
 * Runs the work with its temporary files in memory, where there is such a place: a process that is killed loses nothing
 * of what it wrote, so no run needs to wait for a disk, and most of the time would go into that.
 */
export async function withoutDisk<Result>(work: () => Promise<Result>): Promise<Result> {
  const { TMPDIR: before } = process.env;
  if (existsSync(MEMORY)) {
    const { bavail, bsize } = statfsSync(MEMORY);
    if (bavail * bsize >= LEAST_FREE) process.env.TMPDIR = MEMORY;
  }
  try {
    return await work();
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
}
