import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core';
import { describe, expect, test } from 'vitest';

const here = import.meta.dirname;
const page = readFileSync(join(here, '..', '..', 'docs', 'scaling.md'), 'utf8');
/** Tables of one row, or of a few. */
const small = [
  'history_checks',
  'inbound_clients',
  'server',
  'server_keys',
  'server_suite_keys',
  'webhook_subscribers',
];

async function tables() {
  const files = readdirSync(join(here, 'schema')).filter((name) => name.endsWith('.ts'));
  const modules = await Promise.all(files.map((name) => import(join(here, 'schema', name)) as Promise<object>));
  const found = modules.flatMap((module) => Object.values(module).filter((value) => value instanceof PgTable));
  return found.map((table) => {
    const { name, primaryKeys, columns } = getTableConfig(table);
    const own = columns.filter(({ primary }) => primary).map((column) => column.name);
    return { name, key: primaryKeys[0]?.columns.map((column) => column.name) ?? own };
  });
}

describe('the city’s tables can be spread over machines by their feed', () => {
  test('the feed leads the primary key of every table that grows', async () => {
    const all = await tables();
    expect(all.length).toBeGreaterThan(25);
    const growing = all.filter(({ name }) => !small.includes(name));
    expect(growing.filter(({ key }) => key[0] !== 'feed')).toEqual([]);
  });

  test('docs/scaling.md has the call for each of them, and no other', async () => {
    const called = [...page.matchAll(/create_(?:distributed|reference)_table\('(\w+)'/g)].map(([, name]) => name);
    expect(called.toSorted()).toEqual((await tables()).map(({ name }) => name).toSorted());
  });

  test('every statement of the sync path on such a table names the feed', async () => {
    const names = (await tables()).map(({ name }) => name).filter((name) => !small.includes(name));
    const folder = join(here, '..', 'sync');
    const files = readdirSync(folder).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));
    const outbox = ['outbox.ts', 'deliveries.ts'].map((name) => join(here, '..', 'webhooks', name));
    const statements = [...files.map((name) => join(folder, name)), ...outbox]
      .flatMap((path) => readFileSync(path, 'utf8').match(/`[^`]*`|'[^'\n]*'/g) ?? [])
      .filter((text) => /\b(SELECT|INSERT|UPDATE|DELETE)\b/.test(text));
    const touching = statements.filter((text) =>
      names.some((name) => new RegExp(`\\b(FROM|JOIN|INTO|UPDATE) ${name}\\b`).test(text)),
    );
    expect(touching.length).toBeGreaterThan(15);
    expect(touching.filter((text) => !/\bfeed\b/.test(text))).toEqual([]);
  });
});
