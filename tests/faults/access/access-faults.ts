import { centerMatrix, type Matrix } from './center-matrix.ts';
import { centerUnprobed } from './center-probes.ts';
import { openCenterWorld } from './center-world.ts';
import { cityMatrix, unprobed } from './city-matrix.ts';
import { cityPlants, withCityPlant } from './city-plants.ts';
import { openCityWorld } from './city-world.ts';
import { plants, withHole } from './plants.ts';

export interface AccessFaults extends Matrix {
  /** Holes made on purpose that the matrix found. */
  readonly plantedFound: number;
  readonly planted: number;
  /** Fields of calls that name something and into which nothing wrong was put. */
  readonly unprobed: readonly string[];
}

type Say = (line: string) => void;

/** The matrix of rights on a running center, and once more with each planted hole. */
export async function centerFaults(say: Say): Promise<AccessFaults> {
  const world = await openCenterWorld();
  try {
    const center = await centerMatrix(world);
    say(`center: ${center.cells} cells`);
    let plantedFound = 0;
    for (const plant of plants) {
      const { leaks } = await withHole(plant, () =>
        centerMatrix(world, { people: [plant.role], procedures: [plant.procedure] }),
      );
      say(`${plant.procedure} open to ${plant.role}: ${leaks.length} leaks found`);
      if (leaks.length > 0) plantedFound += 1;
    }
    const { cells, leaks, wronglyRefused } = center;
    return { cells, leaks, wronglyRefused, plantedFound, planted: plants.length, unprobed: centerUnprobed() };
  } finally {
    await world.stop();
  }
}

/** The same on a running city, over a real PostgreSQL. */
export async function cityFaults(say: Say): Promise<AccessFaults> {
  const world = await openCityWorld();
  try {
    const { cells, leaks, wronglyRefused } = await cityMatrix(world);
    say(`city: ${cells} cells`);
    let plantedFound = 0;
    for (const plant of cityPlants) {
      const found = (await withCityPlant(world, plant)).leaks;
      say(`${plant.name}: ${found.length} leaks found`);
      if (found.length > 0) plantedFound += 1;
    }
    return { cells, leaks, wronglyRefused, plantedFound, planted: cityPlants.length, unprobed: unprobed() };
  } finally {
    await world.stop();
  }
}
