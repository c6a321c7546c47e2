import type { Directory, Place } from '../../domain/directory/divisions.ts';
import type { Random } from './random.ts';

/** How much of the city's disputes comes from an area, against the others; 1 where nothing is said. */
const areaWeights: Readonly<Record<string, number>> = {
  '410105': 4,
  '410102': 3,
  '410103': 3,
  '410104': 3,
  ZDXQ: 4,
  '410108': 2,
  '410171': 2,
  '410172': 2,
  '410173': 2,
};
/** A community of some thousand flats has more neighbours to quarrel with than a village. */
const COMMUNITY_WEIGHT = 3;

interface Weighted {
  readonly places: readonly Place[];
  /** Running totals of the weights, for a search by halves. */
  readonly totals: readonly number[];
}

function isVillage(place: Place): boolean {
  return place.name.includes('村委会') || place.name.includes('村民委员会');
}

function weigh(places: readonly Place[]): Weighted {
  let total = 0;
  const totals = places.map((place) => {
    total += (areaWeights[place.managingArea.code] ?? 1) * (isVillage(place) ? 1 : COMMUNITY_WEIGHT);
    return total;
  });
  return { places, totals };
}

function choose(random: Random, { places, totals }: Weighted): Place {
  const wanted = random.next() * (totals.at(-1) ?? 0);
  let [low, high] = [0, places.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((totals[middle] ?? 0) > wanted) high = middle;
    else low = middle + 1;
  }
  const place = places[low];
  if (!place) throw new RangeError('there is no village in these divisions');
  return place;
}

/** Draws villages and communities by weight; one area only, where one is named. */
export interface PlaceDraw {
  draw(random: Random, rural: boolean): Place;
}

export function placeDraw(divisions: Directory, areaCode?: string): PlaceDraw {
  const inside = divisions.villages.filter(({ managingArea }) => !areaCode || managingArea.code === areaCode);
  const all = weigh(inside);
  const villages = inside.filter(isVillage);
  const rural = villages.length > 0 ? weigh(villages) : all;
  return { draw: (random, fromVillage) => choose(random, fromVillage ? rural : all) };
}
