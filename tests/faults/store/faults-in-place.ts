import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { finishRestore } from '../../../center/backups/restore.ts';
import { noteStorePlace, storePlace } from '../../../center/store-place.ts';
import { openConnection } from '../../../db/connection.ts';
import { migrate } from '../../../db/migrate.ts';
import { embedded } from '../../../db/migrations/index.ts';
import { openStore } from '../../../db/open.ts';
import { testKey } from '../../../db/testing.ts';
import { isClockSuspect } from '../../../services/setup/clock.ts';
import { projectRoot } from '../../browser/project.ts';
import { copyStore } from '../sync/store-copy.ts';
import { fullBackupDisk, fullDisk } from './full-disks.ts';
import { survey } from './survey.ts';
import {
  all,
  backUp,
  both,
  DECADE_MS,
  type Found,
  filled,
  type InPlace,
  NOBODY,
  nothing,
  open,
  refusedWith,
  restoreNewest,
  storeIn,
  withDesk,
} from './world.ts';

/** A process without rights to the folder: a message, and once the rights are back everything. */
async function readOnlyFile(world: InPlace): Promise<Found> {
  const ids = await filled(world);
  const program = join(projectRoot, 'tests/store/store-process.ts');
  const isRoot = process.getuid?.() === 0;
  chmodSync(world.folder, 0o555);
  chmodSync(storeIn(world.folder), 0o444);
  if (isRoot) chownSync(world.folder, 0, 0);
  const tried = spawnSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', program, 'open', storeIn(world.folder)],
    {
      input: '\n',
      cwd: projectRoot,
      timeout: 60_000,
      ...(isRoot ? { uid: NOBODY, gid: NOBODY } : {}),
    },
  );
  chmodSync(world.folder, 0o700);
  chmodSync(storeIn(world.folder), 0o600);
  const said = String(tried.stdout);
  const clear = said.startsWith('READ_ONLY')
    ? nothing
    : { ...nothing, unopenable: [`read only: ${said}${String(tried.stderr).slice(-300)}`] };
  return both(clear, await all(world, ids));
}

/** Another program holds the file, as a backup tool or a virus scanner does. */
async function lockedByAnother(world: InPlace): Promise<Found> {
  const ids = await filled(world);
  const other = openConnection({ path: storeIn(world.folder), key: testKey, readonly: false, cacheMiB: 1 });
  other.client.pragma('locking_mode = EXCLUSIVE');
  other.client.exec('BEGIN EXCLUSIVE');
  const refused = await refusedWith(world, ['BUSY', 'STORE_LOCKED']);
  other.client.exec('ROLLBACK');
  other.close();
  return both(refused, await all(world, ids));
}

async function twoProcesses(world: InPlace): Promise<Found> {
  const ids = await filled(world);
  const desk = await open(world);
  const refused = await refusedWith(world, ['STORE_LOCKED']);
  await desk.store.close();
  return both(refused, await all(world, ids));
}

/** The same data in another place is noticed, so that its numbers get letters of their own (SYNC-15). */
async function copiedProfile(world: InPlace): Promise<Found> {
  const ids = await filled(world);
  const note = join(world.folder, 'center.place.json');
  noteStorePlace(storeIn(world.folder), note);
  copyFileSync(storeIn(world.folder), join(world.folder, 'copy.db'));
  renameSync(join(world.folder, 'copy.db'), storeIn(world.folder));
  const noticed = storePlace(storeIn(world.folder), note) === 'other';
  return both(
    noticed ? nothing : { ...nothing, half: ['a copied store passed for the first one'] },
    await all(world, ids),
  );
}

async function wrongDate(world: InPlace): Promise<Found> {
  const ids = await filled(world);
  const by = world.random.chance(0.5) ? -DECADE_MS : DECADE_MS;
  const later = await withDesk(world, async (desk) => {
    desk.clock.now += by;
    const suspect = await desk.store.read(({ log }) => isClockSuspect(log, desk.environment));
    const { caseId } = await desk.register();
    return { suspect, caseId };
  });
  const told = by > 0 || later.suspect ? nothing : { ...nothing, half: ['a clock ten years back is not suspect'] };
  return both(told, await all(world, [...ids, later.caseId]));
}

/** A migration that is cut off at a statement leaves the store of before; the next start finishes it. */
async function interruptedMigration(world: InPlace): Promise<Found> {
  const from = world.random.int(1, embedded.length - 1);
  const path = storeIn(world.folder);
  for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true });
  const connect = () => openConnection({ path, key: testKey, readonly: false, cacheMiB: 1 });
  const older = connect();
  migrate(older, { backUp: () => undefined, migrations: embedded.slice(0, from) });
  older.client.prepare('INSERT INTO station (only, station_id, incarnation) VALUES (1, ?, 1)').run('station');
  older.client.prepare(`INSERT INTO number_counters (series, year, last) VALUES ('kept', 2026, 7)`).run();
  older.close();
  const statements = embedded.flatMap(({ sql }, index) =>
    index < from ? [] : sql.split('--> statement-breakpoint').map((_, at) => [index, at] as const),
  );
  const [cutIn, cutAt] = world.random.pick(statements);
  const cut = embedded.map((migration, index) => {
    if (index !== cutIn) return migration;
    const parts = migration.sql.split('--> statement-breakpoint');
    return {
      ...migration,
      sql: [...parts.slice(0, cutAt + 1), 'SELECT cut_off_here()'].join('--> statement-breakpoint'),
    };
  });
  const during = connect();
  let failed = false;
  try {
    migrate(during, { backUp: () => undefined, migrations: cut });
  } catch {
    failed = true;
  }
  const version = during.client.pragma('user_version', { simple: true });
  during.close();
  const half =
    failed && version === from ? [] : [`cut in migration ${cutIn}, statement ${cutAt}: version ${String(version)}`];
  try {
    await (await openStore({ path, key: testKey })).close();
    const after = connect();
    const kept = after.client.prepare(`SELECT last FROM number_counters WHERE series = 'kept'`).pluck().get();
    after.close();
    return { half, lost: kept === 7 ? [] : ['a row of before the migration'], unopenable: [] };
  } catch (error) {
    return { ...nothing, half, unopenable: [String(error)] };
  }
}

async function interruptedRestore(world: InPlace): Promise<Found> {
  const ids = await filled(world);
  await backUp(world);
  const more = await filled(world);
  const steps = ['kept folder made', 'center.db set aside', 'center.db in place', 'place doubted', 'decision removed'];
  const cutAt = world.random.pick(steps);
  try {
    await restoreNewest(world, (step) => {
      if (step === cutAt) throw new Error('power cut');
    });
  } catch (error) {
    if (!String(error).includes('power cut')) throw error;
  }
  finishRestore(world.folder);
  const kept = join(world.folder, 'kept', '1970-01-01T00-00-00-001Z', 'center.db');
  const aside = existsSync(kept) ? [] : ['what was here before is not kept aside'];
  const back = await all(world, ids);
  if (existsSync(kept)) renameSync(kept, storeIn(world.folder));
  return both({ ...back, lost: [...back.lost, ...aside] }, await all(world, [...ids, ...more]));
}

/** A page that the disk gives back wrongly: named, and a backup brings everything up to it. */
async function corruptedPage(world: InPlace): Promise<Found> {
  const ids = await filled(world);
  await backUp(world);
  const bytes = readFileSync(storeIn(world.folder));
  const page = world.random.int(0, Math.min(3, Math.floor(bytes.byteLength / 4096) - 1));
  bytes.fill(0x5a, page * 4096, (page + 1) * 4096);
  writeFileSync(storeIn(world.folder), bytes);
  for (const suffix of ['-wal', '-shm']) rmSync(storeIn(world.folder) + suffix, { force: true });
  let said: unknown = null;
  try {
    await withDesk(world, (desk) => desk.register());
    // A page that nothing reads on the way: the next backup finds it.
    await backUp(world, Date.UTC(2026, 10, 28));
  } catch (error) {
    said = error;
  }
  // A page that was free: neither the work nor the whole check of a backup reads it, and all that was there still is.
  if (said === null) return all(world, ids);
  const clear =
    said instanceof Error && /[一-鿿]/.test(said.message)
      ? nothing
      : { ...nothing, unopenable: [`page ${page}: ${String(said)}`] };
  await restoreNewest(world);
  return both(clear, await all(world, ids));
}

/** A log of changes that somebody cut short loses what stood behind the cut; what is left is no half of anything. */
async function truncatedWal(world: InPlace): Promise<Found> {
  const desk = await open(world);
  const ids: string[] = [];
  for (let n = 0; n < 5; n += 1) ids.push((await desk.register()).caseId);
  const other = { ...world, folder: join(world.folder, 'cut') };
  mkdirSync(other.folder);
  copyStore(desk.store.path, other.folder);
  await desk.store.close();
  const wal = `${storeIn(other.folder)}-wal`;
  if (existsSync(wal)) truncateSync(wal, world.random.int(0, statSync(wal).size));
  try {
    return await withDesk(other, async (cut) => {
      const found = await Promise.all(ids.map((id) => cut.store.read(({ cases }) => cases.find(id))));
      const first = found.findIndex((each) => !each);
      const behind = first < 0 ? [] : found.slice(first).filter(Boolean);
      const { half } = await survey(cut, [], other.folder);
      return {
        ...nothing,
        half: [...half, ...(behind.length > 0 ? ['a later case is there and an earlier is not'] : [])],
      };
    });
  } catch (error) {
    return { ...nothing, unopenable: [String(error)] };
  }
}

async function missingKey(world: InPlace): Promise<Found> {
  const ids = await filled(world);
  return both(await refusedWith(world, ['WRONG_KEY'], new Uint8Array(32).fill(9)), await all(world, ids));
}

export const faultsInPlace = {
  full_disk: fullDisk,
  full_backup_disk: fullBackupDisk,
  read_only: readOnlyFile,
  locked_by_another: lockedByAnother,
  two_processes: twoProcesses,
  copied_profile: copiedProfile,
  wrong_date: wrongDate,
  interrupted_migration: interruptedMigration,
  interrupted_restore: interruptedRestore,
  corrupted_page: corruptedPage,
  truncated_wal: truncatedWal,
  missing_key: missingKey,
} as const satisfies Record<string, (world: InPlace) => Promise<Found>>;
