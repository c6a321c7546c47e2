import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { toChinaDate, toChinaTime } from '../../domain/deadlines/china-time.ts';
import { writeWholeFile } from '../whole-file.ts';

/** What lies beside each backup; one without it was cut off and counts for nothing. */
const manifestSchema = z.object({
  form: z.literal(1),
  /** Version of the program that made it, and how many migrations its store has. */
  program: z.string(),
  schema: z.int(),
  stationId: z.string(),
  incarnation: z.int(),
  madeAt: z.int(),
  verifiedAt: z.int(),
  bytes: z.int(),
  /** SHA-256 of the copy of the store, as it lies there. */
  sha256: z.string(),
  rows: z.record(z.string(), z.int()),
  cases: z.int(),
  actions: z.int(),
  newestCase: z.string().nullable(),
  newestActionAt: z.int().nullable(),
  erasures: z.int(),
  files: z.object({
    count: z.int(),
    /** Named by the store and not found beside it, when it was made. */
    missing: z.int(),
  }),
});

export type Manifest = z.infer<typeof manifestSchema>;

export interface FoundBackup {
  /** Without an extension: `center-20261127-023000`. */
  readonly name: string;
  readonly manifest: Manifest;
}

const nameShape = /^center-\d{8}-\d{6}$/;

/** The day and time in China, so that names sort by time. */
export function backupName(at: number): string {
  const seconds = String(Math.floor(at / 1_000) % 60).padStart(2, '0');
  return `center-${toChinaDate(at).replaceAll('-', '')}-${toChinaTime(at).replace(':', '')}${seconds}`;
}

export function isBackupName(name: string): boolean {
  return nameShape.test(name);
}

/** Where the parts of a backup lie. */
export function backupPaths(folder: string, name: string) {
  const base = join(folder, name);
  return { store: `${base}.db`, manifest: `${base}.json`, files: `${base}.files` };
}

/** Each station's backups have a folder of their own: one share serves several centers. */
export function stationFolder(target: string, stationId: string): string {
  return join(target, `fengqiao-${stationId}`);
}

/** The whole backups in a folder, the newest first; what cannot be read is no backup. */
export function listBackups(folder: string): readonly FoundBackup[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json') && nameShape.test(file.slice(0, -'.json'.length)))
    .map((file) => file.slice(0, -'.json'.length))
    .flatMap((name) => {
      const manifest = readManifest(folder, name);
      return manifest ? [{ name, manifest }] : [];
    })
    .toSorted((one, other) => other.manifest.madeAt - one.manifest.madeAt || (one.name < other.name ? 1 : -1));
}

export function readManifest(folder: string, name: string): Manifest | null {
  const paths = backupPaths(folder, name);
  if (!isBackupName(name) || !existsSync(paths.manifest) || !existsSync(paths.store)) return null;
  try {
    return manifestSchema.parse(JSON.parse(readFileSync(paths.manifest, 'utf8')));
  } catch {
    // Another form, or half of one: whoever lists backups must not offer it.
    return null;
  }
}

export function writeManifest(folder: string, name: string, manifest: Manifest): void {
  writeWholeFile(backupPaths(folder, name).manifest, `${JSON.stringify(manifest, null, 2)}\n`);
}

/** Hashes of the files that a backup names. */
export function readFileList(folder: string, name: string): readonly string[] {
  return readFileSync(backupPaths(folder, name).files, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
}

export function writeFileList(folder: string, name: string, hashes: readonly string[]): void {
  writeWholeFile(backupPaths(folder, name).files, hashes.map((hash) => `${hash}\n`).join(''));
}
