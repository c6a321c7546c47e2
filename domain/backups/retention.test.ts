import fc from 'fast-check';
import { expect, test } from 'vitest';
import { keptBackups, retention } from './retention.ts';

const DAY_MS = 86_400_000;
/** 02:30 in China on Friday 2026-11-27. */
const friday = Date.UTC(2026, 10, 26, 18, 30);
const instants = fc.uniqueArray(fc.integer({ min: Date.UTC(2016, 0), max: Date.UTC(2036, 0) }), { maxLength: 60 });
const dateOf = (instant: number) => new Date(instant + 8 * 3_600_000).toISOString().slice(0, 10);

test('of one backup a day for two years seven days, four weeks and twelve months stay', () => {
  const kept = [...keptBackups(Array.from({ length: 730 }, (_, day) => friday - day * DAY_MS))].map(dateOf).toSorted();
  expect(kept).toEqual([
    ...['2025-12-31', '2026-01-31', '2026-02-28', '2026-03-31', '2026-04-30', '2026-05-31', '2026-06-30'],
    ...['2026-07-31', '2026-08-31', '2026-09-30', '2026-10-31', '2026-11-08', '2026-11-15'],
    ...['2026-11-21', '2026-11-22', '2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26', '2026-11-27'],
  ]);
});

test('the newest stays, none is made up, and there are never more than the periods allow', () => {
  fc.assert(
    fc.property(instants, (made) => {
      const kept = keptBackups(made);
      expect([...kept].every((instant) => made.includes(instant))).toBe(true);
      expect(kept.size).toBeLessThanOrEqual(retention.days + retention.weeks + retention.months);
      if (made.length > 0) expect(kept.has(Math.max(...made))).toBe(true);
      // Up to seven days with a backup, each of them keeps its newest.
      const days = [...new Set(made.map(dateOf))].toSorted().slice(-retention.days);
      const newest = days.map((day) => Math.max(...made.filter((instant) => dateOf(instant) === day)));
      expect(newest.every((instant) => kept.has(instant))).toBe(true);
    }),
  );
});

test('pruning twice removes nothing more, and another backup removes only what a newer one stands for', () => {
  fc.assert(
    fc.property(instants, fc.integer({ min: 1, max: 400 }), (made, days) => {
      const kept = [...keptBackups(made)];
      expect([...keptBackups(kept)].toSorted()).toEqual(kept.toSorted());
      if (kept.length === 0) return;
      const next = Math.max(...kept) + days * DAY_MS;
      const later = keptBackups([...kept, next]);
      expect(later.has(next)).toBe(true);
      expect(later.size).toBeGreaterThanOrEqual(Math.min(kept.length, retention.days));
    }),
  );
});
