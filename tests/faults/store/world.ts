import { join } from 'node:path';
import { makeBackup } from '../../../center/backups/make-backup.ts';
import { listBackups } from '../../../center/backups/manifest.ts';
import { decideRestore, finishRestore, stageRestore } from '../../../center/backups/restore.ts';
import type { Random } from '../../../center/sample/random.ts';
import { StoreOpenError, type StoreOpenErrorCode } from '../../../db/errors.ts';
import { openStore } from '../../../db/open.ts';
import { testKey } from '../../../db/testing.ts';
import type { DeskTemplate, TestDesk } from '../../support/desk.ts';
import { openDeskAt } from '../../support/desk.ts';

export interface InPlace {
  readonly folder: string;
  readonly template: DeskTemplate;
  readonly random: Random;
  readonly seed: number;
}

/** What is wrong after a fault; empty where all is as promised. */
export interface Found {
  readonly lost: readonly string[];
  readonly half: readonly string[];
  readonly unopenable: readonly string[];
  /** Why the fault could not be made here. */
  readonly skipped?: string;
}

export const keys = { store: testKey, files: testKey };
export const nothing: Found = { lost: [], half: [], unopenable: [] };
export const DECADE_MS = 10 * 365 * 86_400_000;
/** Nobody: neither root, who may write everywhere, nor who made the files. */
export const NOBODY = 65_534;

export const storeIn = (folder: string) => join(folder, 'center.db');
export const open = ({ folder, template }: InPlace): Promise<TestDesk> => openDeskAt(storeIn(folder), template.staff);

export async function withDesk<Result>(world: InPlace, work: (desk: TestDesk) => Promise<Result>): Promise<Result> {
  const desk = await open(world);
  try {
    return await work(desk);
  } finally {
    await desk.store.close();
  }
}

/** Registers some cases; resolves to their ids. */
export async function filled(world: InPlace): Promise<readonly string[]> {
  return withDesk(world, async (desk) => {
    const ids: string[] = [];
    for (let n = world.random.int(1, 6); n > 0; n -= 1) ids.push((await desk.register()).caseId);
    return ids;
  });
}

/** After the documented step the store opens and has all of them. */
export async function all(world: InPlace, ids: readonly string[]): Promise<Found> {
  try {
    return await withDesk(world, async (desk) => {
      const found = await Promise.all(ids.map((id) => desk.store.read(({ cases }) => cases.find(id))));
      return { ...nothing, lost: ids.filter((_, index) => found[index] === null || found[index] === undefined) };
    });
  } catch (error) {
    return { ...nothing, unopenable: [String(error)] };
  }
}

/** Opening is refused with one of these codes and words for people; anything else is unclear. */
export async function refusedWith(world: InPlace, codes: readonly StoreOpenErrorCode[], key = testKey): Promise<Found> {
  try {
    await (await openStore({ path: storeIn(world.folder), key, busyTimeout: 50 })).close();
    return { ...nothing, unopenable: [`opened, though it should say ${codes.join(' or ')}`] };
  } catch (error) {
    const isClear = error instanceof StoreOpenError && codes.includes(error.code) && /[一-鿿]/.test(error.message);
    return isClear ? nothing : { ...nothing, unopenable: [`unclear: ${String(error)}`] };
  }
}

export const both = (one: Found, other: Found): Found => ({
  lost: [...one.lost, ...other.lost],
  half: [...one.half, ...other.half],
  unopenable: [...one.unopenable, ...other.unopenable],
});

export async function backUp(world: InPlace, at = Date.UTC(2026, 10, 27)) {
  const { folder } = world;
  return makeBackup({
    ...{ storePath: storeIn(folder), keys, envelope: '{}', program: '0.0.0', at, folder: join(folder, 'disk') },
    ...{ filesFolder: join(folder, 'files'), draft: join(folder, 'draft.db') },
  });
}

export async function restoreNewest({ folder }: InPlace, afterStep?: (step: string) => void): Promise<void> {
  const [backup] = listBackups(join(folder, 'disk'));
  if (!backup) throw new Error('no backup');
  await stageRestore({ dataDir: folder, folder: join(folder, 'disk'), keys }, backup);
  decideRestore(folder, { from: backup.name, madeAt: backup.manifest.madeAt, decidedAt: 1 });
  finishRestore(folder, afterStep);
}
