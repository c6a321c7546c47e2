import { afterAll, beforeAll } from 'vitest';
import { openDatabase } from '../../city/db/database.ts';
import { type PostgresServer, startPostgres } from '../support/postgres.ts';
import { describeSchema } from './store-schema.ts';

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server?.stop());

describeSchema('PostgreSQL', async () => {
  const database = await openDatabase({ url: await server.createDatabase() });
  return { database, dispose: () => database.close() };
});
