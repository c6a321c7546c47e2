import { existsSync, statSync } from 'node:fs';
import { type Connection, openConnection } from './connection.ts';

/** Above so many bytes the pages are not looked at: that would stop the desks. Each backup looks at all of them. */
const MOST_CHECKED_BYTES = 200 * 1024 * 1024;

/** Complaints that are listed at most. */
const MOST_PROBLEMS = 20;

const pragmas = [
  'page_size',
  'page_count',
  'freelist_count',
  'journal_mode',
  'synchronous',
  'foreign_keys',
  'wal_autocheckpoint',
  'auto_vacuum',
  'encoding',
  'user_version',
] as const;

/** How the store is, without a word of what is in it. */
export interface StoreHealth {
  readonly sqlite: string;
  readonly pragmas: Readonly<Record<string, unknown>>;
  /** Bytes of the file, and of its write-ahead log. */
  readonly bytes: number;
  readonly walBytes: number;
  /** Rows by table. */
  readonly rows: Readonly<Record<string, number>>;
  /** What `quick_check` says: `['ok']`, or its first complaints; null where the file is too large to look at now. */
  readonly quickCheck: readonly string[] | null;
}

const sizeOf = (path: string): number => (existsSync(path) ? statSync(path).size : 0);

/** Rows of every table, by its name. */
export function rowsOf({ client }: Connection): Record<string, number> {
  const list = `SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`;
  const names = client.prepare<[], string>(list).pluck().all();
  return Object.fromEntries(
    names.map((name) => [name, Number(client.prepare(`SELECT count(*) FROM "${name}"`).pluck().get())]),
  );
}

/** The settings of `connection`, and the pages of the file seen by a connection of their own. */
export function storeHealth(connection: Connection, path: string, key: Uint8Array): StoreHealth {
  const bytes = sizeOf(path);
  const settings = pragmas.map((name) => [name, connection.client.pragma(name, { simple: true })] as const);
  const look = openConnection({ path, key, readonly: true, cacheMiB: 1 });
  try {
    const check = () => look.client.prepare(`PRAGMA quick_check(${MOST_PROBLEMS})`).pluck().all().map(String);
    return {
      sqlite: String(look.client.prepare('SELECT sqlite_version()').pluck().get()),
      pragmas: Object.fromEntries(settings),
      bytes,
      walBytes: sizeOf(`${path}-wal`),
      rows: rowsOf(look),
      quickCheck: bytes > MOST_CHECKED_BYTES ? null : check(),
    };
  } finally {
    look.close();
  }
}
