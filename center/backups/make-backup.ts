import { existsSync, readdirSync, rmSync } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { copyBeside } from '../../db/copy-beside.ts';
import { keptBackups } from '../../domain/backups/retention.ts';
import { WrongBytes } from '../../services/files/bytes.ts';
import { createFileFolder, type FileFolder } from '../../services/files/folder.ts';
import { ENVELOPE_FILE } from '../keys/envelope.ts';
import type { KeyRing } from '../keys/key-ring.ts';
import { suiteIn } from '../station-file.ts';
import { writeWholeFile } from '../whole-file.ts';
import { copyWholeFile, hashOfFile } from './copy-file.ts';
import { addToErasureFile, readErasureFile } from './erasure-file.ts';
import {
  backupName,
  backupPaths,
  listBackups,
  type Manifest,
  readFileList,
  writeFileList,
  writeManifest,
} from './manifest.ts';

/** Copied files are read again in turns, all of them within so many days. */
const READ_AGAIN_DAYS = 32;
const DAY_MS = 86_400_000;

export interface BackupJob {
  readonly storePath: string;
  readonly keys: Pick<KeyRing, 'store' | 'files'>;
  /** Of the store: its keys as they are kept, which lie beside each backup for who has the recovery key (docs/keys.md). */
  readonly envelope: string;
  /** Of the files beside the store. */
  readonly filesFolder: string;
  /** This station's folder on the other disk; it must be there (center/backups/target.ts). */
  readonly folder: string;
  /** A passing copy on this disk, where SQLite can be trusted with it: shares lock as they please. */
  readonly draft: string;
  readonly program: string;
  /** Of the backup, in ms. */
  readonly at: number;
}

export interface MadeBackup {
  readonly name: string;
  readonly manifest: Manifest;
}

/**
 * Makes one backup: a copy of the store, proved by opening it, brought to the other disk and read back there; and the
 * files that it names, of which only those are copied that are not there yet. Then what no rule keeps is removed.
 * Its manifest is written last: a backup that was cut off does not count and is swept by the next.
 * @throws BackupFailed, or the error of the disk that refused; older backups are as they were.
 */
export async function makeBackup(job: BackupJob): Promise<MadeBackup> {
  const { storePath, keys, folder, draft, program, at } = job;
  const name = freeName(folder, at);
  const paths = backupPaths(folder, name);
  sweepHalves(folder);
  try {
    const { facts, rows, bytes, files } = copyBeside(storePath, keys.store, draft);
    const sha256 = await hashOfFile(draft);
    const kept = createFileFolder({ folder: join(folder, 'files'), key: keys.files });
    const missing = await copyFiles(files, createFileFolder({ folder: job.filesFolder, key: keys.files }), kept, at);
    writeWholeFile(join(folder, ENVELOPE_FILE), job.envelope);
    const data = dirname(storePath);
    const list = readErasureFile(data, keys, leave);
    if (list.length > 0) addToErasureFile({ folder, keys, suite: suiteIn(data) }, list, leave);
    writeFileList(folder, name, files);
    await copyWholeFile(draft, paths.store, sha256);
    const manifest: Manifest = {
      ...{ form: 1, program, ...facts, rows, bytes, sha256, madeAt: at, verifiedAt: at },
      files: { count: files.length, missing },
    };
    writeManifest(folder, name, manifest);
    await prune(folder, { name, manifest }, kept);
    return { name, manifest };
  } finally {
    rmSync(draft, { force: true });
  }
}

/** A list that cannot be read is put aside under a name that tells, by the center as well (erasure-keeper.ts). */
const leave = (): void => undefined;

/** A second backup in one second, as of tests and impatient people, has the next second's name. */
function freeName(folder: string, at: number): string {
  const taken = new Set(readdirSync(folder));
  for (let moment = at; ; moment += 1_000) {
    const name = backupName(moment);
    if (!taken.has(`${name}.json`) && !taken.has(`${name}.db`)) return name;
  }
}

/** What a backup left that was cut off. */
function sweepHalves(folder: string): void {
  const whole = new Set(listBackups(folder).map(({ name }) => name));
  for (const file of readdirSync(folder)) {
    const [, name, part] = /^(center-\d{8}-\d{6})\.(db|files|db\.part|json\.[\w-]+\.tmp)$/.exec(file) ?? [];
    if (name === undefined || (whole.has(name) && (part === 'db' || part === 'files'))) continue;
    rmSync(join(folder, file), { force: true });
  }
}

/** Copies what is not there yet, and reads again what is there, in turns. How many are not here though they are named. */
async function copyFiles(hashes: readonly string[], here: FileFolder, there: FileFolder, at: number): Promise<number> {
  const turn = Math.floor(at / DAY_MS) % READ_AGAIN_DAYS;
  let missing = 0;
  for (const hash of hashes) {
    if (await there.has(hash)) {
      if (Number.parseInt(hash.slice(0, 2), 16) % READ_AGAIN_DAYS !== turn) continue;
      if ((await readOrNull(there, hash)) !== null) continue;
    }
    const bytes = await readOrNull(here, hash);
    if (bytes === null) missing += 1;
    else await there.keep(hash, bytes);
  }
  return missing;
}

/** Bytes that are not those of the hash are put aside by the folder itself, and are as good as none. */
async function readOrNull(folder: FileFolder, hash: string): Promise<Uint8Array | null> {
  try {
    return await folder.read(hash);
  } catch (error) {
    if (error instanceof WrongBytes) return null;
    throw error;
  }
}

/**
 * Removes what no rule keeps; what was just made stays, whatever the clock says. A backup that was made before an erasure
 * holds what was erased: it goes now that a newer one is verified (LOG-8).
 */
async function prune(folder: string, made: MadeBackup, files: FileFolder): Promise<void> {
  const backups = listBackups(folder);
  const clean = backups.filter(({ manifest }) => manifest.erasures >= made.manifest.erasures);
  const kept = keptBackups(clean.map(({ manifest }) => manifest.madeAt));
  const stays = clean.filter(({ name, manifest }) => name === made.name || kept.has(manifest.madeAt));
  const gone = backups.filter((backup) => !stays.includes(backup));
  for (const { name } of gone) {
    const paths = backupPaths(folder, name);
    // The manifest first: without it the rest is no backup.
    for (const path of [paths.manifest, paths.store, paths.files]) await rm(path, { force: true });
  }
  if (gone.length > 0) await pruneFiles(folder, files, stays);
}

async function pruneFiles(folder: string, files: FileFolder, stays: readonly { name: string }[]): Promise<void> {
  const named = new Set(stays.flatMap(({ name }) => readFileList(folder, name)));
  const root = join(folder, 'files');
  if (!existsSync(root)) return;
  for (const shelf of readdirSync(root).filter((entry) => /^[0-9a-f]{2}$/.test(entry))) {
    for (const hash of readdirSync(join(root, shelf))) {
      if (!named.has(hash) && (await stat(join(root, shelf, hash))).isFile()) await files.remove(hash);
    }
  }
}
