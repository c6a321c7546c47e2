import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadDivisions } from '../../center/resources.ts';
import { importGenerated } from '../../center/sample/bulk.ts';
import { openDatabase } from '../../city/db/database.ts';
import { migrate } from '../../city/db/migrate.ts';
import { type City, startCity } from '../../city/start.ts';
import { projectRoot } from '../browser/project.ts';
import { type PostgresServer, startPostgres } from '../support/postgres.ts';
import { enrolledStation, type TestStation } from './stations.ts';

const ROLE = 'fengqiao_server';
const errors: unknown[] = [];
const logger = { error: (entry: unknown) => void errors.push(entry), info: () => undefined };

interface Guard {
  readonly table: string;
  readonly trigger: string;
  readonly forbids: 'UPDATE' | 'DELETE' | 'TRUNCATE';
}

let postgres: PostgresServer;
let owner: pg.Client;
let server: pg.Client;
let city: City;
let station: TestStation;
/** What triggers forbid whatever the row: they were there before they were dropped. */
let guards: readonly Guard[];

beforeAll(async () => {
  postgres = await startPostgres();
  const url = await postgres.createDatabase();
  const database = await openDatabase({ url });
  await migrate(database);
  await database.close();
  owner = new pg.Client({ connectionString: url });
  await owner.connect();
  const { rows } = await owner.query<Guard>(
    `SELECT t.tgrelid::regclass::text AS table, t.tgname AS trigger, f.forbids
     FROM pg_trigger t JOIN (VALUES (8, 'DELETE'), (16, 'UPDATE'), (32, 'TRUNCATE')) f (bit, forbids)
       ON t.tgtype & f.bit <> 0
     WHERE NOT t.tgisinternal AND t.tgqual IS NULL AND t.tgfoid = 'refuse'::regproc`,
  );
  guards = rows;
  // As on Citus, which refuses triggers on distributed tables.
  const all = await owner.query<{ table: string; trigger: string }>(
    'SELECT tgrelid::regclass::text AS table, tgname AS trigger FROM pg_trigger WHERE NOT tgisinternal',
  );
  for (const { table, trigger } of all.rows) await owner.query(`DROP TRIGGER ${trigger} ON ${table}`);
  const page = readFileSync(join(projectRoot, 'docs', 'scaling.md'), 'utf8');
  const statements = [...page.matchAll(/```sql\n([\s\S]*?)```/g)].map(([, sql]) => sql ?? '');
  await owner.query(statements.find((sql) => sql.includes('CREATE ROLE')) ?? '');
  await owner.query(`ALTER ROLE ${ROLE} PASSWORD 'of-the-test'`);
  const asServer = Object.assign(new URL(url), { username: ROLE, password: 'of-the-test' }).href;
  server = new pg.Client({ connectionString: asServer });
  await server.connect();
  const divisions = loadDivisions(join(projectRoot, 'resources'));
  const options = { url: asServer, data: '', host: '127.0.0.1', port: 0 };
  city = await startCity(options, { logger: logger as never, divisions });
  station = await enrolledStation(city);
}, 120_000);
afterAll(async () => {
  await station?.close();
  await city?.close();
  await server?.end();
  await owner?.end();
  await postgres?.stop();
  expect(errors).toEqual([]);
});

test('the role of the servers can do all of their work', async () => {
  const { desk } = station;
  const { caseId } = await desk.register();
  await desk.act(desk.clerk, caseId, 'case.accepted', {});
  const [importer, clerkId, mediatorIds] = [desk.it, desk.clerk.staffId, [desk.mediator.staffId]];
  await importGenerated(desk, { seed: 20_261_126, count: 5, importer, clerkId, mediatorIds });
  expect(await station.sync()).toMatchObject({ outcome: 'complete', failure: null });
  const { rows } = await server.query('SELECT count(*)::int AS count FROM action_headers');
  expect((rows[0] as { count: number }).count).toBeGreaterThan(8);
});

test('without any trigger, the role cannot change or delete what the log promises to keep (LOG-3)', async () => {
  const refused = { code: '42501' };
  for (const table of ['action_headers', 'verdicts', 'erasures', 'access_log']) {
    await expect(server.query(`UPDATE ${table} SET feed = feed`), table).rejects.toMatchObject(refused);
    await expect(server.query(`DELETE FROM ${table}`), table).rejects.toMatchObject(refused);
    await expect(server.query(`TRUNCATE ${table}`), table).rejects.toMatchObject(refused);
  }
  await expect(server.query('UPDATE action_payloads SET salt = salt')).rejects.toMatchObject(refused);
  await expect(server.query('DROP TABLE action_headers')).rejects.toMatchObject(refused);
  await expect(server.query('ALTER TABLE action_headers DISABLE TRIGGER ALL')).rejects.toMatchObject(refused);
  await expect(server.query('DELETE FROM migrations')).rejects.toMatchObject(refused);
});

test('what a trigger forbids whatever the row, no grant allows', async () => {
  expect(guards.length).toBeGreaterThan(15);
  const { rows } = await owner.query(
    `SELECT g.* FROM unnest($2::text[], $3::text[]) g (table_name, forbids)
     WHERE has_table_privilege($1, g.table_name, g.forbids)`,
    [ROLE, guards.map(({ table }) => table), guards.map(({ forbids }) => forbids)],
  );
  expect(rows).toEqual([]);
});
