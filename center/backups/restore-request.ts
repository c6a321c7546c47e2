import { existsSync, readFileSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { KeyRing } from '../keys/key-ring.ts';
import { readManifest } from './manifest.ts';
import { decideRestore, stageRestore } from './restore.ts';

/**
 * Where a center does not start any more, no page can ask for a restore: IT writes the path of a backup into this file of
 * the data folder and starts the program, in whatever form it is installed (docs/backup.md).
 */
export const REQUEST_FILE = 'restore-from.txt';

/** What was asked for cannot be restored; the store is as it was. */
export class RestoreRequestError extends Error {
  readonly code = 'RESTORE_REQUEST';
}

function refused(words: string, cause?: unknown): RestoreRequestError {
  const rest = `数据没有变动。改好或者删掉数据文件夹里的 ${REQUEST_FILE} 再启动。`;
  return new RestoreRequestError(`${words}${rest}`, { cause });
}

/**
 * Brings here and decides what the file asks for; the start then puts it in place. False where there is no such file.
 * @throws RestoreRequestError in words for IT.
 */
export async function takeRestoreRequest(dataDir: string, keys: Pick<KeyRing, 'store' | 'files'>): Promise<boolean> {
  const path = join(dataDir, REQUEST_FILE);
  if (!existsSync(path)) return false;
  const wanted = readFileSync(path, 'utf8')
    .replace(/^\uFEFF/, '')
    .trim()
    .replaceAll(/^"|"$/g, '');
  const [folder, name] = [dirname(wanted), basename(wanted).replace(/\.(db|json|files)$/, '')];
  const manifest = existsSync(folder) ? readManifest(folder, name) : null;
  if (!manifest) throw refused(`${REQUEST_FILE} 里写的“${wanted}”不是一份完整的备份。`);
  try {
    await stageRestore({ dataDir, folder, keys }, { name, manifest });
    decideRestore(dataDir, { from: name, madeAt: manifest.madeAt, decidedAt: Date.now() });
  } catch (error) {
    throw refused(`备份“${name}”没有通过检查，或者不是用本机的密钥加密的。请换一份。`, error);
  }
  rmSync(path);
  return true;
}
