import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Database, openDatabase } from '../../city/db/database.ts';
import { migrate } from '../../city/db/migrate.ts';
import { createCityStore } from '../../city/db/store.ts';
import { testId } from '../../domain/cases/testing-facts.ts';
import { describeStoreContract } from '../../services/testing/store-contract.ts';
import { type PostgresServer, startPostgres } from '../support/postgres.ts';
import { describeSchema } from './store-schema.ts';
import { describeScopes } from './store-scopes.ts';
import { describeServices } from './store-services.ts';

let server: PostgresServer;
/** A database with the tables, of which each fresh store is a copy. */
let migrated: string;
let shared: { readonly url: string; readonly database: Database };
beforeAll(async () => {
  server = await startPostgres();
  migrated = await server.createDatabase();
  const database = await openDatabase({ url: migrated });
  await migrate(database);
  await database.close();
  const url = await server.createDatabase(migrated);
  shared = { url, database: await openDatabase({ url }) };
});
afterAll(async () => {
  await shared?.database.close();
  await server?.stop();
});

describeSchema('PostgreSQL', async () => {
  const database = await openDatabase({ url: await server.createDatabase() });
  return { database, dispose: () => database.close() };
});

async function openFreshStore() {
  const database = await openDatabase({ url: await server.createDatabase(migrated) });
  const city = createCityStore(database);
  const store = city.scope({ feed: '410105', station: { stationId: testId(9), incarnation: 1 } });
  return { store, dispose: () => database.close() };
}

test('arrays come back as they were sent, whatever stands in them', async () => {
  const text = fc.oneof(
    fc.string({ unit: 'grapheme' }).filter((each) => !each.includes('\0')),
    fc.stringMatching(/^[\w.:,-]{1,6}$/),
    fc.constantFrom('', 'null', 'NULL', ',', '{}', '\\', '"', 'a b', '张 三', '019a-b'),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(fc.option(text), { maxLength: 8 }), async (texts) => {
      const sql = 'SELECT $1::text[] AS texts, $2::bigint[] AS numbers';
      const numbers = texts.map((each) => (each === null ? null : each.length * 4_000_000_000));
      const [row] = await shared.database.query<{ texts: unknown; numbers: unknown }>(sql, [texts, numbers]);
      expect(row?.texts).toEqual(texts);
      expect(row?.numbers).toEqual(numbers.map((each) => (each === null ? null : String(each))));
    }),
  );
});

describeStoreContract('PostgreSQL', openFreshStore);
describeServices('PostgreSQL', openFreshStore);
describeScopes(
  'PostgreSQL',
  () => shared.database,
  () => openDatabase({ url: shared.url }),
);
