import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { Dependencies } from '../../services/dependencies.ts';
import { sweepErasedFiles } from '../../services/files/erased.ts';
import { erasuresOf, type ListedErasure, replayErasures } from '../../services/personal-data/erasure-list.ts';
import type { KeyRing } from '../keys/key-ring.ts';
import { suiteIn } from '../station-file.ts';
import { readBackupsFile } from './backups-file.ts';
import { addToErasureFile, readErasureFile } from './erasure-file.ts';
import { stationFolder } from './manifest.ts';

interface ErasureKeeperParts {
  readonly dataDir: string;
  readonly keys: Pick<KeyRing, 'store'>;
  readonly dependencies: Dependencies;
  readonly logger: Pick<Logger, 'info' | 'error'>;
}

export interface ErasureKeeper {
  /** Own actions of these kinds were done: where one was an erasure, it is noted beside the store and its backups. */
  noticed(types: readonly string[]): void;
  /** Resolves once what was noticed is noted. */
  settled(): Promise<void>;
}

/**
 * Keeps the erasures of a center beside its store, for the store may be put back to an older day (LOG-8). Resolves once
 * what a restored store does not know was given again, with the bytes of its files: before anybody is shown anything.
 * @throws the store's own error where it cannot be written: what was erased is shown to nobody.
 */
export async function keepErasures({
  dataDir,
  keys,
  dependencies,
  logger,
}: ErasureKeeperParts): Promise<ErasureKeeper> {
  const { store, fileBytes } = dependencies;
  const onUnreadable = (keptAs: string): void =>
    logger.error({ keptAs }, 'a list of erasures cannot be read, and was put aside');
  const failed = (error: unknown): void => logger.error({ error }, 'the list of erasures could not be kept');

  async function note(): Promise<void> {
    const { known, stationId } = await store.read(async (reads) => {
      return { known: await erasuresOf(reads), stationId: (await reads.log.station()).stationId };
    });
    if (known.length === 0) return;
    const suite = suiteIn(dataDir);
    const list = addToErasureFile({ folder: dataDir, keys, suite }, known, onUnreadable);
    removeOlderCopies(dataDir, list);
    const { target } = readBackupsFile(join(dataDir, 'backups.json'), logger);
    const folder = target === null ? null : stationFolder(target, stationId);
    // A disk that is away gets the list with its next backup.
    if (folder !== null && existsSync(folder)) addToErasureFile({ folder, keys, suite }, list, onUnreadable);
  }

  const given = await replayErasures(dependencies, readErasureFile(dataDir, keys, onUnreadable));
  if (given > 0) logger.info({ given }, 'erasures that the restored store did not know were given again');
  await sweepErasedFiles(store, fileBytes);
  let last = note().catch(failed);
  await last;
  return {
    noticed(types) {
      if (types.includes('log.erased')) last = last.then(note).catch(failed);
    },
    settled: () => last,
  };
}

/**
 * Whole copies of the store that lie in the data folder and were made before the newest erasure: stores that a restore set
 * aside, and those before a migration. They say what was erased.
 */
function removeOlderCopies(dataDir: string, list: readonly ListedErasure[]): void {
  const newest = Math.max(0, ...list.map(({ at }) => at));
  const remove = (folder: string, pattern: RegExp): void => {
    for (const name of readdirSync(folder)) {
      const [, day, time] = pattern.exec(name) ?? [];
      if (day === undefined || time === undefined) continue;
      const at = Date.parse(`${day}T${time.replace(/^(\d\d)-(\d\d)-(\d\d)-(\d{3})Z$/, '$1:$2:$3.$4Z')}`);
      if (at < newest) rmSync(join(folder, name), { recursive: true, force: true });
    }
  };
  remove(dataDir, /^center\.db\.before-\d+-(\d{4}-\d\d-\d\d)T([\d-]+Z)$/);
  if (readdirSync(dataDir).includes('kept')) remove(join(dataDir, 'kept'), /^(\d{4}-\d\d-\d\d)T([\d-]+Z)$/);
}
