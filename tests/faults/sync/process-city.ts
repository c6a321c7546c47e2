import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Random } from '../../../center/sample/random.ts';
import type { Database } from '../../../city/db/database.ts';
import { tellRestored } from '../../../city/start.ts';
import { freePort } from '../../support/postgres.ts';
import { type RunningProgram, startProgram } from '../../support/program.ts';
import { type Backup, backUp, restore } from './city-backup.ts';
import type { Through } from './survivors.ts';
import { isWhole } from './whole-files.ts';

const SERVERS = 2;

/** One server of the city in a process of its own. */
class ServerProcess {
  readonly #url: string;
  readonly #data: string;
  readonly #port: number;
  #up: Promise<RunningProgram>;
  kills = 0;

  constructor(url: string, data: string, port: number) {
    this.#url = url;
    this.#data = data;
    this.#port = port;
    this.#up = this.#start();
  }

  get origin(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  #start(): Promise<RunningProgram> {
    const args = ['--data', this.#data, '--port', String(this.#port)];
    return startProgram({ program: 'city/main.ts', args, env: { DATABASE_URL: this.#url } });
  }

  async ready(): Promise<void> {
    await this.#up;
  }

  /** Resolves when it has ended; it starts again when `until` has resolved. */
  async kill(until: Promise<unknown> = Promise.resolve()): Promise<void> {
    this.kills += 1;
    const dying = await this.#up;
    const ended = dying.kill();
    this.#up = Promise.all([ended, until]).then(() => this.#start());
    await ended;
  }

  async close(): Promise<void> {
    await this.#up.then(
      (program) => program.kill(),
      () => undefined,
    );
  }
}

/** The city of a history of processes: servers on one database and one folder, which may come back from a backup. */
export class ProcessCity {
  readonly #url: string;
  readonly #database: Database;
  readonly #folder = mkdtempSync(join(tmpdir(), 'fengqiao-city-'));
  readonly servers: ServerProcess[] = [];
  #backup: Backup | null = null;
  putBack = 0;

  private constructor(url: string, database: Database) {
    this.#url = url;
    this.#database = database;
  }

  static async start(url: string, database: Database): Promise<ProcessCity> {
    const city = new ProcessCity(url, database);
    mkdirSync(city.#data);
    try {
      for (let n = 0; n < SERVERS; n += 1) city.servers.push(new ServerProcess(url, city.#data, await freePort()));
      for (const server of city.servers) await server.ready();
      return city;
    } catch (error) {
      await city.close();
      throw error;
    }
  }

  get #data(): string {
    return join(this.#folder, 'data');
  }

  get #copyOfFiles(): string {
    return join(this.#folder, 'files-of-backup');
  }

  get files(): string {
    return join(this.#data, 'files');
  }

  /** Origin of one of the servers. */
  pick(random: Random): string {
    return random.pick(this.servers).origin;
  }

  /** While it is served: the database first, then the files that it names, as docs/backup.md says. */
  async backUp(): Promise<void> {
    this.#backup = await backUp(this.#database);
    if (existsSync(this.files)) cpSync(this.files, this.#copyOfFiles, { recursive: true, filter: isWhole });
  }

  /** All servers die, and start again on the database of the backup, with the files of then or of now (SYNC-11, SYNC-8). */
  async restore(random: Random, through: Through): Promise<void> {
    const backup = this.#backup;
    if (!backup) throw new Error('there is no backup');
    const isBack = Promise.withResolvers<void>();
    // Whoever waits for a server hears of a failure from here.
    isBack.promise.catch(() => undefined);
    await Promise.all(this.servers.map((server) => server.kill(isBack.promise)));
    try {
      await through('city_restored', async () => {
        await restore(this.#database, backup);
        if (random.chance(0.5)) {
          rmSync(this.files, { recursive: true, force: true });
          if (existsSync(this.#copyOfFiles)) cpSync(this.#copyOfFiles, this.files, { recursive: true });
        }
      });
      if (random.chance(0.5)) await tellRestored({ url: this.#url, data: '' }, Date.now);
      isBack.resolve();
    } catch (error) {
      isBack.reject(error);
      throw error;
    }
    this.putBack += 1;
    for (const server of this.servers) await server.ready();
  }

  async close(): Promise<void> {
    for (const server of this.servers) await server.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
