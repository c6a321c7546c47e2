import { createWriteStream } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { PGlite, types } from '@electric-sql/pglite';
import type { Database } from './database.ts';
import { DatabaseOpenError, describeError, toOpenError, toStoreError } from './errors.ts';
import { lockFolder } from './folder-lock.ts';
import { parseInt8 } from './postgres.ts';
import { Nesting, type Parameter, Session, type Transaction } from './session.ts';

export interface PgliteOptions {
  /** The data folder; it is made when it is missing. One process at a time may have it open. */
  readonly folder: string;
  /** A file that {@link Database.dump} wrote, to begin a new folder with. */
  readonly restoreFrom?: string;
}

const notice =
  '市级服务正在使用内置数据库（PGlite）。它不向磁盘确认写入（没有 fsync），突然断电可能丢失最后几笔数据；程序被关闭或崩溃不会丢失。' +
  '正式使用请安装 PostgreSQL 15 或更高版本，并用环境变量 DATABASE_URL 指明。';

async function isEmpty(folder: string): Promise<boolean> {
  return (await readdir(folder).catch(() => [])).length === 0;
}

async function create({ folder, restoreFrom }: PgliteOptions): Promise<PGlite> {
  const dataDir = join(folder, 'pgdata');
  const parsers = { [types.INT8]: parseInt8 };
  if (restoreFrom === undefined) return PGlite.create({ dataDir, parsers });
  if (!(await isEmpty(dataDir))) throw new DatabaseOpenError('FOLDER_NOT_EMPTY', dataDir);
  return PGlite.create({ dataDir, parsers, loadDataDir: new Blob([new Uint8Array(await readFile(restoreFrom))]) });
}

/** Writes the whole file under a temporary name, forces it to the disk and renames it: a cut leaves no half dump. */
async function dump(client: PGlite, target: string): Promise<{ bytes: number }> {
  const partial = `${target}.partial`;
  try {
    const file = await client.dumpDataDir('gzip');
    await pipeline(Readable.from(file.stream()), createWriteStream(partial, { mode: 0o600, flush: true }));
    await rename(partial, target);
    const folder = await open(dirname(target), 'r');
    // Windows knows no fsync of a folder, and needs none.
    await folder.sync().catch(() => undefined);
    await folder.close();
    return { bytes: file.size };
  } finally {
    await rm(partial, { force: true });
  }
}

/**
 * Opens a dump in memory and counts the actions in it: a dump that was never opened is none.
 * @throws DatabaseOpenError DUMP_DAMAGED
 */
export async function checkDump(file: string): Promise<{ readonly actions: number }> {
  let client: PGlite | undefined;
  try {
    const parsers = { [types.INT8]: parseInt8 };
    client = await PGlite.create({ parsers, loadDataDir: new Blob([new Uint8Array(await readFile(file))]) });
    await client.query('SELECT epoch FROM server');
    const { rows } = await client.query<{ actions: number }>('SELECT count(*) AS actions FROM action_headers');
    return { actions: rows[0]?.actions ?? 0 };
  } catch (error) {
    throw new DatabaseOpenError('DUMP_DAMAGED', describeError(error), { cause: error });
  } finally {
    await client?.close();
  }
}

/** @throws DatabaseOpenError */
export async function openPglite(options: PgliteOptions): Promise<Database> {
  try {
    await mkdir(options.folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw toOpenError(error, 'READ_ONLY');
  }
  const lock = await lockFolder(options.folder);
  try {
    return over(await create(options), () => lock.release());
  } catch (error) {
    await lock.release();
    throw toOpenError(error, 'DAMAGED');
  }
}

function over(client: PGlite, afterwards: () => Promise<void>): Database {
  const nesting = new Nesting();
  const underWay = new Set<Promise<unknown>>();
  let closed = false;

  async function turn<Result>(work: () => Promise<Result>): Promise<Result> {
    nesting.assertOutside();
    if (closed) throw new Error('the database is closed');
    const result = nesting.run(work);
    underWay.add(result);
    try {
      return await result;
    } catch (error) {
      throw toStoreError(error);
    } finally {
      underWay.delete(result);
    }
  }

  return {
    kind: 'pglite',
    notice,
    assertOutside: () => nesting.assertOutside(),
    query: <Row>(sql: string, parameters: readonly Parameter[] = []) =>
      turn(async (): Promise<readonly Row[]> => (await client.query<Row>(sql, [...parameters])).rows),
    transaction: <Result>(work: (transaction: Transaction) => Promise<Result>, { readonly = false } = {}) =>
      turn(() =>
        client.transaction(async (transaction) => {
          await transaction.exec(
            readonly
              ? 'SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY'
              : 'SET TRANSACTION ISOLATION LEVEL READ COMMITTED',
          );
          const session = new Session(async (sql, parameters) => {
            return (await transaction.query(sql, [...parameters])).rows;
          });
          try {
            const result = await work(session);
            await session.finish();
            return result;
          } catch (error) {
            await session.abandon();
            throw error;
          }
        }),
      ),
    dump: (target) => turn(() => dump(client, target)),
    upkeep: () => turn(async () => void (await client.exec('VACUUM (ANALYZE)'))),
    async close() {
      if (closed) return;
      closed = true;
      await Promise.allSettled(underWay);
      await client.close();
      await afterwards();
    },
  };
}
