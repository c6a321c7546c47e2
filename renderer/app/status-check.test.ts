import { environmentManager, focusManager, QueryClient, QueryObserver } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { statusCheck } from './status-check.ts';

const wasServer = environmentManager.isServer();
beforeEach(() => {
  vi.useFakeTimers();
  environmentManager.setIsServer(() => false);
});
afterEach(() => {
  focusManager.setFocused(undefined);
  environmentManager.setIsServer(() => wasServer);
  vi.useRealTimers();
});

/** Calls within three minutes of a page that looks connected or not, while its tab is hidden. */
async function callsWhileHidden(connected: boolean): Promise<number> {
  let calls = 0;
  const client = new QueryClient();
  const queryFn = async () => {
    calls += 1;
    return calls;
  };
  const observer = new QueryObserver(client, { queryKey: ['status'], queryFn, ...statusCheck(connected) });
  const leave = observer.subscribe(() => undefined);
  await vi.advanceTimersByTimeAsync(0);
  const before = calls;
  focusManager.setFocused(false);
  await vi.advanceTimersByTimeAsync(3 * 60_000);
  leave();
  client.clear();
  return calls - before;
}

test('a page in the background goes on telling the center that its desk is there', async () => {
  expect(await callsWhileHidden(true)).toBe(12);
});

test('a page in the background finds the center again as fast as one in front', async () => {
  expect(await callsWhileHidden(false)).toBe(90);
});
