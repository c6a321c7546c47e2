import { beforeEach, describe, expect, test } from 'vitest';
import type { StationStore } from '../ports.ts';
import { createAskAgain } from './ask-again.ts';

const DAY_MS = 24 * 60 * 60_000;
const hash = (n: number) => n.toString(16).padStart(2, '0').padEnd(64, '0');

let held: string[];
let asked: string[];
let lost: string[];
let now = 0;
const store = {
  read: (work: (reads: unknown) => unknown) =>
    work({
      filePlaces: {
        heldByCity: async (after: string, limit: number) =>
          held
            .filter((each) => each > after)
            .slice(0, limit)
            .map((each) => ({ hash: each, bytes: 1, caseId: 'c' })),
      },
    }),
  write: (work: (writes: unknown) => unknown) =>
    work({
      filePlaces: {
        forgetAtCity: async (hashes: readonly string[]) => {
          held = held.filter((each) => !hashes.includes(each));
        },
      },
    }),
} as unknown as StationStore;

const walker = (random: number) =>
  createAskAgain({
    store,
    withFeeds: async (rows) => rows.map((row) => ({ hash: row.hash, bytes: 1, feeds: ['410105'] })),
    asked: async (files) => {
      asked.push(...files.map((file) => file.hash));
      return (_feed, of) => (lost.includes(of) ? 'wanted' : 'have');
    },
    now: () => now,
    random: () => random,
  });
const signal = new AbortController().signal;

beforeEach(() => {
  [held, asked, lost, now] = [Array.from({ length: 200 }, (_, n) => hash(n)), [], [], 0];
});

describe('files that the city had are asked about again (SYNC-8)', () => {
  test('each of them, fifty a round, from wherever the first walk begins, and then not before a day is over', async () => {
    const askAgain = walker(0.5);
    for (let round = 0; round < 20; round += 1) {
      const before = asked.length;
      await askAgain(signal);
      expect(asked.length - before).toBeLessThanOrEqual(100);
    }
    expect(asked[0]).toBe(hash(128));
    expect(new Set(asked)).toEqual(new Set(held));
    const walked = asked.length;
    now = DAY_MS - 1;
    await askAgain(signal);
    expect(asked).toHaveLength(walked);
    now = DAY_MS;
    await askAgain(signal);
    expect(asked.slice(walked)).toEqual(held.slice(0, 50));
  });

  test('what it has lost is no longer known to be there; few files are all asked about in one round', async () => {
    held = held.slice(0, 10);
    lost = [hash(1), hash(7)];
    await walker(0.99)(signal);
    expect([asked.length, held.length]).toEqual([10, 8]);
    expect(held).not.toEqual(expect.arrayContaining(lost));
  });
});
