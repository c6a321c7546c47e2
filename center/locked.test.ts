import { MessageChannel } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import { afterEach, expect, test, vi } from 'vitest';
import { RecoveryKeyTypo } from '../domain/keys/recovery-key.ts';
import { type Api, connectApi } from '../tests/browser/api.ts';
import { StandInShell } from '../tests/support/stand-in-shell.ts';
import { keyRingOf } from './keys/key-ring.ts';
import type { LockedKeys } from './keys/open-keys.ts';
import { untilUnlocked } from './locked.ts';

const ring = keyRingOf(new Uint8Array(32).fill(1), 'hkdf-sha256');
const keys: LockedKeys = {
  asks: 'recovery',
  reason: '保管密钥的文件不见了。数据没有动，请输入恢复密钥。',
  async unlock(typed) {
    if (typed === 'typo') throw new RecoveryKeyTypo('第 3 组抄错了，请核对这一组');
    return typed === 'right' ? ring : null;
  },
};

const channels: MessageChannel[] = [];
afterEach(() => {
  for (const { port1, port2 } of channels.splice(0)) [port1, port2].map((port) => port.close());
});

async function lockedCenter() {
  const parent = new StandInShell();
  const stop = vi.fn(async () => undefined);
  const told = Promise.withResolvers<string>();
  const unlocked = untilUnlocked(
    keys,
    { data: 'no folder', port: 0, renderer: undefined },
    {
      logger: { error: () => undefined },
      parent,
      version: '0.1.0',
      now: () => 5,
      stop,
      onLocked: told.resolve,
    },
  );
  const origin = await told.promise;
  return { parent, stop, unlocked, origin, api: connectApi(origin) };
}

test('a locked center says why, and answers nothing else', async () => {
  const { api, unlocked } = await lockedCenter();
  expect(await api.center.status()).toMatchObject({
    setUp: false,
    name: null,
    lock: { asks: 'recovery', reason: keys.reason },
  });
  await expect(api.sessions.me()).rejects.toThrow();
  await expect(api.center.areas()).rejects.toThrow();
  await expect(api.keys.unlock({ secret: ' ' })).rejects.toThrow();
  await api.keys.unlock({ secret: 'right' });
  expect((await unlocked).ring).toBe(ring);
});

test('what was typed wrongly is refused at its field and changes nothing; the right key opens, and the port stays', async () => {
  const { api, origin, unlocked } = await lockedCenter();
  await expect(api.keys.unlock({ secret: 'typo' })).rejects.toMatchObject({
    code: 'INVALID_INPUT',
    data: { fields: { secret: expect.stringContaining('第 3 组抄错了') } },
  });
  await expect(api.keys.unlock({ secret: 'other' })).rejects.toMatchObject({
    data: { fields: { secret: expect.stringContaining('不是这份数据现在的恢复密钥') } },
  });
  const [wrong, right] = await Promise.allSettled([
    api.keys.unlock({ secret: 'other' }),
    api.keys.unlock({ secret: 'right' }),
  ]);
  expect([wrong.status, right.status]).toEqual(['rejected', 'fulfilled']);
  expect((await unlocked).port).toBe(Number(new URL(origin).port));
});

test('a window of the shell unlocks over its port; what comes afterwards is left to the center', async () => {
  const { parent, stop, unlocked } = await lockedCenter();
  const channel = new MessageChannel();
  channels.push(channel);
  const api: Api = createORPCClient(new PortLink({ port: channel.port2 }));
  parent.tell({ type: 'connect', windowId: 1 }, channel.port1);
  expect((await api.center.status()).lock).toBeDefined();
  parent.tell({ type: 'stop' });
  expect(stop).toHaveBeenCalledOnce();
  await api.keys.unlock({ secret: 'right' });
  await unlocked;
  expect((await api.center.status()).lock).toBeUndefined();
  await expect(api.keys.unlock({ secret: 'right' })).rejects.toMatchObject({ code: 'NOT_POSSIBLE_NOW' });
  parent.tell({ type: 'stop' });
  expect(stop).toHaveBeenCalledOnce();
});
