import { join } from 'node:path';
import { randomOf } from '../../../center/sample/random.ts';
import { type DeskTemplate, newDeskTemplate, openDeskAt } from '../../support/desk.ts';
import type { FaultOptions, FaultReport } from '../report.ts';
import { type Acknowledged, type Writing, writings } from './acknowledged.ts';
import { faultsInPlace } from './faults-in-place.ts';
import { killedStarts } from './killed-start.ts';
import { freshFolder, killedWriter, removeFolder } from './run-writer.ts';
import { type Start, starts } from './starts.ts';
import { survey } from './survey.ts';
import { tearTail } from './wal.ts';
import type { Found } from './world.ts';

/** Of the runs each is a writer that is killed; every third of them loses what the disk had not written, too. */
const POWER_EVERY = 3;
/** After so many writers comes one fault of another kind, each kind in its turn. */
const IN_PLACE_EVERY = 5;
/** What the killed processes do: the writes, and the starts that change a whole store. */
export const killedWorks = [...writings, ...starts] as const;

/** Processes at work at once. */
const AT_ONCE = 2;

interface Outcome extends Found {
  readonly seed: number;
  readonly kind: string;
  readonly acked: number;
}

/**
 * `runs` processes, each killed by kill -9 in one of the kinds of writes, in a migration or in a restore, and beside them faults of the disk, of rights, of
 * clocks, of migrations and restores. After each the store is opened as a start would and held against what was told.
 */
export async function storeReport({ seeds, say }: FaultOptions): Promise<FaultReport> {
  const template = await newDeskTemplate();
  const outcomes: Outcome[] = [];
  const waiting = seeds.flatMap((seed, index) => [
    { seed, run: () => killedAt(template, seed, index) },
    ...(index % IN_PLACE_EVERY === IN_PLACE_EVERY - 1 || seeds.length < IN_PLACE_EVERY
      ? [{ seed, run: () => inPlace(template, seed, Math.floor(index / IN_PLACE_EVERY)) }]
      : []),
  ]);
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const outcome = await next.run();
      outcomes.push(outcome);
      if (isWrong(outcome)) say(`seed ${outcome.seed}: ${JSON.stringify(outcome)}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return reportOf(seeds, outcomes);
}

const isWrong = ({ lost, half, unopenable }: Found) => lost.length + half.length + unopenable.length > 0;

function killedAt(template: DeskTemplate, seed: number, index: number): Promise<Outcome> {
  const work = killedWorks[index % killedWorks.length] ?? 'register';
  return work === 'migration' || work === 'restore'
    ? killedIn(template, seed, work)
    : killed(template, { seed, index, writing: work });
}

async function killedIn(template: DeskTemplate, seed: number, start: Start): Promise<Outcome> {
  const folder = freshFolder(template);
  try {
    const { during, ...found } = await killedStarts[start]({ folder, template, seed, random: randomOf(seed, 3) });
    return { seed, kind: `kill9_${during}`, acked: 0, ...found };
  } finally {
    removeFolder(folder);
  }
}

interface KilledRun {
  readonly seed: number;
  readonly index: number;
  readonly writing: Writing;
}

async function killed(template: DeskTemplate, { seed, index, writing }: KilledRun): Promise<Outcome> {
  const random = randomOf(seed, 1);
  const folder = freshFolder(template);
  let told: readonly Acknowledged[] = [];
  let kind = `kill9_${writing}`;
  try {
    told = await killedWriter(folder, seed, writing, random);
    const store = join(folder, 'center.db');
    const synced = told.findLast((each) => each.kind === 'synced');
    if (synced && index % POWER_EVERY === 0 && told.at(-1) === synced)
      kind = `power_${tearTail(store, synced, random).replaceAll(' ', '_')}`;
    const about = { seed, kind, acked: told.filter((each) => each.kind !== 'ready' && each.kind !== 'synced').length };
    try {
      const desk = await openDeskAt(store, template.staff);
      try {
        return { ...about, ...(await survey(desk, told, folder)), unopenable: [] };
      } finally {
        await desk.store.remove();
      }
    } catch (error) {
      return { ...about, lost: [], half: [], unopenable: [String(error)] };
    }
  } finally {
    removeFolder(folder);
  }
}

async function inPlace(template: DeskTemplate, seed: number, turn: number): Promise<Outcome> {
  const kinds = Object.entries(faultsInPlace);
  const [kind, fault] = kinds[turn % kinds.length] ?? kinds[0] ?? [];
  if (!kind || !fault) throw new Error('no kinds of faults');
  const folder = freshFolder(template);
  try {
    return { seed, kind, acked: 0, ...(await fault({ folder, template, seed, random: randomOf(seed, 2) })) };
  } finally {
    removeFolder(folder);
  }
}

function reportOf(seeds: readonly number[], outcomes: readonly Outcome[]): FaultReport {
  const sum = (of: (outcome: Outcome) => number) => outcomes.reduce((total, each) => total + of(each), 0);
  const kinds = Map.groupBy(outcomes, ({ kind }) => kind);
  const failed = outcomes.filter(isWrong);
  return {
    ok: failed.length === 0,
    numbers: {
      ...{ runs: seeds.length, seed: seeds[0] ?? 0, acked: sum(({ acked }) => acked) },
      acked_lost: sum(({ lost }) => lost.length),
      half_written: sum(({ half }) => half.length),
      unopenable: sum(({ unopenable }) => unopenable.length),
    },
    happened: Object.fromEntries([...kinds].toSorted().map(([kind, of]) => [kind, of.length])),
    remarks: [
      ...new Set(outcomes.flatMap(({ kind, skipped }) => (skipped ? [`not covered: ${kind}, ${skipped}`] : []))),
    ],
    failed: [...new Set(failed.map(({ seed }) => seed))],
  };
}
