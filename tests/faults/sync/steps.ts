import type { Plant } from './plants.ts';

/** What may happen next in a history, with its weight. */
const steps = [
  ['register', 18],
  ['act', 38],
  ['agree', 2],
  ['sync', 18],
  ['all_sync', 13],
  ['stale', 4],
  ['at_once', 3],
  ['settle', 14],
  ['hand_over', 30],
  ['import_old', 6],
  ['city_answer', 4],
  ['kill', 3],
  ['move', 3],
  ['clock', 2],
  ['fill', 2],
  ['city_backup', 1.2],
  ['city_restore', 1.4],
  ['station_backup', 1.2],
  ['station_restore', 1],
  ['copy_profile', 1.5],
] as const;
export type Step = (typeof steps)[number][0];

/** Where a rule is broken, what makes it matter is done often; and a restore, which mends other faults, only for its own. */
const undisturbed = { city_restore: 0, station_restore: 0, copy_profile: 0 } as const;
const forPlants: Readonly<Record<Plant, Partial<Record<Step, number>>>> = {
  'SYNC-2': { all_sync: 50, ...undisturbed },
  'SYNC-3': undisturbed,
  'SYNC-4': { all_sync: 50, ...undisturbed },
  'SYNC-11': { ...undisturbed, city_backup: 8, city_restore: 8 },
};

/** What not every history has. */
export interface StepKinds {
  /** Whether each center sees its own cases only, and hands some over to others. */
  readonly handsOver: boolean;
  /** Whether cases of older ledgers come in. */
  readonly importsOld: boolean;
}

export const stepsUnder = (
  plant: Plant | null,
  { handsOver, importsOld }: StepKinds,
): readonly (readonly [Step, number])[] =>
  steps
    .filter(([step]) => (handsOver || step !== 'hand_over') && (importsOld || step !== 'import_old'))
    .map(([step, weight]) => [step, (plant && forPlants[plant][step]) ?? weight] as const);
