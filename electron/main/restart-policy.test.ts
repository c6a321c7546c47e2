import { expect, test } from 'vitest';
import { decideRestart, RESTART_DELAYS_MS } from './restart-policy.ts';

test('each crash in a row waits longer, and the one after the last delay is not followed by a restart', () => {
  const delays = RESTART_DELAYS_MS.map((_, index) => decideRestart(index + 1));
  expect(delays.every((decision) => decision.restart)).toBe(true);
  for (let i = 1; i < RESTART_DELAYS_MS.length; i += 1) {
    expect(RESTART_DELAYS_MS[i]).toBeGreaterThan(RESTART_DELAYS_MS[i - 1]!);
  }
  expect(decideRestart(RESTART_DELAYS_MS.length + 1)).toEqual({ restart: false });
});
