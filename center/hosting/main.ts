import { mkdirSync, readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import * as z from 'zod';
import { createLogger } from '../../services/process-log.ts';
import { loadDivisions } from '../resources.ts';
import { createGateway } from './gateway.ts';
import { createHouse } from './house.ts';
import { openOrganisation, wantedSchema } from './open.ts';
import { openAll } from './open-all.ts';
import { type HostingOptions, parseHostingOptions } from './options.ts';
import { organisationKeySchema, readOrganisations } from './organisations.ts';
import { type Seat, startSeat } from './seats.ts';
import { isUpkeepDue, lastUpkeep, noteUpkeep, upkeep } from './upkeep.ts';

/** How long running work may take to end before the process goes all the same, in ms. */
const STOP_PATIENCE_MS = 15_000;
const TIDY_EVERY_MS = 60_000;
const UPKEEP = { atOnce: 3, patienceMs: 120_000 };
/** How often it is asked whether the daily work is due. */
const UPKEEP_EVERY_MS = 10 * 60_000;

const logger = createLogger('hosting');

/** One line of JSON for whoever started the process, and one for people. */
function say(line: Readonly<Record<string, unknown>>, words: string): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
  process.stderr.write(`${words}\n`);
}

function wordsOf(error: unknown): string {
  if (error instanceof z.ZodError) return `没有执行：${error.issues.map(({ message }) => message).join('；')}`;
  if (error instanceof RangeError) return `没有执行：${error.message}`;
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') return '端口已被占用，没有启动。请用 --port 换一个端口。';
  if (code === 'ENOENT') return `没有执行：找不到文件 ${(error as NodeJS.ErrnoException).path ?? ''}`;
  return `没有执行：${error instanceof Error ? error.message : String(error)}`;
}

function startIn(
  { program, renderer, resources, backups }: HostingOptions,
  folder: string,
  { args = [], env = {} }: { readonly args?: readonly string[]; readonly env?: NodeJS.ProcessEnv } = {},
): Promise<Seat> {
  const place = ['--data', folder, '--port', '0', '--renderer', renderer, '--resources', resources];
  const own = ['--empty', '--hosted', ...(backups === null ? [] : ['--backups', backups]), ...args];
  return startSeat({
    file: program,
    args: [...place, ...own],
    env,
    onLine: (line) => process.stderr.write(`${line}\n`),
  });
}

async function openFrom(options: HostingOptions, { file, city }: { readonly file: string; readonly city: string }) {
  const lines = readFileSync(file, 'utf8').split('\n');
  const wanted = lines.filter((line) => line.trim() !== '').map((line) => wantedSchema.parse(JSON.parse(line)));
  const parts = {
    data: options.data,
    divisions: loadDivisions(options.resources),
    now: Date.now,
    start: (folder: string, code: string | null) =>
      startIn(options, folder, {
        env: code === null ? {} : { FENGQIAO_CITY_ORIGIN: city, FENGQIAO_CITY_CODE: code },
      }),
  };
  const known = () => readOrganisations(options.data);
  const failed = await openAll({ known, open: (each) => openOrganisation(parts, each), say }, wanted);
  if (failed > 0) process.exitCode = 1;
}

async function serve(options: HostingOptions): Promise<void> {
  const { data } = options;
  const keys = (): readonly string[] => readOrganisations(data).map(({ key }) => key);
  let known = new Set(keys());
  /** One that was opened meanwhile is found, too; the file is not read for every call. */
  const isHosted = (key: string): boolean => {
    if (!known.has(key) && organisationKeySchema.safeParse(key).success) known = new Set(keys());
    return known.has(key);
  };
  const house = createHouse({
    start: (key) => startIn(options, join(data, key)),
    now: Date.now,
    logger,
    most: options.most,
    idleMs: options.idle * 60_000,
  });
  const gateway = await createGateway({
    house,
    isHosted,
    publicOrigin: options.publicOrigin,
    logger,
  });
  const tidy = setInterval(() => {
    house.tidy().catch((error: unknown) => logger.error({ error }, 'centers could not be put to sleep'));
  }, TIDY_EVERY_MS);
  let caring = false;
  const careIfDue = async (): Promise<void> => {
    if (caring || !isUpkeepDue(lastUpkeep(data), Date.now())) return;
    caring = true;
    try {
      noteUpkeep(data, Date.now());
      const done = await upkeep({ house, keys, logger, patienceMs: UPKEEP.patienceMs }, UPKEEP.atOnce);
      logger.info({ done }, 'the daily work of sleeping centers is done');
    } catch (error) {
      logger.error({ error }, 'the daily work broke off');
    } finally {
      caring = false;
    }
  };
  const care = setInterval(() => void careIfDue(), UPKEEP_EVERY_MS);
  const stop = async (): Promise<void> => {
    setTimeout(() => process.exit(1), STOP_PATIENCE_MS).unref();
    clearInterval(tidy);
    clearInterval(care);
    gateway.server.closeAllConnections();
    await gateway.close();
    await house.close();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop());
  if (process.env.FENGQIAO_PARENT_PIPE === '1') process.stdin.resume().on('end', () => void stop());
  await gateway.listen({ host: options.host, port: options.port });
  const { port } = gateway.server.address() as AddressInfo;
  const origin = options.publicOrigin ?? `http://127.0.0.1:${port}`;
  say({ type: 'ready', origin, port }, `代管的工作台已就绪：${origin}/d/代码/  共 ${keys().length} 个`);
}

try {
  const options = parseHostingOptions(process.argv.slice(2));
  mkdirSync(options.data, { recursive: true, mode: 0o700 });
  if (options.open) await openFrom(options, options.open);
  else await serve(options);
} catch (error) {
  logger.error({ error }, 'hosting failed');
  say({ type: 'failed' }, wordsOf(error));
  process.exitCode = 1;
}
