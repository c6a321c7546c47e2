import { expect, test } from 'vitest';
import { waitingPhase } from './waiting-phase.ts';

test.each([
  [0, 'nothing'],
  [99, 'nothing'],
  [100, 'quiet'],
  [999, 'quiet'],
  [1000, 'progress'],
  [60_000, 'progress'],
] as const)('after %d ms of waiting: %s', (waited, phase) => {
  expect(waitingPhase(waited)).toBe(phase);
});
