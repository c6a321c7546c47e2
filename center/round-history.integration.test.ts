import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SyncRound } from '../contract/sync-page.ts';
import { createRoundHistory } from './round-history.ts';

let folder: string;
const logged: unknown[] = [];
const logger = { error: (entry: unknown) => void logged.push(entry) } as never;
const history = () => createRoundHistory(join(folder, 'rounds.json'), logger);
const round = (at: number): SyncRound => ({
  at,
  outcome: 'failed',
  failure: '连不上市平台',
  pushed: 1,
  pulled: 2,
  sent: 300,
  received: 4_000,
  ms: 50,
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fengqiao-rounds-'));
  logged.length = 0;
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('rounds outlive the program, the newest first, and no more of them than a day or so', () => {
  expect(history().rounds()).toEqual([]);
  const first = history();
  for (let at = 1; at <= 403; at += 1) first.add(round(at));
  const after = history().rounds();
  expect(after).toHaveLength(400);
  expect(after[0]).toEqual(round(403));
  expect(logged).toEqual([]);
});

test('a file that cannot be read begins anew, and one that cannot be written stops no round', () => {
  writeFileSync(join(folder, 'rounds.json'), '[{"at":');
  const damaged = history();
  expect(damaged.rounds()).toEqual([]);
  rmSync(join(folder, 'rounds.json'));
  mkdirSync(join(folder, 'rounds.json', 'in the way'), { recursive: true });
  damaged.add(round(1));
  expect(damaged.rounds()).toEqual([round(1)]);
  expect(logged).toHaveLength(2);
});
