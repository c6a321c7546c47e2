import type { FaultOptions, FaultReport } from '../report.ts';
import { plants } from './plants.ts';
import { syncFaults } from './sync-faults.ts';

/** The fault tests of sync, as the command tells of them. */
export async function syncReport(options: FaultOptions): Promise<FaultReport> {
  const all = await syncFaults(options);
  const { runs, seed, ops, wrongs, found, conflicts, work, faults, unrecoverable, failed, trivial, quiet } = all;
  const { numbersDoubled, rebuiltOtherwise, ...others } = wrongs;
  return {
    ok: failed.length === 0 && trivial.length === 0 && found.length === plants.length,
    numbers: {
      ...{ runs, seed, ops, ...others, numbers_doubled: numbersDoubled, rebuilt_otherwise: rebuiltOtherwise },
      ...{ planted_found: found.length, planted: plants.length },
      conflicts: Object.values(conflicts).reduce((sum, count) => sum + count, 0),
    },
    happened: { ...conflicts, ...work, ...faults },
    remarks: [
      ...Object.entries(unrecoverable).map(([fault, count]) => `unrecoverable after ${fault}: ${count}`),
      ...trivial.map((why) => `proves little: ${why}`),
      ...quiet.map((why) => `quiet: ${why}`),
    ],
    failed: failed.map((each) => each.seed),
  };
}
