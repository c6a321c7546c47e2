import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createHouse } from './house.ts';
import type { Seat } from './seats.ts';
import { isUpkeepDue, lastUpkeep, noteUpkeep, upkeep } from './upkeep.ts';

const quiet = { error: () => undefined, info: () => undefined };
const never = new Promise<void>(() => undefined);

/** A house whose centers rest at once, but for those named. */
function houseWith(restless: readonly string[]) {
  const awake = new Set<string>();
  let most = 0;
  const start = async (key: string): Promise<Seat> => {
    awake.add(key);
    most = Math.max(most, awake.size);
    const stop = async () => void awake.delete(key);
    return { origin: '', rested: restless.includes(key) ? never : Promise.resolve(), ended: never, stop };
  };
  const house = createHouse({ start, now: () => 0, logger: quiet, most: 99, idleMs: 1 });
  return { house, awake, most: () => most };
}

test('each center is woken for its daily work, a few at a time, and sleeps again', async () => {
  const { house, awake, most } = houseWith([]);
  const keys = Array.from({ length: 20 }, (_, index) => String(index));
  expect(await upkeep({ house, keys: () => keys, logger: quiet, patienceMs: 1_000 }, 3)).toBe(20);
  expect(awake.size).toBe(0);
  expect(most()).toBeLessThanOrEqual(3);
});

test('one that cannot reach the city holds up nobody, and one that is at work is left alone', async () => {
  const { house, awake } = houseWith(['down']);
  await house.use('working', async () => undefined);
  const keys = () => ['down', 'working', 'next'];
  expect(await upkeep({ house, keys, logger: quiet, patienceMs: 5 }, 1)).toBe(1);
  expect([...awake]).toEqual(['working']);
});

test.each([
  ['never before', null, '2026-11-27T09:00', true],
  ['last night', '2026-11-27T02:01', '2026-11-27T23:59', false],
  ['before two, as late as yesterday', '2026-11-26T02:01', '2026-11-27T01:59', false],
  ['from two on', '2026-11-26T02:01', '2026-11-27T02:00', true],
  ['the machine was off in the night', '2026-11-26T02:01', '2026-11-27T08:30', true],
  ['the clock had been wrong', '2036-11-26T02:01', '2026-11-27T08:30', true],
])('the daily work is due once a day, and made up for: %s', (_when, last, now, due) => {
  const at = (time: string) => Date.parse(`${time}:00+08:00`);
  expect(isUpkeepDue(last === null ? null : at(last), at(now))).toBe(due);
});

test('when it was begun outlives the program; a broken file counts as never', () => {
  const data = mkdtempSync(join(tmpdir(), 'fengqiao-upkeep-'));
  try {
    expect(lastUpkeep(data)).toBeNull();
    noteUpkeep(data, 7);
    expect(lastUpkeep(data)).toBe(7);
    writeFileSync(join(data, 'upkeep.json'), '{');
    expect(lastUpkeep(data)).toBeNull();
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
});
