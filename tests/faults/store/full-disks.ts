import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { backupFailureWords } from '../../../center/backups/failure-words.ts';
import { listBackups } from '../../../center/backups/manifest.ts';
import { ServiceError } from '../../../contract/errors.ts';
import { all, backUp, both, type Found, filled, type InPlace, nothing, open, restoreNewest, storeIn } from './world.ts';

const NO_MOUNT = 'no right to mount a small disk';

/** A disk in memory; without the right to mount there is none, and the command says how often that was so. */
const mountSmall = (folder: string, size = '2m'): boolean =>
  spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder]).status === 0;

/** A disk with no room, a small one in memory: what was registered stays, and all goes on once there is room again. */
export async function fullDisk(world: InPlace): Promise<Found> {
  const small = join(world.folder, 'small');
  mkdirSync(small);
  if (!mountSmall(small)) return { ...nothing, skipped: NO_MOUNT };
  try {
    copyFileSync(storeIn(world.folder), storeIn(small));
    const onSmall = { ...world, folder: small };
    const desk = await open(onSmall);
    const ids: string[] = [];
    let said: unknown = null;
    try {
      while (said === null && ids.length < 5_000) ids.push((await desk.register()).caseId);
    } catch (error) {
      said = error;
    }
    const read = await desk.store.read(({ ledger }) => ledger.count());
    spawnSync('mount', ['-o', 'remount,size=64m', small]);
    await desk.store.close();
    const isClear = said instanceof ServiceError && said.code === 'DISK_FULL' && read >= ids.length;
    const clear = isClear ? nothing : { ...nothing, unopenable: [`a full disk says ${String(said)}, ${read} cases`] };
    return both(clear, await all(onSmall, ids));
  } finally {
    spawnSync('umount', [small]);
  }
}

/**
 * The disk of the backups is full: said in words, the older backup is as it was, and the next one that there is room for
 * is whole and sweeps what the failed one left.
 */
export async function fullBackupDisk(world: InPlace): Promise<Found> {
  const disk = join(world.folder, 'disk');
  if (!mountSmall(disk, '64m')) return { ...nothing, skipped: NO_MOUNT };
  const wrong: string[] = [];
  try {
    const ids = [...(await filled(world))];
    const first = await backUp(world);
    ids.push(...(await filled(world)));
    const filler = join(disk, 'filler');
    const { bavail, bsize } = statfsSync(disk);
    // Room for a part of the next one, another each time.
    writeFileSync(filler, Buffer.alloc(bavail * bsize - world.random.int(1, 200) * 1024));
    const said = await backUp(world, first.manifest.madeAt + 1_000).then(
      () => '',
      (error: unknown) => backupFailureWords(error),
    );
    if (!said.startsWith('磁盘满了')) wrong.push(`a full disk of backups says ${said || 'nothing'}`);
    const left = listBackups(disk).map(({ name }) => name);
    if (left.join() !== first.name) wrong.push(`a full disk has the backups ${left.join()}`);
    rmSync(filler);
    const next = await backUp(world, first.manifest.madeAt + 2_000);
    const halves = readdirSync(disk).filter((name) => /\.part$|\.tmp$/.test(name));
    if (halves.length > 0) wrong.push(`left behind: ${halves.join()}`);
    if (listBackups(disk)[0]?.name !== next.name) wrong.push('the newest backup does not count');
    await restoreNewest(world);
    return both({ ...nothing, unopenable: wrong }, await all(world, ids));
  } finally {
    spawnSync('umount', [disk]);
  }
}
