import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { looksLikeMoveWord, parseMoveWord, recoveryKeyText } from '../../domain/keys/recovery-key.ts';
import { type FoundBackup, readManifest } from '../backups/manifest.ts';
import { envelopeSchema, keptSchema, openByRecoveryKey, ringOf } from '../keys/envelope.ts';
import { unkeptByPassphrase } from '../keys/keepers.ts';
import type { KeyRing } from '../keys/key-ring.ts';
import { wrappedSchema } from '../keys/wrap.ts';
import { writeWholeFile } from '../whole-file.ts';

/** Written last: a folder without it holds no package, whatever else lies in it. */
const PACKAGE_FILE = 'move.json';
/** Beside it once the package was brought in, or its move was undone. */
const USED_FILE = 'move.used.json';
const folderShape = /^fengqiao-move-[\w-]+$/;

/** Files of the data folder that go along under the keys: who the station is, and how it reaches the city. */
export const sealedFiles = ['station.json', 'line.json'] as const;
/** Of `sealedFiles`, bound to what is sealed. */
export const sealPurpose = (file: string): string => `fengqiao moved ${file}`;

const packageSchema = z.object({
  form: z.literal(1),
  /** Of the backup in the same folder. */
  backup: z.string(),
  centerName: z.string(),
  /** What the old PC is called. */
  from: z.string(),
  madeAt: z.int(),
  /** Own steps that the city has not confirmed; null without a city. */
  waiting: z.int().nullable(),
  /** The keys, kept under the word of the move; the recovery key opens them as well. */
  envelope: envelopeSchema,
  /** Where the center asks for a passphrase at each start: it goes on asking for it. */
  kept: keptSchema.nullable(),
  /** By their names; what the old PC had of {@link sealedFiles}. */
  sealed: z.record(z.string(), wrappedSchema),
  /** The office's own templates, in `templates/`, with the SHA-256 of each. */
  templates: z.record(z.string().regex(/^[\w.-]+$/), z.string()),
});

export type MovePackage = z.infer<typeof packageSchema>;

const usedSchema = z.object({ at: z.int(), by: z.string() });
export type UsedPackage = z.infer<typeof usedSchema>;

export interface FoundPackage {
  readonly folder: string;
  readonly content: MovePackage;
  readonly backup: FoundBackup;
  readonly used: UsedPackage | null;
}

export const packageName = (stationId: string, backup: string): string =>
  `fengqiao-move-${stationId.slice(0, 8)}-${backup.replace(/^center-/, '')}`;

export const templatesIn = (folder: string): string => join(folder, 'templates');

export function writePackage(folder: string, content: MovePackage): void {
  writeWholeFile(join(folder, PACKAGE_FILE), JSON.stringify(content, null, 2));
}

/** From now on the package opens nothing any more. */
export function markUsed(folder: string, used: UsedPackage): void {
  writeWholeFile(join(folder, USED_FILE), JSON.stringify(used, null, 2));
}

export const isPackage = (folder: string): boolean => existsSync(join(folder, PACKAGE_FILE));

/** The newest package in a folder, or the folder itself where it is one; null where there is none that is whole. */
export function findPackage(folder: string): FoundPackage | null {
  if (!existsSync(folder)) return null;
  const own = readPackage(folder);
  if (own) return own;
  const found = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && folderShape.test(entry.name))
    .flatMap(({ name }) => readPackage(join(folder, name)) ?? []);
  const newest = (all: readonly FoundPackage[]) =>
    all.toSorted((one, other) => other.content.madeAt - one.content.madeAt)[0] ?? null;
  return newest(found.filter(({ used }) => used === null)) ?? newest(found);
}

function readPackage(folder: string): FoundPackage | null {
  const content = parsed(packageSchema, join(folder, PACKAGE_FILE));
  const manifest = content && readManifest(folder, content.backup);
  if (!manifest) return null;
  const used = parsed(usedSchema, join(folder, USED_FILE));
  return { folder, content, backup: { name: content.backup, manifest }, used };
}

/** Null where it is not there, or not whole: half a file is as good as none. */
function parsed<Content>(schema: z.ZodType<Content>, path: string): Content | null {
  if (!existsSync(path)) return null;
  try {
    return schema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return null;
  }
}

/**
 * The keys of a package, by its word or by the recovery key.
 * @returns null where it is another one; @throws RecoveryKeyTypo naming what was copied wrongly.
 */
export async function openPackage({ envelope }: Pick<MovePackage, 'envelope'>, typed: string): Promise<KeyRing | null> {
  if (!looksLikeMoveWord(typed)) return openByRecoveryKey(envelope, typed);
  const word = recoveryKeyText(parseMoveWord(typed));
  return ringOf(envelope, await unkeptByPassphrase(envelope.kept, word));
}
