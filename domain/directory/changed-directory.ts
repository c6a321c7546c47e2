import { addDays } from '../deadlines/plain-date.ts';
import type { PlainDate } from '../text/chinese-date.ts';
import { placeInitials } from '../text/pinyin.ts';
import type { AreaName, Directory, Place, PlaceLevel } from './divisions.ts';
import {
  type DivisionChange,
  type DivisionVersion,
  divisionOn,
  isInForce,
  leadsTo,
  type Reorganised,
  reorganise,
} from './reorganisation.ts';
import { streetStem } from './spoken-name.ts';

const levels: readonly PlaceLevel[] = ['area', 'street', 'village'];

/** The divisions of a directory, as having been so for ever. */
export function versionsOf({ places }: Pick<Directory, 'places'>): readonly DivisionVersion[] {
  return places.map(({ code, name, shortName, level, parentCode }) => ({
    ...{ code, name, shortName, level, parentCode },
    ...{ from: null, to: null },
  }));
}

const nameOf = ({ code, name, shortName }: AreaName): AreaName => ({ code, name, shortName });

/**
 * A directory after its reorganisations: lists and searches what is in force on a day, and still knows what was before.
 * @throws RangeError in Chinese where a change does not fit: a list that was taken in has been checked
 */
export function withChanges(base: Directory, changes: readonly DivisionChange[], today: PlainDate): Directory {
  if (changes.length === 0) return base;
  const reorganised = reorganise(versionsOf(base), changes);
  const [problem] = reorganised.problems;
  if (problem) throw new RangeError(`区划调整第 ${problem.index + 1} 条不对：${problem.message}`);

  const inForce = [...reorganised.versions.values()]
    .flatMap((versions) => versions.filter((version) => isInForce(version, today)))
    .map((version) => placeOf(base, reorganised, version, today));
  const places = levels.flatMap((level) => inForce.filter((place) => place.level === level));
  const byCode = new Map(places.map((place) => [place.code, place]));
  const children = Map.groupBy(places, ({ parentCode }) => parentCode);
  const find = (code: string, on?: PlainDate): Place | null =>
    on === undefined || on === today ? (byCode.get(code) ?? nearest(code, today)) : nearest(code, on);

  function nearest(code: string, on: PlainDate): Place | null {
    const versions = reorganised.versions.get(code) ?? [];
    const version = divisionOn(reorganised, code, on) ?? versions.findLast(({ to }) => to !== null && to <= on);
    const known = version ?? versions[0];
    if (!known) return null;
    const day = isInForce(known, on) ? on : known.to !== null && known.to <= on ? addDays(known.to, -1) : known.from;
    return placeOf(base, reorganised, known, day ?? on);
  }

  return {
    areas: places.filter(({ level }) => level === 'area'),
    streets: places.filter(({ level }) => level === 'street'),
    villages: places.filter(({ level }) => level === 'village'),
    places,
    find,
    leadsTo: (code) => leadsTo(reorganised, code, today).flatMap((each) => byCode.get(each) ?? []),
    childrenOf: (code) => children.get(code) ?? [],
  };
}

function placeOf(base: Directory, reorganised: Reorganised, version: DivisionVersion, day: PlainDate): Place {
  const chain: DivisionVersion[] = [version];
  for (let above = version.parentCode; above !== null; ) {
    const parent = divisionOn(reorganised, above, day);
    if (!parent) break;
    chain.unshift(parent);
    above = parent.parentCode;
  }
  const { code, name, shortName, level, parentCode } = version;
  const known = base.find(code);
  const counted = known ?? base.find(code.slice(0, 6));
  return {
    ...{ code, name, shortName, level, parentCode },
    managingArea: nameOf(chain[0] ?? version),
    statisticalArea: counted?.statisticalArea ?? null,
    path: chain.map((each) => each.shortName),
    initials: placeInitials(level === 'street' ? streetStem(shortName) : shortName),
  };
}
