import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { StoreOpenError } from '../db/errors.ts';
import { createLogger, createLogTail } from '../services/process-log.ts';
import { announce } from './announce.ts';
import { RestoreRequestError } from './backups/restore-request.ts';
import { KeysGone } from './keys/open-keys.ts';
import { systemKeyStoreOf } from './keys/system-keys.ts';
import { parseCenterOptions } from './options.ts';
import { findParentPort } from './shell-port.ts';
import { type RunningCenter, startCenter } from './start.ts';

/** How long running work may take to end before the process goes all the same. */
const STOP_PATIENCE_MS = 8_000;
/** So long the answer to the call that asks for a new beginning may take to go out. */
const RESTART_AFTER_MS = 300;

const logTail = createLogTail();
const logger = createLogger('center', logTail);
const parent = findParentPort();

function failure(error: unknown): { code: string; message: string } {
  if (error instanceof StoreOpenError || error instanceof KeysGone || error instanceof RestoreRequestError)
    return { code: error.code, message: error.message };
  const code = (error as NodeJS.ErrnoException | null)?.code ?? 'START_FAILED';
  switch (code) {
    case 'EADDRINUSE':
      return { code, message: '端口已被占用，服务没有启动。请用 --port 换一个端口，或先关闭占用它的程序。' };
    case 'EACCES':
    case 'EROFS':
    case 'EPERM':
      return { code, message: '数据文件夹不能写入，服务没有启动。请检查文件夹权限，或用 --data 换一个文件夹。' };
    case 'ENOSPC':
      return { code, message: '磁盘已满，服务没有启动。请清理磁盘后再启动。数据没有改动。' };
    default:
      return { code, message: `服务没有启动：${error instanceof Error ? error.message : String(error)}` };
  }
}

try {
  const options = parseCenterOptions(process.argv.slice(2));
  if (!existsSync(join(options.data))) mkdirSync(options.data, { recursive: true, mode: 0o700 });
  let center: RunningCenter | null = null;
  let stopping: Promise<void> | null = null;

  function stop(): Promise<void> {
    stopping ??= (async () => {
      setTimeout(() => process.exit(1), STOP_PATIENCE_MS).unref();
      await center?.close();
      process.exit(0);
    })();
    return stopping;
  }

  const system = parent && systemKeyStoreOf(parent);
  const onLocked = (origin: string) =>
    announce({ type: 'ready', origin, openUrl: `${origin}/`, sampleSignIn: null, locked: true }, parent);
  const onRested = () => announce({ type: 'rested' }, parent);
  const begin = (port: number) =>
    startCenter({ ...options, port }, { logger, logTail, parent, stop, restart, system, onLocked, onRested });
  center = await begin(options.port);
  /** Once the answer to the call that asked for it has gone out. In the installed app the shell starts it anew. */
  function restart(): void {
    setTimeout(() => {
      restarted().catch((error: unknown) => {
        logger.error({ error }, 'the center did not begin anew');
        announce({ type: 'failed', ...failure(error) }, parent);
        process.exit(1);
      });
    }, RESTART_AFTER_MS);
  }

  async function restarted(): Promise<void> {
    if (parent || !center) {
      await stop();
      return;
    }
    const port = Number(new URL(center.address.origin).port);
    await center.close();
    // A page may stand in its place for long, and what is closed is not to be closed again.
    center = null;
    center = await begin(port);
  }

  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop());
  if (process.env.FENGQIAO_PARENT_PIPE === '1') process.stdin.resume().on('end', () => void stop());
  process.on('unhandledRejection', (error) => {
    logger.fatal({ error }, 'unhandled rejection');
    void stop();
  });
  announce({ type: 'ready', ...center.address }, parent);
} catch (error) {
  logger.error({ error }, 'start failed');
  announce({ type: 'failed', ...failure(error) }, parent);
  process.exitCode = 1;
  if (parent) setTimeout(() => process.exit(1), 500);
}
