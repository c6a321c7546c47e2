import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { type Database, openDatabase } from '../../city/db/database.ts';
import { migrate } from '../../city/db/migrate.ts';
import { type CityStore, createCityStore } from '../../city/db/store.ts';
import { testId } from '../../domain/cases/testing-facts.ts';
import { describeStoreContract } from '../../services/testing/store-contract.ts';
import { describeSchema } from './store-schema.ts';
import { describeScopes } from './store-scopes.ts';
import { describeServices } from './store-services.ts';

const folder = mkdtempSync(join(tmpdir(), 'fengqiao-pglite-'));
let tables: Database;
let database: Database;
let city: CityStore;
beforeAll(async () => {
  tables = await openDatabase({ folder: join(folder, 'tables') });
  database = await openDatabase({ folder: join(folder, 'store') });
  await migrate(database);
  city = createCityStore(database);
});
afterAll(async () => {
  await tables?.close();
  await database?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Opening costs half a second: each test begins with the same database, emptied. */
describeSchema('PGlite', async () => ({
  database: tables,
  dispose: async () => {
    await tables.query('DROP SCHEMA public CASCADE');
    await tables.query('CREATE SCHEMA public');
  },
}));

let feeds = 410_000;
/** Each fresh store is a feed of its own in one database: what other tests left there must not be seen either. */
async function openFreshStore() {
  feeds += 1;
  const store = city.scope({ feed: String(feeds), station: { stationId: testId(9), incarnation: 1 } });
  return { store, takesTurns: true, dispose: () => store.close() };
}

describeStoreContract('PGlite', openFreshStore);
describeServices('PGlite', openFreshStore);
describeScopes('PGlite', () => database, null);
