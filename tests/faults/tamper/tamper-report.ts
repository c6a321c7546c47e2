import { randomOf } from '../../../center/sample/random.ts';
import type { FaultOptions, FaultReport } from '../report.ts';
import { type TamperRun, tamperCenter } from './center-runs.ts';
import { makeWorld } from './world.ts';

/** A change that changes nothing does not count: another one is made in its place, at most so often. */
const TRIES = 20;

/** Single changes of a history, each on a fresh copy; each must be found by verification. */
export async function tamperReport({ seeds, say }: FaultOptions): Promise<FaultReport> {
  const world = await makeWorld();
  try {
    const missed: number[] = [];
    const kinds: Record<string, number> = {};
    for (const seed of seeds) {
      const { kind, found } = await countedRun(seed, (key) => tamperCenter(world, randomOf(seed, key)));
      kinds[kind] = (kinds[kind] ?? 0) + 1;
      if (found) continue;
      missed.push(seed);
      say(`seed ${seed}: not found: ${kind}`);
    }
    return {
      ok: missed.length === 0,
      numbers: { runs: seeds.length, seed: seeds[0] ?? 0, kinds: Object.keys(kinds).length, missed: missed.length },
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
