import { describe, expect, test } from 'vitest';
import { backupStanding, isBackupDue } from './schedule.ts';

const HOUR_MS = 3_600_000;
/** 09:00 in China on a Friday. */
const now = Date.UTC(2026, 10, 27, 1);

describe('a backup is due', () => {
  const due = (lastVerifiedAt: number | null, lastFailedAt: number | null, at = now) =>
    isBackupDue({ lastVerifiedAt, lastFailedAt }, at);

  test('once a day from half past two on, and at the first start', () => {
    expect(due(null, null)).toBe(true);
    expect(due(now - 24 * HOUR_MS, null)).toBe(true);
    expect(due(now - 6 * HOUR_MS, null)).toBe(false);
    expect(due(now - 7 * HOUR_MS, null)).toBe(true);
    // At two in the morning yesterday's still counts.
    expect(due(now - 10 * HOUR_MS, null, now - 7 * HOUR_MS)).toBe(false);
  });

  test('again half an hour after a failure, and not at once', () => {
    expect(due(null, now - 60_000)).toBe(false);
    expect(due(null, now - HOUR_MS / 2)).toBe(true);
  });

  test('also where the clock was set by ten years, in either direction', () => {
    const years = 10 * 365 * 24 * HOUR_MS;
    expect(due(now, null, now - years)).toBe(true);
    expect(due(now, null, now + years)).toBe(true);
    expect(due(null, now, now - years)).toBe(true);
  });
});

test('three days after the last verified backup IT is told, and wherever the clock makes it doubtful', () => {
  expect(backupStanding(null, now)).toBe('never');
  expect(backupStanding(now - 72 * HOUR_MS, now)).toBe('fine');
  expect(backupStanding(now - 73 * HOUR_MS, now)).toBe('late');
  expect(backupStanding(now + 100 * HOUR_MS, now)).toBe('late');
});
