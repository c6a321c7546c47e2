import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { projectRoot } from '../browser/project.ts';

export interface ProgramOptions {
  /** Of the source: `city/main.ts`. */
  readonly program: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** A file that gets all that it writes on standard error. */
  readonly log?: string;
}

/** A program of ours in a process of its own, which has said that it is ready. */
export interface RunningProgram {
  readonly origin: string;
  /** Ends it as a power cut would; resolves when it is gone. */
  kill(): Promise<void>;
  /** Ends it as Ctrl+C would; resolves to its exit code. */
  stop(): Promise<number | null>;
}

const STOP_PATIENCE_MS = 15_000;

const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

async function ended(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return child.exitCode;
}

/** @throws Error with what the program said, where it ends before it is ready. */
export async function startProgram({ program, args, env = {}, log }: ProgramOptions): Promise<RunningProgram> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', program, ...args], {
    cwd: projectRoot,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  let words = '';
  child.stderr.on('data', (chunk: Buffer) => {
    words = (words + chunk.toString()).slice(-4_000);
    if (log !== undefined) appendFileSync(log, chunk);
  });
  const origin = await new Promise<string>((resolve, reject) => {
    child.once('close', () => reject(new Error(`${program} ended before it was ready\n${words}`)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      const said: unknown = line.startsWith('{') ? JSON.parse(line) : null;
      if (said !== null && typeof said === 'object' && 'origin' in said) resolve(String(said.origin));
    });
  });
  return {
    origin,
    async kill() {
      child.kill('SIGKILL');
      await ended(child);
    },
    async stop() {
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), STOP_PATIENCE_MS);
      const code = await ended(child);
      clearTimeout(timer);
      return code;
    },
  };
}
