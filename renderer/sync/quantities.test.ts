import { expect, test } from 'vitest';
import { clockWords, countWords, sizeWords, spanWords, speedWords, whenWords } from './quantities.ts';

const MINUTE = 60_000;

test('a size is in KB or MB, and what is there is never nothing', () => {
  expect([0, 1, 1024, 128 * 1024, 14.8 * 1024 * 1024].map(sizeWords)).toEqual([
    '0 KB',
    '1 KB',
    '1 KB',
    '128 KB',
    '14.8 MB',
  ]);
  expect(countWords(1204377)).toBe('1,204,377');
});

test('a span of time is told in its two largest units', () => {
  const spans = [400, 12_000, 3 * MINUTE, 3 * MINUTE + 5_000, 123 * MINUTE, 26 * 60 * MINUTE];
  expect(spans.map(spanWords)).toEqual(['不到 1 秒', '12 秒', '3 分', '3 分 5 秒', '2 小时 3 分', '1 天 2 小时']);
});

test('a clock is fast or slow against the city’s (SYNC-7)', () => {
  expect([null, 400, 3_200, -6 * MINUTE].map(clockWords)).toEqual([
    '还没有比对过',
    '一致',
    '本机快 3 秒',
    '本机慢 6 分',
  ]);
});

test('a time says its day when it is not today, and its year when it is another', () => {
  const now = Date.UTC(2026, 10, 26, 8, 5);
  expect(whenWords(now, now)).toBe('16:05');
  expect(whenWords(Date.UTC(2026, 10, 24, 1, 12), now)).toBe('11-24 09:12');
  expect(whenWords(Date.UTC(2025, 10, 24, 1, 12), now)).toBe('2025-11-24 09:12');
});

test('the speed is what the last rounds that came through really carried', () => {
  const round = (sent: number, received: number, ms: number, outcome: 'complete' | 'failed' = 'complete') => ({
    outcome,
    sent,
    received,
    ms,
  });
  expect(speedWords([])).toBe('还没有测到');
  expect(speedWords([round(9, 9, 30_000, 'failed')])).toBe('还没有测到');
  const rounds = [round(0, 0, 30_000, 'failed'), round(40_960, 0, 1_000), round(0, 20_480, 3_000)];
  expect(speedWords(rounds)).toBe('上传 10 KB/秒，取回 5 KB/秒');
});
