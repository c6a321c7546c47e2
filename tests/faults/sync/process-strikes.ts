import { setTimeout as wait } from 'node:timers/promises';
import type { Random } from '../../../center/sample/random.ts';
import type { ProcessCity } from './process-city.ts';
import type { ProcessOffice } from './process-office.ts';
import type { Through } from './survivors.ts';

/** What comes back from a backup in a history; one side at most, so that what no disk holds is its doing. */
export type PutBack = 'city' | 'center' | null;

/** Milliseconds until the next strike. */
const [LEAST_REST_MS, MOST_REST_MS] = [50, 500];

/** Kills one side and the other, in turns; in between one of them is put back to what it was at the first turn. */
export async function strike(
  random: Random,
  { city, offices }: { readonly city: ProcessCity; readonly offices: readonly ProcessOffice[] },
  putBack: PutBack,
  through: Through,
): Promise<void> {
  const old = random.pick(offices);
  const strikes: readonly (() => Promise<void>)[] = [
    async () => {
      await city.backUp();
      await random.pick(city.servers).kill();
    },
    () => old.killForCopy(),
    () => random.pick(city.servers).kill(),
    async () => {
      if (putBack === 'city') await city.restore(random, through);
      if (putBack === 'center') await old.restore(random, through);
    },
    () => random.pick(offices).kill(),
  ];
  for (const next of strikes) {
    await wait(random.int(LEAST_REST_MS, MOST_REST_MS));
    await next();
  }
}
