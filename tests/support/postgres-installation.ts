import { execFileSync, spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './postgres.ts';

/** The city runs on this version and newer ones. */
const OLDEST = 15;
const needed = ['initdb', 'pg_ctl', 'postgres', 'pg_basebackup', 'pg_verifybackup'];

/**
 * A whole PostgreSQL on this machine, with its tools; null where there is none. What npm brings for the tests has the
 * server alone, and a `pg_basebackup` of another version than the server refuses it.
 */
export function findInstallation(): string | null {
  const above = '/usr/lib/postgresql';
  const own = process.env.FENGQIAO_POSTGRES_BIN;
  const found = existsSync(above) ? readdirSync(above).map((name) => ({ version: Number(name), name })) : [];
  const newest = found.filter(({ version }) => version >= OLDEST).toSorted((one, other) => other.version - one.version);
  const folders = [...(own ? [own] : []), ...newest.map(({ name }) => join(above, name, 'bin'))];
  return folders.find((folder) => needed.every((tool) => existsSync(join(folder, tool)))) ?? null;
}

interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/** PostgreSQL refuses to run as root; its own account is there where its package is. */
function ownerOf(): Owner | null {
  if (process.getuid?.() !== 0) return null;
  const idOf = (flag: string) => Number(String(spawnSync('id', [flag, 'postgres']).stdout).trim());
  return { uid: idOf('-u'), gid: idOf('-g') };
}

export interface RunningServer {
  readonly url: string;
  stop(): void;
}

/** For tests only: servers of a whole installation, each in a folder, as an operator has them. */
export class Installation {
  readonly folder: string;
  readonly #bin: string;
  readonly #owner = ownerOf();
  readonly #running = new Set<string>();

  constructor(bin: string) {
    this.#bin = bin;
    this.folder = mkdtempSync(join(tmpdir(), 'fengqiao-postgres-whole-'));
    this.#own(this.folder);
  }

  /** A folder of the account that the server runs under. */
  newFolder(name: string): string {
    const folder = join(this.folder, name);
    mkdirSync(folder, { mode: 0o700 });
    this.#own(folder);
    return folder;
  }

  /** Runs a tool of PostgreSQL, or of the system, under the account of the server. @throws with what it said. */
  run(tool: string, ...args: readonly string[]): void {
    const own = join(this.#bin, tool);
    execFileSync(existsSync(own) ? own : tool, args, { stdio: 'pipe', cwd: this.folder, ...(this.#owner ?? {}) });
  }

  async start(data: string, settings: readonly string[] = []): Promise<RunningServer> {
    const port = await freePort();
    const own = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', `port=${port}`, ...settings];
    const options = own.map((setting) => `-c "${setting}"`).join(' ');
    this.run('pg_ctl', 'start', '-w', '-t', '60', '-D', data, '-l', join(this.folder, 'server.log'), '-o', options);
    this.#running.add(data);
    return {
      url: `postgres://postgres@127.0.0.1:${port}/postgres`,
      stop: () => this.#stop(data),
    };
  }

  close(): void {
    for (const data of this.#running) this.#stop(data);
    rmSync(this.folder, { recursive: true, force: true });
  }

  #stop(data: string): void {
    if (!this.#running.delete(data)) return;
    this.run('pg_ctl', 'stop', '-w', '-m', 'fast', '-D', data);
  }

  #own(folder: string): void {
    if (this.#owner) chownSync(folder, this.#owner.uid, this.#owner.gid);
  }
}
