import { type CityPageRight, type CityRight, cityPages, cityRights } from '../../../domain/access/city-rights.ts';
import type { Matrix } from './center-matrix.ts';
import { cityMatrix, type MatrixPart } from './city-matrix.ts';
import type { CityWorld } from './city-world.ts';

/** A hole that somebody might make in the table of rights, or in what holds the reach of an id; the matrix must find it. */
export interface CityPlant {
  readonly name: string;
  /** Where it shows: that part of the matrix is run. */
  readonly part: MatrixPart;
  /** Makes the hole, and says how to mend it. */
  make(world: CityWorld): () => void;
}

function inTable<Line extends CityRight | CityPageRight>(line: Line, change: Partial<Line>): () => () => void {
  return () => {
    const before = { ...line };
    Object.assign(line, change);
    return () => {
      for (const key of Object.keys(change)) Reflect.deleteProperty(line, key);
      Object.assign(line, before);
    };
  };
}

/** The database answers a question of the server as if the rule that it asks by were not there. */
function inRows(asks: RegExp, rows: readonly object[]): CityPlant['make'] {
  return ({ between }) => {
    between.answer = (sql) => (asks.test(sql) ? rows : null);
    return () => {
      between.answer = null;
    };
  };
}

const one = [{ '?column?': 1 }];

export const cityPlants: readonly CityPlant[] = [
  {
    name: 'anybody reads what the server counts',
    part: { people: ['nobody'], places: [] },
    make: inTable<CityPageRight>(cityPages['/metrics'], { by: 'anybody' }),
  },
  {
    name: 'a call does not ask whether the station was revoked',
    part: { people: ['revoked', 'replaced'], places: ['kept'] },
    make: inTable<CityRight>(cityRights['syncAnchors.exchange'], { admitted: 'within' }),
  },
  {
    name: 'every station sees every stream',
    part: { people: ['stranger'], places: ['kept'] },
    make: inRows(/^SELECT 1 FROM stream_pens p WHERE/, one),
  },
  {
    name: 'every station has the files of every case',
    part: { people: ['asked'], places: ['offered'] },
    make: inRows(/^SELECT 1 FROM stream_pens p LEFT JOIN cases/, one),
  },
  {
    name: 'every station follows every feed',
    part: { people: ['stranger'], places: ['kept'] },
    make: inRows(/^SELECT 1 FROM stream_grants WHERE feed/, one),
  },
  {
    name: 'whoever knows a case may have it erased',
    part: { people: ['neighbour'], places: ['withdrawn'] },
    make: inRows(/^SELECT 1 WHERE EXISTS \(SELECT 1 FROM stream_pens/, []),
  },
];

/** The part of the matrix in which a plant shows, with it made. */
export async function withCityPlant(world: CityWorld, plant: CityPlant): Promise<Matrix> {
  const mend = plant.make(world);
  try {
    return await cityMatrix(world, plant.part);
  } finally {
    mend();
  }
}
