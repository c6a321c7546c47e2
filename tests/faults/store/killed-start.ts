import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import Database from 'better-sqlite3';
import { finishRestore } from '../../../center/backups/restore.ts';
import { Connection } from '../../../db/connection.ts';
import { rowsOf } from '../../../db/health.ts';
import { embedded } from '../../../db/migrations/index.ts';
import { openStore } from '../../../db/open.ts';
import { lookInto } from '../../../db/store-facts.ts';
import { testKey } from '../../../db/testing.ts';
import { projectRoot } from '../../browser/project.ts';
import { versionFile } from '../../store/keep-version.ts';
import { type Start, type StartStep, stepSchema } from './starts.ts';
import { all, backUp, both, type Found, filled, type InPlace, nothing, storeIn } from './world.ts';

/** So many starts in a row are killed, unless one gets through: a PC that is switched off again and again. */
const MOST_KILLS = 3;
/** Within so many ms after the step that it waits for comes the kill. */
const WITHIN_MS = { ready: 250, decided: 6 } as const;

/** Kills one start after a step; resolves to the last step that it told of. */
async function killedStart(world: InPlace, start: Start, after: 'ready' | 'decided'): Promise<StartStep | null> {
  const program = join(import.meta.dirname, 'starter.ts');
  const args = ['--disable-warning=ExperimentalWarning', program, world.folder, start];
  const child = spawn(process.execPath, args, { cwd: projectRoot, stdio: ['ignore', 'pipe', 'pipe'] });
  let words = '';
  child.stderr.on('data', (chunk: Buffer) => {
    words = (words + chunk.toString()).slice(-2_000);
  });
  const told: StartStep[] = [];
  const reached = Promise.withResolvers<void>();
  const lines = createInterface({ input: child.stdout });
  lines.on('line', (line) => {
    const step = stepSchema.safeParse(line);
    if (!step.success) return;
    told.push(step.data);
    if (step.data === after) reached.resolve();
  });
  const read = once(lines, 'close');
  const ended = once(child, 'exit');
  await Promise.race([reached.promise, ended]);
  await Promise.race([wait(world.random.int(0, WITHIN_MS[after])), ended]);
  child.kill('SIGKILL');
  await ended;
  await read;
  if (child.signalCode !== 'SIGKILL') throw new Error(`the ${start} of seed ${world.seed} ended by itself\n${words}`);
  return told.at(-1) ?? null;
}

export interface KilledStart extends Found {
  /** In what it was really killed: `migration`, `migration_done`, `restore_staging`, `restore_putting`, `restore_done`. */
  readonly during: string;
}

/** A store of an older form, whose migration is killed again and again: each row of it is there at the end. */
async function migration(world: InPlace): Promise<KilledStart> {
  const path = storeIn(world.folder);
  for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true });
  const from = world.random.int(1, embedded.length - 1);
  writeFileSync(path, gunzipSync(readFileSync(versionFile(from))));
  const plain = new Database(path);
  const before = rowsOf(new Connection(plain));
  plain.pragma(`cipher = 'aegis'`);
  plain.pragma(`rekey = "x'${Buffer.from(testKey).toString('hex')}'"`);
  plain.close();
  let during = 'migration_done';
  for (let kill = 0; kill < MOST_KILLS; kill += 1) {
    if ((await killedStart(world, 'migration', 'ready')) === 'done') break;
    during = 'migration';
  }
  try {
    await (await openStore({ path, key: testKey })).close();
    const after = lookInto(path, testKey, rowsOf);
    const lost = Object.entries(before).filter(([table, rows]) => (after[table] ?? rows) < rows);
    const version = lookInto(path, testKey, ({ client }) => Number(client.pragma('user_version', { simple: true })));
    const half = version === embedded.length ? [] : [`version ${version} after a migration from ${from}`];
    return {
      ...nothing,
      during,
      half: [...half, ...badCopies(world.folder, before)],
      lost: lost.map(([table]) => table),
    };
  } catch (error) {
    return { ...nothing, during, unopenable: [`from ${from}: ${String(error)}`] };
  }
}

/** Whatever lies there as the copy from before the migration is one: half of it would be a false hope. */
function badCopies(folder: string, before: Readonly<Record<string, number>>): readonly string[] {
  const copies = readdirSync(folder).filter((name) => /^center\.db\.before-[\dTZ-]+$/.test(name));
  return copies.flatMap((name) => {
    const rows = lookInto(join(folder, name), testKey, rowsOf);
    const lacking = Object.entries(before).filter(([table, count]) => rows[table] !== count);
    return lacking.length === 0 ? [] : [`${name} lacks rows of ${lacking.map(([table]) => table).join(', ')}`];
  });
}

/** A restore that is killed: what was here, or the backup with what was here beside it, and nothing in between. */
async function restore(world: InPlace): Promise<KilledStart> {
  const ids = await filled(world);
  await backUp(world);
  const more = await filled(world);
  const last = await killedStart(world, 'restore', world.random.chance(0.5) ? 'decided' : 'ready');
  const isDecided = existsSync(join(world.folder, 'restore.json'));
  const during = isDecided
    ? 'restore_putting'
    : last === 'done' || last === 'decided'
      ? 'restore_done'
      : 'restore_staging';
  // As the next start does, before it opens anything.
  finishRestore(world.folder);
  const here = await all(world, [...ids, ...more]);
  if (here.lost.length === 0) return { ...here, during };
  const back = await all(world, ids);
  const [kept = ''] = existsSync(join(world.folder, 'kept')) ? readdirSync(join(world.folder, 'kept')) : [];
  const aside = { ...world, folder: join(world.folder, 'kept', kept) };
  if (kept === '' || !existsSync(storeIn(aside.folder)))
    return { ...back, during, lost: [...back.lost, 'what was here before is not kept aside'] };
  return { ...both(back, await all(aside, [...ids, ...more])), during };
}

export const killedStarts = { migration, restore } as const satisfies Record<
  Start,
  (world: InPlace) => Promise<KilledStart>
>;
