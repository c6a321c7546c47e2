import { MessageChannel } from 'node:worker_threads';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { printPdfRequest, type ShellBridge, serviceToShell, shellToService } from './shell.ts';
import { SERVICE_PORT_MESSAGE } from './shell-channels.ts';
import { connectToService } from './shell-port.ts';

test('messages between shell and service are told apart by type and refused when malformed', () => {
  expect(shellToService.parse({ type: 'connect', windowId: 3 })).toEqual({ type: 'connect', windowId: 3 });
  for (const bad of [{ type: 'connect' }, { type: 'connect', windowId: 0 }, { type: 'quit' }, null, 'stop']) {
    expect(shellToService.safeParse(bad).success).toBe(false);
  }
  const document = {
    type: 'document',
    requestId: 'r',
    sha256: 'a'.repeat(64),
    title: '协议书',
    bytes: new Uint8Array([1]),
  };
  expect(serviceToShell.safeParse(document).success).toBe(true);
  expect(serviceToShell.safeParse({ ...document, bytes: Buffer.from([1]) }).success).toBe(true);
  expect(serviceToShell.safeParse({ ...document, bytes: { 0: 1 } }).success).toBe(false);
  expect(serviceToShell.safeParse({ type: 'desks', count: -1 }).success).toBe(false);
  const print = { documentId: 'd', sha256: 'a'.repeat(64), copies: 3 };
  expect(printPdfRequest.safeParse(print).success).toBe(true);
  expect(printPdfRequest.safeParse({ ...print, sha256: 'A'.repeat(64) }).success).toBe(false);
  for (const copies of [0, 100, 1.5, '3', undefined]) {
    expect(printPdfRequest.safeParse({ ...print, copies }).success).toBe(false);
  }
});

describe('connectToService', () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  const setUp = (connect: ShellBridge['connect']) => {
    const target = new EventTarget();
    const page = Object.assign(target, { location: { origin: 'app://desk' } }) as unknown as Window;
    const arrive = (connection: unknown, origin = 'app://desk', type = SERVICE_PORT_MESSAGE) => {
      const { port1 } = new MessageChannel();
      const event = Object.assign(new Event('message'), { origin, data: { type, connection }, ports: [port1] });
      target.dispatchEvent(event);
      return port1;
    };
    const bridge = { connect } as ShellBridge;
    return { arrive, connected: connectToService(bridge, page) };
  };

  test('gives the port of its own connection, whether it arrives before or after the answer', async () => {
    const before = setUp(async () => ({ connection: 2 }));
    before.arrive(1).close();
    const port = before.arrive(2);
    expect(await before.connected).toBe(port);
    port.close();
    const after = setUp(async () => ({ connection: 5 }));
    await Promise.resolve();
    const late = after.arrive(5);
    expect(await after.connected).toBe(late);
    late.close();
  });

  test('takes no port from elsewhere, and ends with a Chinese message when none comes', async () => {
    vi.useFakeTimers();
    const { arrive, connected } = setUp(async () => ({ connection: 1 }));
    arrive(1, 'https://example.org').close();
    arrive(1, 'app://desk', 'other').close();
    arrive('1').close();
    const end = expect(connected).rejects.toThrow('没有连上本机服务');
    await vi.advanceTimersByTimeAsync(10_000);
    await end;
  });

  test('passes on why the shell refused', async () => {
    const { connected } = setUp(async () => {
      throw new Error('本机服务没有运行');
    });
    await expect(connected).rejects.toThrow('本机服务没有运行');
  });
});
