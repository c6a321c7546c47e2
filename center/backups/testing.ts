import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore, type SqliteStore } from '../../db/open.ts';
import { testKey } from '../../db/testing.ts';
import { testFile, testId } from '../../domain/cases/testing-facts.ts';
import { createFileFolder, type FileFolder } from '../../services/files/folder.ts';
import { addCase, testCase } from '../../services/testing/store-fixture.ts';
import type { BackupJob } from './make-backup.ts';
import { stationFolder } from './manifest.ts';
import { makeStationFolder } from './target.ts';

/** For tests: one key for all, as every test store has. */
export const testKeys = { store: testKey, files: testKey };

/** For tests: a data folder with a store, files beside it and a place for backups. */
export interface BackupWorld {
  readonly data: string;
  readonly target: string;
  readonly storePath: string;
  /** The station's folder at the target. */
  readonly folder: string;
  readonly files: FileFolder;
  job(at: number): BackupJob;
  /** Adds cases with these numbers, and a file with each. */
  add(...numbers: readonly number[]): Promise<void>;
  /** Opens the store and closes it again. */
  withStore<Result>(work: (store: SqliteStore) => Promise<Result>): Promise<Result>;
  remove(): void;
}

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
export const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

export async function openBackupWorld(): Promise<BackupWorld> {
  const root = mkdtempSync(join(tmpdir(), 'fengqiao-backups-'));
  const [data, target] = [join(root, 'data'), join(root, 'disk')];
  const storePath = join(data, 'center.db');
  const files = createFileFolder({ folder: join(data, 'files'), key: testKey });
  const store = await openStore({ path: storePath, key: testKey });
  const { stationId } = store.station;
  await store.close();
  await makeStationFolder(target, stationId);
  const folder = stationFolder(target, stationId);
  async function withStore<Result>(work: (store: SqliteStore) => Promise<Result>): Promise<Result> {
    const opened = await openStore({ path: storePath, key: testKey });
    try {
      return await work(opened);
    } finally {
      await opened.close();
    }
  }
  return {
    ...{ data, target, storePath, folder, files, withStore },
    job: (at) => ({
      ...{ storePath, keys: testKeys, envelope: '{}', folder, at, program: '0.0.0' },
      filesFolder: join(data, 'files'),
      draft: join(data, 'backup-draft.db'),
    }),
    add: (...numbers) =>
      withStore(async (opened) => {
        for (const number of numbers) {
          const bytes = bytesOf(`file ${number}`);
          await files.keep(hashOf(bytes), bytes);
          const file = {
            ...testFile(number),
            sha256: hashOf(bytes),
            attachedAt: 1,
            attachedBy: testId(1),
            removedAt: null,
          };
          await opened.write(async (writes) => {
            await addCase(writes, testCase(number, { state: { files: [file] } }));
            await writes.filePlaces.noteHere(file.sha256, true);
          });
        }
      }),
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}
