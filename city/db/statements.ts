import { getTableColumns, getTableName } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';

type Name<Table extends PgTable> = keyof Table['$inferSelect'] & string;

function columnOf<Table extends PgTable>(table: Table, name: Name<Table>): string {
  const column = getTableColumns(table)[name];
  if (!column) throw new RangeError(`${getTableName(table)} has no ${name}`);
  return column.name;
}

/** `c.case_number AS "caseNumber", …`: columns of the schema under the names that the program has for them. */
export function selected<Table extends PgTable>(table: Table, alias: string, names: readonly Name<Table>[]): string {
  return names.map((name) => `${alias}.${columnOf(table, name)} AS "${name}"`).join(', ');
}

/** Inserts or replaces one row; the parameters are the feed, the other keys and the content, in this order. */
export function upsert<Table extends PgTable>(
  table: Table,
  keys: readonly Name<Table>[],
  content: readonly Name<Table>[],
): string {
  const key = ['feed', ...keys.map((name) => columnOf(table, name))];
  const rest = content.map((name) => columnOf(table, name));
  const all = [...key, ...rest];
  return `INSERT INTO ${getTableName(table)} (${all.join(', ')}) VALUES (${all.map((_, index) => `$${index + 1}`).join(', ')})
    ON CONFLICT (${key.join(', ')}) DO UPDATE SET ${rest.map((name) => `${name} = excluded.${name}`).join(', ')}`;
}
