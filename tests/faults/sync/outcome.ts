import { handoverActionSchemas } from '../../../domain/cases/handover-actions.ts';
import { lineFaults } from './line.ts';

/** What may be wrong at the end of a history; there should be none of any. */
export interface Wrongs {
  /** Acknowledged actions that the city has not although a disk that survived had them. */
  readonly lost: readonly string[];
  /** Actions that the city has more than once. */
  readonly doubled: readonly string[];
  /** Actions or records that are not the same at the city and at a station that sees them. */
  readonly diverged: readonly string[];
  /** Official numbers that were given out twice. */
  readonly numbersDoubled: readonly string[];
  /** Actions that were set aside and are shown to nobody, or shown and not set aside (SYNC-3). */
  readonly unaccounted: readonly string[];
  /** Rows that are others after the projections were rebuilt from the log (LOG-4). */
  readonly rebuiltOtherwise: readonly string[];
  /** Stations that did not come to rest once everything was healed. */
  readonly unrested: readonly string[];
}

export const wrongKinds = [
  'lost',
  'doubled',
  'diverged',
  'numbersDoubled',
  'unaccounted',
  'rebuiltOtherwise',
  'unrested',
] as const satisfies readonly (keyof Wrongs)[];

export type Counts = Readonly<Record<string, number>>;

export interface RunOutcome extends Wrongs {
  readonly seed: number;
  /** Actions that the desks were told are done. */
  readonly ops: number;
  /** What did not fit: refused at the desk, or judged so by the city. */
  readonly conflicts: Counts;
  /** Hand-overs that the city took in, and settlings. */
  readonly work: Counts;
  readonly faults: Counts;
  /** Acknowledged actions that no surviving disk held, by the fault that took the last one. */
  readonly unrecoverable: Counts;
}

/** What the runs must have had some of; else they prove nothing. */
export const conflictKinds = ['stale_refused', 'raced', 'flagged', 'set_aside', 'held'] as const;
export const workKinds = [
  'settled',
  'resent',
  'papers',
  'case.restated',
  ...Object.keys(handoverActionSchemas),
] as const;
export const faultKinds = [
  ...lineFaults,
  'station_before_commit',
  'station_after_commit',
  'station_killed',
  'station_disk_full',
  'city_before_commit',
  'city_after_commit',
  'city_disk_full',
  'clock',
  'city_restored_told',
  'city_restored_untold',
  'station_restored',
  'profile_copied',
  'kill9_center',
  'kill9_city',
  'kill9_center_restored',
  'kill9_city_restored',
  'files',
] as const;

/** Acknowledged actions that a run must have at least. */
const LEAST_OPS = 40;

export const isWrong = (outcome: Wrongs): boolean => wrongKinds.some((kind) => outcome[kind].length > 0);

/** What is wrong, for people: `3 lost, 1 diverged`; empty where nothing is. */
export const wrongsOf = (outcome: Wrongs): string =>
  wrongKinds
    .filter((kind) => outcome[kind].length > 0)
    .map((kind) => `${outcome[kind].length} ${kind}`)
    .join(', ');

/** Why a run proves little; empty where it does. A single run need not have every kind of fault. */
export function trivialities({ ops, conflicts, faults }: Pick<RunOutcome, 'ops' | 'conflicts' | 'faults'>): string[] {
  const none = (counts: Counts) => Object.values(counts).every((count) => count === 0);
  return [
    ...(ops < LEAST_OPS ? [`${ops} operations`] : []),
    ...(none(conflicts) ? ['no conflict'] : []),
    ...(none(faults) ? ['no fault'] : []),
  ];
}

/** Steps that take several others before them at the right centers: some dozens of runs need not have them. */
const rareWork: readonly string[] = ['settled', 'resent', 'handover.refused', 'handover.returned', 'case.restated'];
/** From so many runs on they must have happened, too. */
const MANY_RUNS = 60;

/** The kinds that did not happen in all of so many runs together. */
export function missingKinds(
  { conflicts, work, faults }: Pick<RunOutcome, 'conflicts' | 'work' | 'faults'>,
  runs: number,
): string[] {
  return [
    ...conflictKinds.filter((kind) => !conflicts[kind]),
    ...workKinds.filter((kind) => !work[kind] && (runs >= MANY_RUNS || !rareWork.includes(kind))),
    ...faultKinds.filter((kind) => !faults[kind]),
  ];
}

export function added(counts: readonly Counts[]): Counts {
  const sum: Record<string, number> = {};
  for (const [kind, count] of counts.flatMap((each) => Object.entries(each))) sum[kind] = (sum[kind] ?? 0) + count;
  return sum;
}
