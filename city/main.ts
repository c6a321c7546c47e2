import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { ServiceError } from '../contract/errors.ts';
import { buildDirectory } from '../domain/directory/divisions.ts';
import { createLogger } from '../services/process-log.ts';
import { runCommand } from './commands.ts';
import { DatabaseOpenError } from './db/errors.ts';
import { startJobs } from './jobs.ts';
import { makeCodes } from './make-codes.ts';
import { parseCityOptions } from './options.ts';
import { restoreDump } from './restore.ts';
import { startCity, tellRestored, withOpenCity } from './start.ts';

/** How long running work may take to end before the process goes all the same. */
const STOP_PATIENCE_MS = 8_000;

const RESTORED =
  '已记下：数据库是从备份恢复的。现在可以启动市级服务；各中心下次同步时会先补回备份之后的内容。请核对备份之后撤销过的工作站，需要的再撤销一次。';

const logger = createLogger('city');
const resources = resolve(dirname(fileURLToPath(import.meta.url)), '..', 'resources');
const division = (name: string): unknown => JSON.parse(readFileSync(join(resources, 'divisions', name), 'utf8'));

/** One line of JSON for whoever started the process, and one for people. */
function say(line: Readonly<Record<string, unknown>>, words: string): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
  process.stderr.write(`${words}\n`);
}

function wordsOf(error: unknown): string {
  if (error instanceof DatabaseOpenError) return error.message;
  if (error instanceof ServiceError) return `没有执行：${error.message}`;
  if (error instanceof z.ZodError)
    return `没有执行，市级服务没有启动：${error.issues.map(({ message }) => message).join('；')}`;
  // What the operator named is not there, or is there twice.
  if (error instanceof RangeError) return `没有执行：${error.message}`;
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') return '端口已被占用，市级服务没有启动。请用 --port 换一个端口，或先关闭占用它的程序。';
  return `市级服务没有启动：${error instanceof Error ? error.message : String(error)}`;
}

try {
  const divisions = buildDirectory(division('zhengzhou-2023.json'), division('overrides.json'));
  const options = parseCityOptions(process.argv.slice(2));
  if (options.codes.length + options.codesBelow.length + options.successors.length > 0) {
    for (const made of await makeCodes(options, divisions)) {
      const { name, code, accounts, left = [] } = made;
      const people = accounts === undefined ? '' : `，目录里的账号 ${accounts.length} 个`;
      say({ type: 'code', ...made }, `「${name}」的接入码：${code}（七天内有效，只能用一次）${people}`);
      for (const each of left)
        process.stderr.write(`「${name}」的账号 ${each.account}（${each.name}）没有带上：${each.why}\n`);
    }
    process.exit(0);
  }
  if (options.restored) {
    const epoch = await tellRestored(options);
    say({ type: 'restored', epoch }, RESTORED);
    process.exit(0);
  }
  const { command } = options;
  if (command?.kind === 'restore') {
    const { actions } = await restoreDump(options, command.file);
    const epoch = await tellRestored(options);
    say({ type: 'restored', epoch, actions }, `已从备份恢复，共 ${actions} 个动作。${RESTORED}`);
    process.exit(0);
  }
  if (command) {
    await withOpenCity(options, (city) => runCommand({ ...city, divisions }, command, say));
    process.exit(process.exitCode ?? 0);
  }
  const city = await startCity(options, { logger, divisions });
  const jobs = startJobs(city, options.data, { logger, divisions });
  // Whoever starts a city beside a center lets that center in by a code that both are given.
  const { FENGQIAO_CITY_CODE: code } = process.env;
  if (code) await city.stations.acceptCode(code, '本机中心');
  const stop = async (): Promise<void> => {
    setTimeout(() => process.exit(1), STOP_PATIENCE_MS).unref();
    await jobs.stop();
    await city.close();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop());
  if (process.env.FENGQIAO_PARENT_PIPE === '1') process.stdin.resume().on('end', () => void stop());
  if (city.notice) process.stderr.write(`${city.notice}\n`);
  say({ type: 'ready', origin: city.origin }, `市级服务已启动：${city.origin}`);
} catch (error) {
  logger.error({ error }, 'start failed');
  say({ type: 'failed' }, wordsOf(error));
  process.exitCode = 1;
}
