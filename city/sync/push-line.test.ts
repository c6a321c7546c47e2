import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gatherMs } from './push-line.ts';

test('a feed gathers four times as long as its last transaction lasted, within 100 and 200 ms (SYNC-2)', () => {
  expect([0, 20, 25, 30, 40, 50, 51, 2_000].map(gatherMs)).toEqual([100, 100, 100, 120, 160, 200, 200, 200]);
});

test('a transaction that lasted longer never makes the next one gather shorter', () => {
  const lasted = fc.double({ min: 0, max: 60_000, noNaN: true });
  fc.assert(
    fc.property(lasted, lasted, (one, other) => {
      const [shorter, longer] = [Math.min(one, other), Math.max(one, other)];
      expect(gatherMs(shorter)).toBeLessThanOrEqual(gatherMs(longer));
    }),
  );
});
