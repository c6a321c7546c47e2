import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { projectRoot } from '../browser/project.ts';

export interface CityProcess {
  readonly origin: string;
  /** How many actions of a feed it took over as they were. */
  accepted(feed: string): Promise<number>;
  stop(): Promise<void>;
  /** Ends it as a power cut would (SIGKILL). */
  kill(): Promise<void>;
}

function run(args: readonly string[], url?: string): ChildProcess {
  const { DATABASE_URL: _, ...others } = process.env;
  const env = url === undefined ? others : { ...others, DATABASE_URL: url };
  return spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'city/main.ts', ...args], {
    cwd: projectRoot,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

async function said(child: ChildProcess, type: string): Promise<Record<string, string>[]> {
  if (!child.stdout) throw new Error('the city was started without a pipe');
  const found: Record<string, string>[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    const message = JSON.parse(line) as Record<string, string>;
    if (message.type === type) found.push(message);
    if (type === 'ready' && found.length > 0) break;
  }
  return found;
}

/** One-time codes for districts, in their order; the city must not run (it is alone on its embedded database). */
export async function cityCodes(data: string, districts: readonly string[]): Promise<string[]> {
  const child = run(['--data', data, ...districts.flatMap((district) => ['--code', district])]);
  return (await said(child, 'code')).map(({ code = '' }) => code);
}

/** A code for a new machine that takes the place of a station, `410105=NAME`; the city must not run. */
export async function successorCode(data: string, station: string): Promise<string> {
  const [made] = await said(run(['--data', data, '--successor', station]), 'code');
  return made?.code ?? '';
}

/** For tests only: the city's program on its embedded database, or on the PostgreSQL of `url`. */
export async function startCityProcess(data: string, url?: string): Promise<CityProcess> {
  const child = run(['--data', data, '--port', '0'], url);
  process.once('exit', () => child.kill('SIGKILL'));
  const [ready] = await said(child, 'ready');
  const origin = ready?.origin;
  if (origin === undefined) throw new Error('the city did not start');
  const end = async (by: 'SIGTERM' | 'SIGKILL'): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(by);
    await ended;
  };
  return {
    origin,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    async accepted(feed) {
      const metrics = await (await fetch(`${origin}/metrics`)).text();
      return Number(
        new RegExp(`pushed_actions_total\\{feed="${feed}",verdict="accepted"\\} (\\d+)`).exec(metrics)?.[1] ?? 0,
      );
    },
  };
}
