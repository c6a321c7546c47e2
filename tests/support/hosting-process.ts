import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import * as z from 'zod';
import { projectRoot } from '../browser/project.ts';

const openedSchema = z.object({
  type: z.literal('opened'),
  key: z.string(),
  name: z.string(),
  accounts: z.array(z.object({ account: z.string(), name: z.string() })),
  /** Of all of them; empty where each has one of its own, in the file {@link passwords}. */
  password: z
    .string()
    .nullable()
    .transform((password) => password ?? ''),
  passwords: z.string().nullable(),
});
export type OpenedSeat = z.infer<typeof openedSchema>;

function run(args: readonly string[]): ChildProcess {
  return spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'center/hosting/main.ts', ...args], {
    cwd: projectRoot,
    env: { ...process.env, FENGQIAO_PARENT_PIPE: '' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

async function* linesOf(child: ChildProcess): AsyncGenerator<unknown> {
  if (!child.stdout) throw new Error('hosting was started without a pipe');
  for await (const line of createInterface({ input: child.stdout })) yield JSON.parse(line);
}

/** For tests only: opens the organisations of a file of codes, and gives what is handed to each. */
export async function openHosted(data: string, file: string, city: string): Promise<readonly OpenedSeat[]> {
  const opened: OpenedSeat[] = [];
  for await (const line of linesOf(run(['--data', data, '--open', file, '--city', city]))) {
    opened.push(openedSchema.parse(line));
  }
  return opened;
}

export interface HostingProcess {
  readonly origin: string;
  stop(): Promise<void>;
}

/** For tests only: the program that serves them. */
export async function startHosting(data: string, ...args: readonly string[]): Promise<HostingProcess> {
  const child = run(['--data', data, '--port', '0', ...args]);
  process.once('exit', () => child.kill('SIGKILL'));
  for await (const line of linesOf(child)) {
    const { origin } = z.object({ type: z.literal('ready'), origin: z.url() }).parse(line);
    return {
      origin,
      async stop() {
        const ended = once(child, 'exit');
        child.kill('SIGTERM');
        await ended;
      },
    };
  }
  throw new Error('hosting did not start');
}
