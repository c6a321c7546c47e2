import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decideRestore, stageRestore, stagingFolder } from '../backups/restore.ts';
import { COPY_FILE, ENVELOPE_FILE, suiteOfRecovery, textOf } from '../keys/envelope.ts';
import { keepInFile } from '../keys/keepers.ts';
import type { KeyRing } from '../keys/key-ring.ts';
import { unwrap } from '../keys/wrap.ts';
import { writeWholeFile } from '../whole-file.ts';
import { type FoundPackage, sealedFiles, sealPurpose, templatesIn } from './package.ts';

/** The package lacks what it says it has; nothing here was touched. */
export class PackageDamaged extends Error {
  override readonly name = 'PackageDamaged';
}

/**
 * Brings a package beside the store, proves it, and decides that the next start puts it in place: what is here until then
 * counts for nothing, and what cuts it off leaves the package and this machine as they were.
 * @throws PackageDamaged, or as stageRestore.
 */
export async function bringIn(
  { dataDir, now }: { readonly dataDir: string; readonly now: () => number },
  { folder, content, backup }: FoundPackage,
  keys: KeyRing,
): Promise<void> {
  const { missingFiles } = await stageRestore({ dataDir, folder, keys }, backup);
  if (missingFiles > backup.manifest.files.missing) throw new PackageDamaged(`${missingFiles} files are missing`);
  const staging = stagingFolder(dataDir);
  // The file of this machine keeps the root from now on, whatever kept it on the other; a passphrase stays what it was.
  const kept = content.kept ?? keepInFile(dataDir, keys.root, suiteOfRecovery(content.envelope));
  const envelope = textOf({ ...content.envelope, kept });
  const beside: string[] = [];
  const stage = (name: string, bytes: string | Uint8Array): void => {
    writeWholeFile(join(staging, name), bytes);
    beside.push(name);
  };
  stage(ENVELOPE_FILE, envelope);
  stage(COPY_FILE, envelope);
  for (const file of sealedFiles) {
    const sealed = content.sealed[file];
    if (!sealed) continue;
    const bytes = unwrap(sealed, keys.secrets, sealPurpose(file));
    if (!bytes) throw new PackageDamaged(`${file} does not open`);
    stage(file, bytes);
  }
  if (Object.keys(content.templates).length > 0) {
    mkdirSync(templatesIn(staging));
    for (const [name, sha256] of Object.entries(content.templates)) {
      const bytes = readFileSync(join(templatesIn(folder), name));
      if (createHash('sha256').update(bytes).digest('hex') !== sha256) throw new PackageDamaged(name);
      writeWholeFile(join(templatesIn(staging), name), bytes);
    }
    beside.push('templates');
  }
  decideRestore(dataDir, { from: backup.name, madeAt: content.madeAt, decidedAt: now(), beside });
}
