import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { SuiteId } from '../../domain/suites/suite-ids.ts';
import type { BackupJob, MadeBackup } from '../backups/make-backup.ts';
import { backupName } from '../backups/manifest.ts';
import { type KeyEnvelope, readEnvelope, suiteOfRecovery } from '../keys/envelope.ts';
import { keepUnderPassphrase } from '../keys/keepers.ts';
import type { KeyRing } from '../keys/key-ring.ts';
import { type Wrapped, wrap } from '../keys/wrap.ts';
import { writeWholeFile } from '../whole-file.ts';
import { type MovedFile, removeMovedFile, writeMovedFile } from './moved-file.ts';
import { type MovePackage, packageName, sealedFiles, sealPurpose, templatesIn, writePackage } from './package.ts';
import type { WriteGate } from './write-gate.ts';

/** The last step failed: the machine stands still already, and no package may be there. */
export class PackageUnfinished extends Error {
  override readonly name = 'PackageUnfinished';
}

export interface PackParts {
  readonly dataDir: string;
  readonly storePath: string;
  readonly stationId: string;
  readonly keys: KeyRing;
  readonly program: string;
  readonly gate: WriteGate;
  readonly makeBackup: (job: BackupJob) => Promise<MadeBackup>;
  /** What the old PC is called. */
  readonly machine: string;
  readonly centerName: string;
  /** Asked once nothing is written any more. */
  readonly waiting: () => Promise<number | null>;
}

const WORDS = '本中心正在搬到新电脑，这台不再写入。您写的还在屏幕上，请等系统管理员通知。';

/**
 * Makes a package in a folder of its own below `target`. What cuts it off before the last but one step leaves this machine
 * as it was; then first this machine stands still, and only then does the package count: never can both be used.
 * @throws PackageUnfinished; anything else before, with the gate open again and the half swept.
 */
export async function packMove(
  parts: PackParts,
  { target, word, at }: { readonly target: string; readonly word: string; readonly at: number },
): Promise<void> {
  const { dataDir, keys, gate } = parts;
  const folder = join(target, packageName(parts.stationId, backupName(at)));
  const own = ownEnvelope(dataDir);
  const envelope = { ...own, kept: await keepUnderPassphrase(word, keys.root, suiteOfRecovery(own)) };
  const moved: MovedFile = { phase: 'packing', centerName: parts.centerName, at, folder, envelope };
  let content: MovePackage;
  try {
    mkdirSync(folder, { mode: 0o700 });
    writeMovedFile(dataDir, moved);
    const job = {
      ...{ storePath: parts.storePath, keys, envelope: JSON.stringify(envelope, null, 2), folder, at },
      ...{ program: parts.program, filesFolder: join(dataDir, 'files'), draft: join(dataDir, 'move-draft.db') },
    };
    // Most of the bytes are files: they go while people still work.
    await parts.makeBackup(job);
    await gate.close(WORDS);
    const { name } = await parts.makeBackup({ ...job, at: at + 1_000 });
    content = {
      ...{ form: 1, backup: name, centerName: parts.centerName, from: parts.machine, madeAt: at },
      ...{ waiting: await parts.waiting(), envelope, kept: own.kept.keeper === 'passphrase' ? own.kept : null },
      ...{ sealed: sealed(dataDir, keys, suiteOfRecovery(own)), templates: copyTemplates(dataDir, folder) },
    };
    writeMovedFile(dataDir, { ...moved, phase: 'moved' });
  } catch (error) {
    removeMovedFile(dataDir);
    gate.open();
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
  try {
    writePackage(folder, content);
  } catch (error) {
    throw new PackageUnfinished(folder, { cause: error });
  }
}

function ownEnvelope(dataDir: string): KeyEnvelope {
  const found = readEnvelope(dataDir);
  if (typeof found === 'string') throw new Error(`the envelope of keys is ${found}`);
  return found;
}

/** The station's key and a proxy's password lie in plain beside the store; on a memory stick they must not. */
function sealed(dataDir: string, { secrets }: KeyRing, suite: SuiteId): Record<string, Wrapped> {
  const there = sealedFiles.filter((file) => existsSync(join(dataDir, file)));
  return Object.fromEntries(
    there.map((file) => [file, wrap(readFileSync(join(dataDir, file)), secrets, sealPurpose(file), suite)]),
  );
}

function copyTemplates(dataDir: string, folder: string): Record<string, string> {
  const from = templatesIn(dataDir);
  if (!existsSync(from)) return {};
  const names = readdirSync(from).filter((name) => statSync(join(from, name)).isFile() && /^[\w.-]+$/.test(name));
  if (names.length > 0) mkdirSync(templatesIn(folder));
  return Object.fromEntries(
    names.map((name) => {
      const bytes = readFileSync(join(from, name));
      writeWholeFile(join(templatesIn(folder), name), bytes);
      return [name, createHash('sha256').update(bytes).digest('hex')];
    }),
  );
}
