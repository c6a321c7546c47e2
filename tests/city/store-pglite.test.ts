import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { type Database, openDatabase } from '../../city/db/database.ts';
import { describeSchema } from './store-schema.ts';

const folder = mkdtempSync(join(tmpdir(), 'fengqiao-pglite-'));
let database: Database;
beforeAll(async () => {
  database = await openDatabase({ folder: join(folder, 'tables') });
});
afterAll(async () => {
  await database?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Opening costs half a second: each test begins with the same database, emptied. */
describeSchema('PGlite', async () => ({
  database,
  dispose: async () => {
    await database.query('DROP SCHEMA public CASCADE');
    await database.query('CREATE SCHEMA public');
  },
}));
