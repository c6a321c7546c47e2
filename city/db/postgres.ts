import pg from 'pg';
import { arrayText } from './array-text.ts';
import type { Database } from './database.ts';
import { DatabaseOpenError, toOpenError, toStoreError } from './errors.ts';
import { gatheringSocket } from './gathering-socket.ts';
import { Nesting, type Parameter, Session } from './session.ts';

export interface PostgresOptions {
  /** `postgres://user:password@host:port/database` */
  readonly url: string;
  /** Connections at most; 10 unless told. */
  readonly connections?: number;
  /** Milliseconds to wait for a row or table that another transaction holds; 10,000 unless told. */
  readonly lockTimeout?: number;
  /** Told when a connection that nobody uses breaks; the next transaction takes another. */
  readonly onConnectionLost?: (error: Error) => void;
}

const OLDEST = 150_000;
/** Milliseconds to wait for a connection. */
const CONNECT_MS = 10_000;
const LOCK_MS = 10_000;

const INT8 = 20;

/** A 64-bit integer as a number. @throws RangeError beyond 2^53, where a number would be another one. */
export function parseInt8(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} is beyond the safe integers`);
  return value;
}

const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    oid === INT8 ? parseInt8 : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
};

/** Statements that are prepared once per connection under a name; those of ledgers come in thousands of shapes. */
const MOST_NAMES = 300;
/** From its so many-th use on a statement has a name. */
const NAMED_FROM = 3;
const uses = new Map<string, number>();
const names = new Map<string, string>();

/** The name of a statement that comes often: the server parses and plans it once for all of its transactions. */
function nameOf(sql: string): string | undefined {
  const known = names.get(sql);
  if (known !== undefined || names.size >= MOST_NAMES) return known;
  const count = (uses.get(sql) ?? 0) + 1;
  if (uses.size >= MOST_NAMES * 10) uses.clear();
  uses.set(sql, count);
  if (count < NAMED_FROM) return undefined;
  uses.delete(sql);
  const name = `s${names.size}`;
  names.set(sql, name);
  return name;
}

const isArray = (parameter: Parameter): parameter is readonly (string | number | null)[] => Array.isArray(parameter);

async function send(
  client: pg.ClientBase | pg.Pool,
  sql: string,
  parameters: readonly Parameter[],
): Promise<readonly unknown[]> {
  // Without parameters it may be several statements in one, as a migration is; those have no name.
  const name = parameters.length === 0 ? undefined : nameOf(sql);
  const values = parameters.map((each) => (isArray(each) ? arrayText(each) : each));
  const query = { text: sql, values, ...(name === undefined ? {} : { name }) };
  return (await client.query<pg.QueryResultRow>(query)).rows;
}

async function checkServer(pool: pg.Pool): Promise<void> {
  const found = await pool.query<{ version: number; encoding: string }>(
    `SELECT current_setting('server_version_num')::int AS version, current_setting('server_encoding') AS encoding`,
  );
  const { version = 0, encoding = '' } = found.rows[0] ?? {};
  if (version < OLDEST) throw new DatabaseOpenError('SERVER_TOO_OLD', `server_version_num ${version}`);
  if (encoding !== 'UTF8') throw new DatabaseOpenError('NOT_UTF8', `server_encoding ${encoding}`);
}

async function inTransaction<Result>(
  pool: pg.Pool,
  begin: string,
  work: (session: Session) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect();
  let lost: Error | undefined;
  let broken: Error | undefined;
  // Told beside the statement that fails, or before one that then only says that the connection is no good.
  const onError = (error: Error) => (lost ??= error);
  client.on('error', onError);
  const session = new Session((sql, parameters) => send(client, sql, parameters));
  try {
    // The first statements follow it without waiting; where it fails they fail, since the connection is gone.
    const begun = client.query(begin);
    begun.catch(() => undefined);
    const result = await work(session);
    // Behind the last statements, without waiting for them: where one of them fails, PostgreSQL answers it by rolling back.
    session.end();
    const committed = client.query('COMMIT');
    committed.catch(() => undefined);
    await begun;
    await session.finish();
    await committed;
    return result;
  } catch (error) {
    await session.abandon();
    await client.query('ROLLBACK').catch((failed: Error) => (broken = failed));
    throw lost ?? error;
  } finally {
    client.off('error', onError);
    client.release(lost ?? broken);
  }
}

/** @throws DatabaseOpenError */
export async function openPostgres(options: PostgresOptions): Promise<Database> {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.connections ?? 10,
    connectionTimeoutMillis: CONNECT_MS,
    application_name: 'fengqiao-city',
    // A transaction's statements need not wait for each other's answers.
    pipeline: true,
    stream: gatheringSocket,
    lock_timeout: options.lockTimeout ?? LOCK_MS,
    // Statements come again and again with a few values each: to plan them for just these takes longer than to run them.
    options: '-c plan_cache_mode=force_generic_plan',
    types,
  });
  let closing = false;
  const tell = options.onConnectionLost ?? ((error: Error) => process.emitWarning(error));
  pool.on('error', (error) => {
    if (!closing) tell(error);
  });
  try {
    await checkServer(pool);
  } catch (error) {
    await pool.end();
    throw toOpenError(error, 'UNREACHABLE');
  }
  const nesting = new Nesting();
  return {
    kind: 'postgres',
    notice: null,
    dump: null,
    upkeep: null,
    assertOutside: () => nesting.assertOutside(),
    async query<Row>(sql: string, parameters: readonly Parameter[] = []) {
      nesting.assertOutside();
      try {
        return (await send(pool, sql, parameters)) as readonly Row[];
      } catch (error) {
        throw toStoreError(error);
      }
    },
    async transaction(work, { readonly = false } = {}) {
      nesting.assertOutside();
      const begin = readonly
        ? 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY'
        : 'BEGIN ISOLATION LEVEL READ COMMITTED';
      try {
        return await nesting.run(() => inTransaction(pool, begin, work));
      } catch (error) {
        throw toStoreError(error);
      }
    },
    async close() {
      closing = true;
      await pool.end();
    },
  };
}
