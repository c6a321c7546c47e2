import { randomOf } from '../../../center/sample/random.ts';
import type { FaultOptions, FaultReport } from '../report.ts';
import { type TamperRun, tamperCenter } from './center-runs.ts';
import { tamperCity } from './city-runs.ts';
import { requireClean, tamperRewritten } from './rewriters.ts';
import { makeWorld } from './world.ts';

/** Of so many changes one is of the city's rows. */
const CITY_EVERY = 3;
const isOfCity = (seed: number) => seed % CITY_EVERY === 0;

/** A change that changes nothing does not count: another one is made in its place, at most so often. */
const TRIES = 20;

/** Single changes of a history, each on a fresh copy; each must be found by verification. */
export async function tamperReport({ seeds, say }: FaultOptions): Promise<FaultReport> {
  const world = await makeWorld();
  try {
    await requireClean(world);
    const rewritten = await tamperRewritten(world);
    for (const { kind, found } of rewritten) if (!found) say(`rewritten and not found: ${kind}`);
    const rewrittenMissed = rewritten.filter(({ found }) => !found).length;
    const missed: number[] = [];
    const kinds: Record<string, number> = {};
    for (const seed of seeds) {
      const { kind, found } = await countedRun(seed, (key) =>
        isOfCity(seed)
          ? tamperCity(world.city.city.database, randomOf(seed, key))
          : tamperCenter(world, randomOf(seed, key)),
      );
      kinds[kind] = (kinds[kind] ?? 0) + 1;
      if (found) continue;
      missed.push(seed);
      say(`seed ${seed}: not found: ${kind}`);
    }
    return {
      ok: missed.length === 0 && rewrittenMissed === 0,
      numbers: {
        runs: seeds.length,
        seed: seeds[0] ?? 0,
        kinds: Object.keys(kinds).length,
        missed: missed.length,
        ...{ rewritten: rewritten.length, rewritten_missed: rewrittenMissed },
      },
      happened: kinds,
      remarks: [],
      failed: missed,
    };
  } finally {
    await world.close();
  }
}

async function countedRun(seed: number, run: (key: number) => Promise<TamperRun>): Promise<TamperRun> {
  for (let key = 0; key < TRIES; key += 1) {
    const done = await run(key);
    if (done.found !== null) return done;
  }
  throw new Error(`seed ${seed}: none of ${TRIES} changes changed anything`);
}
