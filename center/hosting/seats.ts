import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import * as z from 'zod';

const announcementSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready'), origin: z.url() }),
  z.object({ type: z.literal('rested') }),
  z.object({ type: z.literal('failed'), code: z.string(), message: z.string() }),
]);

/** How long a center may take to be ready, and to end, in ms. */
const START_MS = 60_000;
const STOP_MS = 10_000;

/** A center did not start; the message says why, in Chinese. */
export class CenterNotStarted extends Error {
  override readonly name = 'CenterNotStarted';
}

/** One running center of an organisation. */
export interface Seat {
  /** Where it listens, on this machine alone. */
  readonly origin: string;
  /** Resolves once it has done its daily work. */
  readonly rested: Promise<void>;
  /** Resolves when it has ended, by itself too. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

export interface SeatProgram {
  readonly file: string;
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  /** Told what it writes on standard error, line by line. */
  readonly onLine: (line: string) => void;
}

/** Starts the program of a center and waits until it listens. It ends with this process. @throws CenterNotStarted */
export async function startSeat({ file, args, env = {}, onLine }: SeatProgram): Promise<Seat> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', file, ...args], {
    env: { ...process.env, ...env, FENGQIAO_PARENT_PIPE: '1' },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  // Where it has ended there is nobody to be told.
  child.stdin.on('error', () => undefined);
  createInterface({ input: child.stderr }).on('line', onLine);
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const rested = Promise.withResolvers<void>();
  const ready = Promise.withResolvers<string>();
  const patience = setTimeout(() => {
    ready.reject(new CenterNotStarted('工作台一分钟内没有启动，请稍后再试。'));
    child.kill('SIGKILL');
  }, START_MS);
  child.once('error', (error) => ready.reject(new CenterNotStarted(`工作台没有启动：${error.message}`)));
  child.once('close', () => ready.reject(new CenterNotStarted('工作台没有启动，请告诉市级管理员。')));
  createInterface({ input: child.stdout }).on('line', (line) => {
    const said = announcementSchema.safeParse(line.startsWith('{') ? JSON.parse(line) : null);
    if (!said.success) return;
    if (said.data.type === 'ready') ready.resolve(said.data.origin);
    else if (said.data.type === 'rested') rested.resolve();
    else ready.reject(new CenterNotStarted(said.data.message));
  });
  try {
    const origin = await ready.promise;
    return { origin, rested: rested.promise, ended, stop: () => stopChild(child) };
  } finally {
    clearTimeout(patience);
  }
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = once(child, 'close');
  child.stdin?.end();
  child.kill('SIGTERM');
  const patience = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
  await closed;
  clearTimeout(patience);
}
