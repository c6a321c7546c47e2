import { existsSync, mkdirSync, realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { v7 } from 'uuid';
import { ServiceError } from '../contract/errors.ts';
import type { Station } from '../services/log/port.ts';
import type { StationStore } from '../services/ports.ts';
import { type BackupReport, backUpStore } from './backup.ts';
import { type Connection, openConnection } from './connection.ts';
import { StoreOpenError, toOpenError } from './errors.ts';
import { type StoreHealth, storeHealth } from './health.ts';
import { beginJournals } from './journals.ts';
import { lockStore } from './lock.ts';
import { appliedCount, migrate } from './migrate.ts';
import { migrationBackupPath, pruneMigrationBackups } from './migration-backups.ts';
import { embedded } from './migrations/index.ts';
import { Readers } from './readers.ts';
import { Writer } from './writer.ts';

export interface OpenStoreOptions {
  /** The store's file; its folder is made when it is missing. */
  readonly path: string;
  /** 32 random bytes. */
  readonly key: Uint8Array;
  /** Identity of a new store; made at first opening when left out, never changed afterwards. */
  readonly station?: Station;
  /** Reads only, beside the process that owns the store: takes no lock, migrates nothing, refuses every write. */
  readonly readonly?: boolean;
  /** Milliseconds to wait for a lock of another connection; 5,000 unless told. */
  readonly busyTimeout?: number;
  /** Told when upkeep between writes failed; what was saved is safe, and the next write says what is wrong. */
  readonly onUpkeepError?: (error: unknown) => void;
}

export interface SqliteStore extends StationStore {
  readonly path: string;
  readonly station: Station;
  /** Copies the whole store, encrypted with the same key, and proves the copy. @throws StoreOpenError, BackupFailed */
  backUp(target: string): Promise<BackupReport>;
  /** How the file is, for who looks for a fault; no desk waits long for it. */
  health(): Promise<StoreHealth>;
}

/** 64 MiB of cache over all connections: the first reader, which nearly every read takes, gets the most. */
const WRITER_CACHE_MIB = 16;
const READER_CACHES_MIB = [32, 8, 8] as const;

function warnOfUpkeep(error: unknown): void {
  process.emitWarning(error instanceof Error ? error : String(error));
}

/** The folder's real path: two spellings of one folder are one store. */
function storePath(path: string, readonly: boolean): string {
  const folder = dirname(path);
  if (!readonly) mkdirSync(folder, { recursive: true, mode: 0o700 });
  else if (!existsSync(path)) throw new StoreOpenError('NOT_FOUND', path);
  const real = join(realpathSync(folder), basename(path));
  return existsSync(real) ? realpathSync(real) : real;
}

function findStation(connection: Connection): Station | undefined {
  return connection.statement<Station>('SELECT station_id AS stationId, incarnation FROM station').get();
}

function stationOf(connection: Connection): Station {
  const station = findStation(connection);
  if (!station) throw new StoreOpenError('STORE_FOREIGN', 'no station');
  return station;
}

function prepare(connection: Connection, path: string, options: OpenStoreOptions): Station {
  migrate(connection, {
    backUp: () => {
      backUpStore(connection, migrationBackupPath(path, embedded.length, new Date()), options.key);
    },
  });
  try {
    pruneMigrationBackups(path);
  } catch (error) {
    // The store is whole all the same; old copies only take room until the next start.
    options.onUpkeepError?.(error);
  }
  beginJournals(connection);
  const known = findStation(connection);
  if (known) return known;
  const station = options.station ?? { stationId: v7(), incarnation: 1 };
  const insert = connection.client.prepare('INSERT INTO station (only, station_id, incarnation) VALUES (1, ?, ?)');
  insert.run(station.stationId, station.incarnation);
  return station;
}

/**
 * Opens a center's store, or makes it. One process at a time may have it open for writing.
 * @throws StoreOpenError with a code and a Chinese message; the store is not changed.
 */
export async function openStore(options: OpenStoreOptions): Promise<SqliteStore> {
  try {
    return options.readonly ? openForReading(options) : openForWriting(options);
  } catch (error) {
    throw toOpenError(error);
  }
}

function readersOf(path: string, { key, busyTimeout = 5_000 }: OpenStoreOptions): Readers {
  return new Readers(READER_CACHES_MIB.length, (index) =>
    openConnection({ path, key, readonly: true, cacheMiB: READER_CACHES_MIB[index] ?? 8, busyTimeout }),
  );
}

function openForWriting(options: OpenStoreOptions): SqliteStore {
  const { key, busyTimeout = 5_000 } = options;
  const path = storePath(options.path, false);
  const lock = lockStore(path);
  let connection: Connection | undefined;
  try {
    connection = openConnection({ path, key, readonly: false, cacheMiB: WRITER_CACHE_MIB, busyTimeout });
    const station = prepare(connection, path, options);
    const writer = new Writer(connection, options.onUpkeepError ?? warnOfUpkeep);
    const readers = readersOf(path, options);
    return {
      path,
      station,
      read: (work) => readers.read(work),
      write: (work) => writer.write(work),
      searchable: () => writer.searchable(),
      backUp: async (target) => {
        await writer.searchable();
        return writer.between((owner) => backUpStore(owner, target, key));
      },
      health: () => writer.between((owner) => storeHealth(owner, path, key)),
      async close() {
        await readers.close();
        await writer.close();
        lock.release();
      },
    };
  } catch (error) {
    connection?.close();
    lock.release();
    throw error;
  }
}

function openForReading(options: OpenStoreOptions): SqliteStore {
  const path = storePath(options.path, true);
  const { key, busyTimeout = 5_000 } = options;
  const connection = openConnection({ path, key, readonly: true, cacheMiB: 1, busyTimeout });
  try {
    if (appliedCount(connection) !== embedded.length)
      throw new StoreOpenError('STORE_FOREIGN', 'older than this program');
    const station = stationOf(connection);
    const readers = readersOf(path, options);
    const refuse = () => Promise.reject(new ServiceError('STORE_READ_ONLY'));
    return {
      path,
      station,
      read: (work) => readers.read(work),
      write: refuse,
      searchable: () => Promise.resolve(),
      backUp: refuse,
      health: refuse,
      close: () => readers.close(),
    };
  } finally {
    connection.close();
  }
}
