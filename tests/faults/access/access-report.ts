import type { FaultOptions, FaultReport } from '../report.ts';
import { accessFaults } from './access-faults.ts';
import { plants } from './plants.ts';

/** The whole matrix, whatever the seed. */
export async function accessReport({ say }: Pick<FaultOptions, 'say'>): Promise<FaultReport> {
  const { cells, leaks, wronglyRefused, plantedFound } = await accessFaults(say);
  return {
    ok: leaks.length + wronglyRefused.length === 0 && plantedFound === plants.length,
    numbers: {
      ...{ cells, leaks: leaks.length, wrongly_refused: wronglyRefused.length },
      ...{ planted_found: plantedFound, planted: plants.length },
    },
    happened: {},
    remarks: [...leaks.map((cell) => `leak: ${cell}`), ...wronglyRefused.map((cell) => `wrongly refused: ${cell}`)],
    failed: [],
  };
}
