import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import * as z from 'zod';
import { projectRoot } from './project.ts';

const readySchema = z.object({
  type: z.literal('ready'),
  origin: z.url(),
  openUrl: z.url(),
  sampleSignIn: z.object({ account: z.string(), password: z.string() }).nullable(),
});
const failedSchema = z.object({ type: z.literal('failed'), code: z.string(), message: z.string() });
const announcementSchema = z.discriminatedUnion('type', [readySchema, failedSchema]);

const STOP_PATIENCE_MS = 10_000;

/** The center refused to start, with the code and the Chinese message that it gave. */
export class CenterFailed extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = 'CenterFailed';
    this.code = code;
  }
}

export interface CenterOptions {
  /** The folder of the store; by default a temporary one, removed by stop(). */
  readonly data?: string;
  /** Begin a new store with sample data. */
  readonly sample?: boolean;
  /** Begin a new store with the first-run assistant. */
  readonly empty?: boolean;
  readonly port?: number;
  readonly env?: Readonly<Record<string, string>>;
  /** Further options of the program. */
  readonly args?: readonly string[];
  /** The program, for tests of this helper. */
  readonly program?: string;
  /** How long to wait for the announcement, in ms. */
  readonly patience?: number;
}

export interface RunningCenter {
  readonly origin: string;
  /** The address with the one-time token. */
  readonly openUrl: string;
  readonly sampleSignIn: { readonly account: string; readonly password: string } | null;
  readonly data: string;
  readonly pid: number;
  /** What it has written on standard error so far. */
  readonly errors: () => string;
  /** Ends it as Ctrl+C would; resolves to its exit code. The temporary store goes with it. */
  stop(): Promise<number | null>;
  /** Ends it as a power cut would (SIGKILL). The store stays; stop() removes it. */
  kill(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

async function ended(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return child.exitCode;
}

/** The first announcement on the child's output, or an Error that carries what it wrote on standard error. */
function announcementOf(child: ChildProcess, errors: () => string, patience: number) {
  return new Promise<z.infer<typeof readySchema>>((resolve, reject) => {
    const fail = (why: string) => reject(new Error(`${why}\n${errors()}`));
    const timer = setTimeout(() => fail(`The center was not ready after ${patience} ms.`), patience);
    child.once('error', (error) => fail(error.message));
    child.once('close', (code, signal) => fail(`The center ended (${signal ?? code}) before it was ready.`));
    if (!child.stdout) throw new Error('The center was started without a pipe.');
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (!line.startsWith('{')) return;
      let message: unknown;
      try {
        message = JSON.parse(line);
      } catch {
        return fail(`The center wrote a broken line: ${line}`);
      }
      const announcement = announcementSchema.safeParse(message);
      if (!announcement.success) return;
      clearTimeout(timer);
      if (announcement.data.type === 'ready') resolve(announcement.data);
      else reject(new CenterFailed(announcement.data.code, announcement.data.message));
    });
  });
}

/**
 * Starts the built center service on a store of its own and a free port.
 * Rejects with CenterFailed when it refuses to start. Use `await using`, or call stop() in afterAll.
 */
export async function startCenter(options: CenterOptions = {}): Promise<RunningCenter> {
  const data = options.data ?? mkdtempSync(join(tmpdir(), 'fengqiao-store-'));
  const removeStore = () => {
    if (options.data === undefined) rmSync(data, { recursive: true, force: true });
  };
  const program = options.program ?? join(projectRoot, 'out', 'main', 'center.js');
  const child = spawn(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      program,
      '--data',
      data,
      '--port',
      String(options.port ?? 0),
      '--renderer',
      join(projectRoot, 'out', 'renderer'),
      ...(options.sample ? ['--sample'] : []),
      ...(options.empty ? ['--empty'] : []),
      ...(options.args ?? []),
    ],
    {
      cwd: projectRoot,
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { ...process.env, FENGQIAO_PARENT_PIPE: '1', ...options.env },
    },
  );
  running.add(child);
  child.once('exit', () => running.delete(child));
  child.stdin.on('error', () => undefined);
  let written = '';
  child.stderr.on('data', (chunk: Buffer) => {
    written += chunk.toString();
  });
  const errors = () => written;

  const kill = async () => {
    child.kill('SIGKILL');
    await ended(child);
  };
  const stop = async () => {
    child.stdin.end();
    if (process.platform !== 'win32') child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_PATIENCE_MS);
    const code = await ended(child);
    clearTimeout(timer);
    removeStore();
    return code;
  };

  try {
    const { origin, openUrl, sampleSignIn } = await announcementOf(child, errors, options.patience ?? 60_000);
    const pid = child.pid ?? 0;
    return {
      origin,
      openUrl,
      sampleSignIn,
      data,
      pid,
      errors,
      stop,
      kill,
      [Symbol.asyncDispose]: async () => {
        await stop();
      },
    };
  } catch (error) {
    await kill();
    removeStore();
    throw error;
  }
}
