import type { Database } from '../../../city/db/database.ts';

/** Rows of every table, as JSON: what `pg_dump` would have, without another program. */
export type Backup = ReadonlyMap<string, string>;

/** One snapshot of the whole database, taken while it is served. */
export async function backUp(database: Database): Promise<Backup> {
  return database.transaction(
    async (tx) => {
      const tables = await tx.query<{ name: string }>(
        `SELECT tablename AS name FROM pg_tables WHERE schemaname = current_schema() AND tablename <> 'migrations'`,
      );
      const backup = new Map<string, string>();
      for (const { name } of tables) {
        const [row] = await tx.query<{ rows: string }>(
          `SELECT coalesce(json_agg(t), '[]')::text AS rows FROM "${name}" t`,
        );
        backup.set(name, row?.rows ?? '[]');
      }
      return backup;
    },
    { readonly: true },
  );
}

/** Puts the rows of a backup in the place of all that are there. */
export async function restore(database: Database, backup: Backup): Promise<void> {
  await database.transaction(async (tx) => {
    // As pg_restore does: what triggers did is in the rows.
    await tx.query(`SET LOCAL session_replication_role = 'replica'`);
    await tx.query(`TRUNCATE ${[...backup.keys()].map((name) => `"${name}"`).join(', ')}`);
    for (const [name, rows] of backup) {
      await tx.query(
        `INSERT INTO "${name}" OVERRIDING SYSTEM VALUE SELECT * FROM json_populate_recordset(NULL::"${name}", $1::json)`,
        [rows],
      );
    }
  });
}
