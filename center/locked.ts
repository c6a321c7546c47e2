import type { AddressInfo } from 'node:net';
import { RPCHandler } from '@orpc/server/message-port';
import type { Logger } from 'pino';
import type { ClosedToDesks } from '../contract/center.ts';
import { ServiceError } from '../contract/errors.ts';
import type { KeyLock } from '../contract/keys.ts';
import { shellToService } from '../contract/shell.ts';
import { toWriteError } from '../db/errors.ts';
import { RecoveryKeyTypo } from '../domain/keys/recovery-key.ts';
import { createLockedRouter } from '../services/api/locked-router.ts';
import type { PageRouter } from '../services/api/page-router.ts';
import { tellDesks } from './closed.ts';
import { closeHttpServer, createHttpServer, loopbackHosts } from './http.ts';
import type { KeyRing } from './keys/key-ring.ts';
import type { LockedKeys } from './keys/open-keys.ts';
import type { CenterOptions } from './options.ts';
import type { ParentPort } from './shell-port.ts';

export interface LockedHosts {
  readonly logger: Pick<Logger, 'error'>;
  readonly parent: ParentPort | null;
  readonly version: string;
  readonly now: () => number;
  readonly stop: () => Promise<void>;
  /** Told where the page is on which somebody unlocks. */
  readonly onLocked: (origin: string) => void;
}

export interface Unlocked {
  readonly ring: KeyRing;
  /** At which the page goes on asking until the center is there. */
  readonly port: number;
}

/** Serves the one page that asks for the passphrase or the recovery key, on this machine only, until one opens. */
export async function untilUnlocked(
  locked: LockedKeys,
  options: Pick<CenterOptions, 'data' | 'port' | 'renderer'>,
  hosts: LockedHosts,
): Promise<Unlocked> {
  const { promise, resolve } = Promise.withResolvers<KeyRing>();
  let lock: KeyLock | null = { asks: locked.asks, reason: locked.reason };
  let turn: Promise<unknown> = Promise.resolve();

  /** One try at a time: a passphrase costs memory to try. */
  function unlock(secret: string): Promise<void> {
    const tried = turn.then(async () => {
      const ring = await opened(locked, secret);
      lock = null;
      resolve(ring);
    });
    turn = tried.catch(() => undefined);
    return tried;
  }

  const router = createLockedRouter({ ...hosts, lock: () => lock, unlock });
  const untold = await tellDesks(lockedWords, options, hosts);
  const { result, port } = await servedUntil(router, promise, options, { ...hosts, isOver: () => lock === null });
  await untold();
  return { ring: result, port };
}

const lockedWords: ClosedToDesks = {
  title: '中心的数据还没有打开',
  advice: '请到放数据的那台电脑上，由系统管理员输入口令或者恢复密钥。打开以后，这一页自己接着走。',
};

/** Serves one page in place of the center, on this machine only, until `promise` has a result. */
export async function servedUntil<Result>(
  router: PageRouter,
  promise: Promise<Result>,
  { port, renderer }: Pick<CenterOptions, 'port' | 'renderer'>,
  { parent, stop, onLocked, isOver }: Pick<LockedHosts, 'parent' | 'stop' | 'onLocked'> & { isOver(): boolean },
): Promise<{ readonly result: Result; readonly port: number }> {
  const server = await createHttpServer({
    router,
    rendererDir: renderer,
    allowedHosts: loopbackHosts,
    onCall: () => undefined,
  });
  await server.listen({ port, host: '127.0.0.1' });
  const used = (server.server.address() as AddressInfo).port;
  if (parent) serveLockedShell(parent, router, () => !isOver(), stop);
  onLocked(`http://127.0.0.1:${used}`);
  const result = await promise;
  await closeHttpServer(server);
  return { result, port: used };
}

/** @throws ServiceError INVALID_INPUT saying what to look at again. */
async function opened(locked: LockedKeys, secret: string): Promise<KeyRing> {
  const refuse = (detail: string) => new ServiceError('INVALID_INPUT', { detail, fields: { secret: detail } });
  let ring: KeyRing | null;
  try {
    ring = await locked.unlock(secret);
  } catch (error) {
    throw error instanceof RecoveryKeyTypo ? refuse(`${error.message}。`) : toWriteError(error);
  }
  if (ring) return ring;
  throw refuse(
    locked.asks === 'passphrase'
      ? '口令不对，请核对大小写和输入法。忘了口令，就输入恢复密钥。'
      : '抄得没有错，但不是这份数据现在的恢复密钥。请核对纸上的中心名称和日期，换过密钥的要用最新的一张。',
  );
}

function serveLockedShell(
  parent: ParentPort,
  router: PageRouter,
  isLocked: () => boolean,
  stop: () => Promise<void>,
): void {
  const handler = new RPCHandler(router);
  const context = { token: null, keepToken: () => undefined, dropToken: () => undefined };
  parent.on('message', ({ data, ports: [port] }) => {
    // Afterwards the center itself listens.
    if (!isLocked()) return;
    const message = shellToService.parse(data);
    if (message.type === 'stop') void stop();
    if (message.type !== 'connect' || !port) return;
    handler.upgrade(port, { context });
    port.start();
  });
}
