import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import * as z from 'zod';
import { projectRoot } from '../browser/project.ts';

const readySchema = z.object({ type: z.literal('ready'), origin: z.url() });

/** A server in a process of its own, as it runs in the field, so that it has a processor and a memory of its own. */
export interface ServerProcess {
  readonly origin: string;
  readonly pid: number;
  /** The most memory that it ever had, in MiB. */
  peakMemory(): number;
  close(): Promise<void>;
}

/**
 * Starts a program that says `{"type":"ready","origin":…}` as a line of JSON, and ends by SIGTERM.
 * @throws where it ends before it is ready.
 */
export async function startServer(
  program: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<ServerProcess> {
  const flags = process.env.BENCH_SERVER_FLAGS?.split(' ') ?? [];
  const child = spawn(process.execPath, [...flags, join(projectRoot, program), ...args], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said: string[] = [];
  child.stderr.on('data', (text: Buffer) => said.push(text.toString()));
  const origin = await readyLine(child, said);
  return {
    origin,
    pid: child.pid ?? 0,
    peakMemory: () => Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) / 1024,
    async close() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      if (child.exitCode === null) child.kill('SIGTERM');
      else return;
      await ended;
    },
  };
}

function readyLine(child: ChildProcess, said: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}: ${said.join('').slice(-2_000)}`)));
    if (!child.stdout) return reject(new Error('the server says nothing'));
    createInterface(child.stdout).on('line', (line) => {
      if (!line.startsWith('{')) return;
      const ready = readySchema.safeParse(JSON.parse(line));
      if (ready.success) resolve(ready.data.origin);
    });
  });
}

/** The city's server on a PostgreSQL database. */
export function startCityProcess(url: string): Promise<ServerProcess> {
  return startServer('city/main.ts', ['--port', '0'], { DATABASE_URL: url });
}
