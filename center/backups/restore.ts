import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { proveCopy } from '../../db/copy-beside.ts';
import { lockStore } from '../../db/lock.ts';
import type { StoreFacts } from '../../db/store-facts.ts';
import { createFileFolder } from '../../services/files/folder.ts';
import type { KeyRing } from '../keys/key-ring.ts';
import { suiteIn } from '../station-file.ts';
import { doubtStorePlace } from '../store-place.ts';
import { syncFolder, writeWholeFile } from '../whole-file.ts';
import { copyWholeFile } from './copy-file.ts';
import { addToErasureFile, readErasureFile } from './erasure-file.ts';
import { backupPaths, type FoundBackup, readFileList } from './manifest.ts';

/**
 * A restore has two halves. What comes is brought into `restore/` and proved, while the center works on; nothing of it
 * counts. Then one file says that it is to be (`restore.json`), and at the next start, before anything opens the store,
 * what is here is set aside into `kept/` and what came takes its place, one rename after the other. Whatever cuts that
 * off, the next start goes on with it: the center has its old data or the new, never neither, and nothing is deleted.
 */
const decisionSchema = z.object({
  /** Folder below the data folder into which goes what was here. */
  kept: z.string().regex(/^kept\/[\w-]+$/),
  /** The backup, and when it was made, in ms. */
  from: z.string(),
  madeAt: z.int(),
  decidedAt: z.int(),
  /** What else comes out of the staging folder into the data folder, by name, as where a center moves in. */
  beside: z.array(z.string().regex(/^[a-z][a-z.]*$/)).default([]),
});

export type RestoreDecision = z.infer<typeof decisionSchema>;

/** The store, and SQLite's own files beside it, which go where it goes. */
const STORE = 'center.db';
const storeFiles = [`${STORE}-wal`, `${STORE}-shm`, `${STORE}-journal`, STORE] as const;

export const stagingFolder = (data: string): string => join(data, 'restore');
const decisionPath = (data: string): string => join(data, 'restore.json');

type Keys = Pick<KeyRing, 'store' | 'files'>;

export interface Staged {
  readonly facts: StoreFacts;
  /** Files that the backup names, and that are neither in it nor here. */
  readonly missingFiles: number;
}

/**
 * Brings a backup beside the store and proves it there, with the files that are not here yet.
 * @throws BackupFailed where it is not good, StoreOpenError WRONG_KEY where it is another center's.
 */
export async function stageRestore(
  { dataDir, folder, keys }: { readonly dataDir: string; readonly folder: string; readonly keys: Keys },
  { name, manifest }: FoundBackup,
): Promise<Staged> {
  const staging = stagingFolder(dataDir);
  rmSync(staging, { recursive: true, force: true });
  mkdirSync(staging, { recursive: true, mode: 0o700 });
  const store = join(staging, 'center.db');
  await copyWholeFile(backupPaths(folder, name).store, store, manifest.sha256);
  const { facts } = proveCopy(store, keys.store);
  const from = createFileFolder({ folder: join(folder, 'files'), key: keys.files });
  const here = createFileFolder({ folder: join(dataDir, 'files'), key: keys.files });
  // What was erased since the backup was made, also by the machine that this one takes the place of.
  addToErasureFile({ folder: dataDir, keys, suite: suiteIn(dataDir) }, readErasureFile(folder, keys, leave), leave);
  let missingFiles = 0;
  for (const hash of readFileList(folder, name)) {
    if (await here.has(hash)) continue;
    const bytes = await from.read(hash).catch(() => null);
    if (bytes === null) missingFiles += 1;
    else await here.keep(hash, bytes);
  }
  return { facts, missingFiles };
}

/** A list that cannot be read is put aside under a name that tells; the store has what it knows itself. */
const leave = (): void => undefined;

/** From now on the next start finishes the restore. What is named must lie in {@link stagingFolder}, whole. */
export function decideRestore(dataDir: string, decision: Omit<z.input<typeof decisionSchema>, 'kept'>): void {
  if (!existsSync(join(stagingFolder(dataDir), STORE))) throw new Error('no store is staged');
  const kept = `kept/${new Date(decision.decidedAt).toISOString().replaceAll(/[:.]/g, '-')}`;
  writeWholeFile(decisionPath(dataDir), JSON.stringify({ ...decision, kept }, null, 2));
}

/**
 * Puts in place what was decided; before anything opens the store. What a look at a backup left is removed.
 * `afterStep` stands in for a power cut, in tests.
 * @throws StoreLocked while another process has the store.
 */
export function finishRestore(
  dataDir: string,
  afterStep: (step: string) => void = () => undefined,
): RestoreDecision | null {
  const path = decisionPath(dataDir);
  if (!existsSync(path)) {
    if (existsSync(stagingFolder(dataDir))) rmSync(stagingFolder(dataDir), { recursive: true, force: true });
    return null;
  }
  const lock = lockStore(join(dataDir, 'center.db'));
  try {
    // Another process may have finished it meanwhile.
    if (!existsSync(path)) return null;
    const decision = decisionSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
    const kept = join(dataDir, decision.kept);
    mkdirSync(kept, { recursive: true, mode: 0o700 });
    afterStep('kept folder made');
    // Before the store: its keys must be here when somebody opens it.
    const place = { dataDir, kept, beside: decision.beside, afterStep };
    for (const name of decision.beside) putBeside(place, name);
    putInPlace(place);
    for (const folder of [kept, stagingFolder(dataDir), dataDir]) if (existsSync(folder)) syncFolder(folder);
    // The store is another file than before, also where nobody had noted which: its numbers are in doubt (SYNC-15).
    doubtStorePlace(join(dataDir, 'center.place.json'));
    afterStep('place doubted');
    rmSync(path);
    afterStep('decision removed');
    rmSync(stagingFolder(dataDir), { recursive: true, force: true });
    return decision;
  } finally {
    lock.release();
  }
}

interface Place {
  readonly dataDir: string;
  readonly kept: string;
  readonly beside: readonly string[];
  readonly afterStep: (step: string) => void;
}

/** As long as the new one waits, what lies here is the old one. */
function putBeside({ dataDir, kept, afterStep }: Omit<Place, 'beside'>, name: string): void {
  const [comes, here] = [join(stagingFolder(dataDir), name), join(dataDir, name)];
  if (!existsSync(comes)) return;
  if (existsSync(here)) {
    renameSync(here, join(kept, name));
    afterStep(`${name} set aside`);
  }
  renameSync(comes, here);
  afterStep(`${name} in place`);
}

function putInPlace({ dataDir, kept, beside, afterStep }: Place): void {
  const [comes, here, aside] = [join(stagingFolder(dataDir), STORE), join(dataDir, STORE), join(kept, STORE)];
  if (existsSync(comes)) {
    // As long as the new one waits, what lies here is the old one.
    for (const file of storeFiles) {
      if (!existsSync(join(dataDir, file))) continue;
      renameSync(join(dataDir, file), join(kept, file));
      afterStep(`${file} set aside`);
    }
    renameSync(comes, here);
    afterStep(`${STORE} in place`);
  } else if (!existsSync(here) && existsSync(aside)) {
    // What was to come is gone, as where somebody cleaned up by hand: the old one comes back.
    for (const file of [...storeFiles, ...beside]) {
      if (existsSync(join(kept, file))) renameSync(join(kept, file), join(dataDir, file));
    }
  }
}
