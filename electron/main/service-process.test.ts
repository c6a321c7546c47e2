import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type ServiceState, shellToService } from '../../contract/shell.ts';
import { asChild, asPort, StandInChild } from '../testing/electron-stand-in.ts';
import { StandInPort } from '../testing/stand-in-window.ts';
import { RESTART_DELAYS_MS, STABLE_AFTER_MS } from './restart-policy.ts';
import { createServiceProcess, DOCUMENT_TIMEOUT_MS, STOP_TIMEOUT_MS } from './service-process.ts';

function setUp() {
  const children: StandInChild[] = [];
  const states: ServiceState[] = [];
  const desks: number[] = [];
  const lines: string[] = [];
  let requests = 0;
  const service = createServiceProcess({
    fork: () => {
      const child = new StandInChild();
      children.push(child);
      return asChild(child);
    },
    newRequestId: () => `request-${++requests}`,
    onState: (state) => states.push(state),
    onDesks: (count) => desks.push(count),
    onKeyStore: ({ requestId }) => ({ type: 'keyStore', requestId, backend: null, bytes: null }),
    log: (line) => lines.push(line),
  });
  const last = () => children.at(-1)!;
  const ready = (extra: object = {}) => last().emit('message', { type: 'ready', ...extra });
  return { service, children, states, desks, lines, last, ready, statuses: () => states.map((state) => state.status) };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a start that goes well', () => {
  test('says starting, then ready with the address for other desks', async () => {
    const { service, ready, statuses } = setUp();
    service.start();
    const waiting = service.whenReady();
    ready({ origin: 'https://192.168.1.20:8443' });
    await waiting;
    expect(statuses()).toEqual(['starting', 'ready']);
    expect(service.origin()).toBe('https://192.168.1.20:8443');
  });

  test('a second start does not start a second process', () => {
    const { service, children, ready } = setUp();
    service.start();
    ready();
    service.start();
    expect(children).toHaveLength(1);
  });

  test('a port goes to the service with the id of its window, as the contract says', () => {
    const { service, last, ready } = setUp();
    const port = asPort(new StandInPort());
    service.start();
    expect(() => service.connect(7, port)).toThrow('正在打开本机数据');
    ready();
    service.connect(7, port);
    service.disconnect(7);
    expect(last().received[0]).toEqual({ message: { type: 'connect', windowId: 7 }, ports: [port] });
    for (const { message } of last().received) expect(shellToService.safeParse(message).success).toBe(true);
  });

  test('a message that the contract does not know is logged and changes nothing', () => {
    const { service, last, ready, states, lines } = setUp();
    service.start();
    ready();
    const before = states.length;
    last().emit('message', { type: 'ready', origin: 5 });
    last().emit('message', 'hello');
    expect(states).toHaveLength(before);
    expect(lines).toHaveLength(2);
  });
});

describe('a crash', () => {
  test('restarts after a growing delay and tells people that nothing saved is lost', async () => {
    const { service, children, last, ready, states, desks, lines } = setUp();
    service.start();
    ready();
    last().emit('message', { type: 'desks', count: 3 });
    last().stderr.emit('data', 'segmentation fault in worker');
    last().emit('exit', 139);
    expect(desks).toEqual([3, 0]);
    expect(lines.join()).toContain('segmentation fault in worker');
    expect(states.at(-1)).toMatchObject({ status: 'restarting', attempt: 1, delayMs: RESTART_DELAYS_MS[0] });
    expect(states.at(-1)!.message).toContain('没有丢失');
    vi.advanceTimersByTime(RESTART_DELAYS_MS[0] - 1);
    expect(children).toHaveLength(1);
    vi.advanceTimersByTime(1);
    expect(children).toHaveLength(2);
    const waiting = service.whenReady();
    ready();
    await waiting;
    expect(states.at(-1)).toMatchObject({ status: 'ready', restarts: 1 });
    expect(states.at(-1)!.message).toContain('已恢复');
  });

  test('gives up after the last delay, and retry begins anew', async () => {
    const { service, children, last, ready, states } = setUp();
    service.start();
    for (const delay of RESTART_DELAYS_MS) {
      last().emit('exit', 1);
      vi.advanceTimersByTime(delay);
    }
    last().emit('exit', 1);
    vi.advanceTimersByTime(600_000);
    expect(children).toHaveLength(RESTART_DELAYS_MS.length + 1);
    expect(states.at(-1)).toMatchObject({ status: 'failed' });
    await expect(service.whenReady()).rejects.toThrow('重试');
    service.retry();
    ready();
    expect(states.at(-1)).toMatchObject({ status: 'ready' });
    last().emit('exit', 1);
    expect(states.at(-1)).toMatchObject({ status: 'restarting', attempt: 1 });
  });

  test('a service that ran a minute has recovered: its next crash is the first again', () => {
    const { service, last, ready, states } = setUp();
    service.start();
    last().emit('exit', 1);
    vi.advanceTimersByTime(RESTART_DELAYS_MS[0]);
    ready();
    vi.advanceTimersByTime(STABLE_AFTER_MS);
    last().emit('exit', 1);
    expect(states.at(-1)).toMatchObject({ status: 'restarting', attempt: 1 });
  });

  test('a service that says why it cannot start is not restarted; its words are shown', () => {
    const { service, children, last, states } = setUp();
    service.start();
    last().emit('message', { type: 'failed', message: '数据由新版本的程序写成，请先升级。数据没有改动。' });
    last().emit('exit', 3);
    vi.advanceTimersByTime(600_000);
    expect(children).toHaveLength(1);
    expect(states.at(-1)).toEqual({ status: 'failed', message: '数据由新版本的程序写成，请先升级。数据没有改动。' });
  });

  test('what a dead process still says is not taken for the new one', () => {
    const { service, children, last, ready, states } = setUp();
    service.start();
    ready();
    last().emit('exit', 1);
    vi.advanceTimersByTime(RESTART_DELAYS_MS[0]);
    const before = states.length;
    children[0]!.emit('message', { type: 'ready' });
    children[0]!.emit('exit', 1);
    expect(states).toHaveLength(before);
  });
});

describe('a stop', () => {
  test('asks, waits for the store to be closed, and is no crash', async () => {
    const { service, last, ready, children, statuses } = setUp();
    service.start();
    ready();
    const stopped = service.stop();
    expect(last().received.at(-1)!.message).toEqual({ type: 'stop' });
    last().emit('exit', 0);
    await stopped;
    vi.advanceTimersByTime(600_000);
    expect(statuses().at(-1)).toBe('stopped');
    expect(last().killed).toBe(false);
    expect(children).toHaveLength(1);
  });

  test('ends a service that does not answer, by force', async () => {
    const { service, last, ready, statuses } = setUp();
    service.start();
    ready();
    const stopped = service.stop();
    await vi.advanceTimersByTimeAsync(STOP_TIMEOUT_MS);
    await stopped;
    expect(last().killed).toBe(true);
    expect(statuses().at(-1)).toBe('stopped');
  });

  test('while a restart is waiting, it does not start again', async () => {
    const { service, last, children, statuses } = setUp();
    service.start();
    last().emit('exit', 1);
    await service.stop();
    vi.advanceTimersByTime(600_000);
    expect(children).toHaveLength(1);
    expect(statuses().at(-1)).toBe('stopped');
  });
});

describe('a stored document', () => {
  const bytes = new TextEncoder().encode('%PDF-1.7');
  const sha256 = createHash('sha256').update(bytes).digest('hex');

  test('is asked for in the name of the window, and answers are told apart by request', async () => {
    const { service, last, ready } = setUp();
    service.start();
    ready();
    const first = service.document(4, 'doc-a');
    const second = service.document(4, 'doc-b');
    expect(last().received[0]!.message).toEqual({
      type: 'document',
      requestId: 'request-1',
      windowId: 4,
      documentId: 'doc-a',
    });
    last().emit('message', { type: 'document', requestId: 'request-2', sha256, title: '调解协议书', bytes });
    last().emit('message', { type: 'documentRefused', requestId: 'request-1', message: '您不能查看这份文书' });
    await expect(second).resolves.toEqual({ sha256, title: '调解协议书', bytes });
    await expect(first).rejects.toThrow('您不能查看这份文书');
  });

  test('that does not come ends with a message, after the time or at a crash', async () => {
    const { service, last, ready } = setUp();
    service.start();
    ready();
    const late = service.document(4, 'doc-a');
    const lateEnd = expect(late).rejects.toThrow('超时');
    await vi.advanceTimersByTimeAsync(DOCUMENT_TIMEOUT_MS);
    await lateEnd;
    const cut = service.document(4, 'doc-a');
    last().emit('exit', 1);
    await expect(cut).rejects.toThrow('没有打印');
  });
});
