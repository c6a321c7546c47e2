import { openDatabase } from './db/database.ts';
import { DatabaseOpenError } from './db/errors.ts';
import { migrate } from './db/migrate.ts';
import { checkDump } from './db/pglite.ts';
import type { CityOptions } from './options.ts';

/**
 * Begins an empty data folder with a dump. What the dump is worth is tried in memory first, so that a bad one leaves the
 * folder as it was. The caller then says in it that it was restored (SYNC-11).
 * @returns how many actions it has.
 * @throws DatabaseOpenError DUMP_DAMAGED, FOLDER_NOT_EMPTY, or NOT_EMBEDDED where the city runs on a PostgreSQL server.
 */
export async function restoreDump(
  { url, data }: Pick<CityOptions, 'url' | 'data'>,
  file: string,
): Promise<{ readonly actions: number }> {
  if (url !== undefined) throw new DatabaseOpenError('NOT_EMBEDDED');
  const { actions } = await checkDump(file);
  const database = await openDatabase({ folder: data, restoreFrom: file });
  try {
    await migrate(database);
  } finally {
    await database.close();
  }
  return { actions };
}
