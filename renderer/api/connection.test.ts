import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { connection, RECOVERY_SHOWN_MS } from './connection.ts';

const starting = { status: 'starting', message: '正在打开' } as const;
const restarting = { status: 'restarting', message: '正在重新启动', attempt: 1, delayMs: 500 } as const;
const ready = (restarts: number) => ({ status: 'ready', message: '', restarts }) as const;

beforeEach(() => {
  vi.useFakeTimers();
  connection.setState(connection.getInitialState(), true);
});
afterEach(() => vi.useRealTimers());

function after(...states: Parameters<ReturnType<typeof connection.getState>['serviceSays']>[0][]): boolean {
  for (const state of states) connection.getState().serviceSays(state);
  return connection.getState().recovered;
}

test('a service that came back from a crash is told for a while', () => {
  expect(after(ready(0), restarting, ready(1))).toBe(true);
  vi.advanceTimersByTime(RECOVERY_SHOWN_MS);
  expect(connection.getState().recovered).toBe(false);
});

test('a first start is no recovery, nor is what happened before the page was there', () => {
  expect(after(starting, ready(0))).toBe(false);
  connection.setState(connection.getInitialState(), true);
  expect(after(ready(3))).toBe(false);
});
