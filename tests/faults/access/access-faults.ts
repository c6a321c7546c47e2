import { centerMatrix, type Matrix } from './center-matrix.ts';
import { openCenterWorld } from './center-world.ts';
import { plants, withHole } from './plants.ts';

export interface AccessFaults extends Matrix {
  /** Holes made in the table on purpose that the matrix found. */
  readonly plantedFound: number;
}

/** The matrix of rights on a running center, and once more with each planted hole. */
export async function accessFaults(say: (line: string) => void): Promise<AccessFaults> {
  const world = await openCenterWorld();
  try {
    const center = await centerMatrix(world);
    say(`center: ${center.cells} cells`);
    let plantedFound = 0;
    for (const plant of plants) {
      const { leaks } = await withHole(plant, () => centerMatrix(world));
      say(`${plant.procedure} open to ${plant.role}: ${leaks.length} leaks found`);
      if (leaks.length > center.leaks.length) plantedFound += 1;
    }
    return { ...center, plantedFound };
  } finally {
    await world.stop();
  }
}
