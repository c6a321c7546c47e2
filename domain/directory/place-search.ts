import type { Directory, Place } from './divisions.ts';
import {
  type Coverage,
  coverHead,
  coverWhole,
  coverWholeFromHead,
  type MatchableName,
  matchableName,
} from './place-matching.ts';
import { spokenVillageName } from './spoken-name.ts';

/** A place found, with what was matched: `ranges` are [from, to) in UTF-16 units of `text`, in order. */
export interface PlaceHit {
  readonly place: Place;
  /** Governing area down to the place. */
  readonly levels: readonly { readonly text: string; readonly ranges: readonly (readonly [number, number])[] }[];
  /** `xdl hysq`: initials of street and village, or of the place alone. */
  readonly initials: string;
}

export interface PlacePreference {
  /** Code of the governing area at whose center the desk stands. */
  readonly preferArea?: string;
  /** Code of a street to put first within its area. */
  readonly preferStreet?: string;
}

export interface PlaceSearch {
  /** Best first, at most `limit`. An empty query finds nothing. */
  search(query: string, limit: number, preference?: PlacePreference): readonly PlaceHit[];
}

interface Level {
  readonly short: MatchableName;
  /** An area's official name where it differs: 郑州高新技术产业开发区 for 高新区. */
  readonly official: MatchableName | null;
  /** Characters that a query must cover to have said the whole name: 兴达路 of 兴达路街道. */
  readonly stem: number;
}

interface Entry {
  readonly place: Place;
  readonly order: number;
  /** Governing area down to the place itself. */
  readonly levels: readonly Level[];
}

interface Mark {
  readonly level: number;
  readonly start: number;
  readonly end: number;
}

interface Match {
  readonly cost: number;
  readonly marks: readonly Mark[];
}

interface Hit {
  readonly entry: Entry;
  readonly marks: readonly Mark[];
  readonly cost: number;
}

/** What makes a hit worse. A preferred place outweighs all of them but a match in the middle of a name. */
const cost = {
  middle: 100,
  otherReading: 35,
  incomplete: 3,
  skippedLevel: 2,
  preferArea: 30,
  preferStreet: 15,
} as const;

function levelOf(place: Place): Level {
  const differs = place.level === 'area' && place.name !== place.shortName;
  return {
    short: matchableName(place.shortName),
    official: differs ? matchableName(place.name) : null,
    stem: place.shortName.replace(/(?:街道|社区|居委会|[镇乡村区市县])$/, '').length,
  };
}

function whole(level: Level, part: string): Coverage | null {
  const short = coverWhole(level.short, part);
  if (short || !level.official) return short;
  const official = coverWhole(level.official, part);
  return official && { ...official, start: 0, end: level.short.text.length };
}

function heads(level: Level, part: string): readonly Coverage[] {
  const short = coverHead(level.short, part);
  if (!level.official) return short;
  return [...short, ...coverHead(level.official, part).map((head) => ({ ...head, end: level.short.text.length }))];
}

function costOf(coverage: Coverage, level: Level): number {
  const incomplete = coverage.end - coverage.start < level.stem ? cost.incomplete : 0;
  return (coverage.start > 0 ? cost.middle : 0) + coverage.otherReadings * cost.otherReading + incomplete;
}

/** The parts before the last one, each on a level of its own, in order, above the place itself. */
function matchAncestors(
  levels: readonly Level[],
  parts: readonly string[],
  partIndex: number,
  from: number,
): Match | null {
  const part = parts[partIndex];
  if (part === undefined || partIndex === parts.length - 1) return { cost: 0, marks: [] };
  let best: Match | null = null;
  for (let index = from; index < levels.length - 1; index += 1) {
    const level = levels[index];
    const coverage = level && whole(level, part);
    const rest = coverage && matchAncestors(levels, parts, partIndex + 1, index + 1);
    if (!rest) continue;
    const total = costOf(coverage, level) + rest.cost + (partIndex === 0 ? 0 : (index - from) * cost.skippedLevel);
    if (best && best.cost <= total) continue;
    best = { cost: total, marks: [{ level: index, start: coverage.start, end: coverage.end }, ...rest.marks] };
  }
  return best;
}

/** Every part whole on one level, the last one on the place itself. */
function matchByLevel({ levels }: Entry, parts: readonly string[]): Match | null {
  const own = levels.at(-1);
  const coverage = own && whole(own, parts.at(-1) ?? '');
  const above = coverage && matchAncestors(levels, parts, 0, 0);
  if (!above) return null;
  const mark = { level: levels.length - 1, start: coverage.start, end: coverage.end };
  return { cost: above.cost + costOf(coverage, own), marks: [...above.marks, mark] };
}

/** Heads of one query on the streets and areas, found once for all places inside them. */
type HeadMemo = Map<Level, Map<string, readonly Coverage[]>>;

function headsOnce(memo: HeadMemo, level: Level, query: string): readonly Coverage[] {
  const byQuery = memo.get(level) ?? new Map<string, readonly Coverage[]>();
  memo.set(level, byQuery);
  const known = byQuery.get(query);
  if (known) return known;
  const found = heads(level, query);
  byQuery.set(query, found);
  return found;
}

/** The whole query without its blanks, running from the head of one level on to the head of a lower one: xdlhy. */
function matchRunOn(memo: HeadMemo, levels: readonly Level[], query: string, from: number): Match | null {
  const own = levels.at(-1);
  const coverage = own && coverWholeFromHead(own.short, query);
  let best: Match | null = coverage
    ? { cost: costOf(coverage, own), marks: [{ level: levels.length - 1, start: 0, end: coverage.end }] }
    : null;
  for (let index = from; index < levels.length - 1; index += 1) {
    const level = levels[index];
    if (!level) continue;
    for (const head of headsOnce(memo, level, query)) {
      const rest = matchRunOn(memo, levels, query.slice(head.consumed), index + 1);
      const total = (rest?.cost ?? 0) + costOf(head, level) + cost.skippedLevel;
      if (!rest || (best && best.cost <= total)) continue;
      best = { cost: total, marks: [{ level: index, start: 0, end: head.end }, ...rest.marks] };
    }
  }
  return best;
}

function startsNames(hit: Hit): boolean {
  return hit.marks.every((mark) => mark.start === 0);
}

/** A pasted page is no query. */
const maxQueryLength = 200;

/** The parts of a query: separated by blanks or punctuation, without the city's own name, endings as spoken. */
function partsOf(query: string): string[] {
  const text = query
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('ü', 'v')
    .replace(/['’]/g, '')
    .trim()
    .replace(/^(?:河南省?\s*)?郑州市(?=.)/, '')
    .replace(/^河南省/, '');
  return text
    .split(/[\s/\\,，、。·>＞-]+/)
    .filter((part) => part !== '')
    .map(spokenVillageName)
    .slice(0, 6);
}

const prepared = new WeakMap<Directory, PlaceSearch>();

/** The search over a directory, prepared when it is asked for first: whoever needs none of it does not wait for it. */
export function placeSearchOf(directory: Directory): PlaceSearch {
  const known = prepared.get(directory);
  if (known) return known;
  const search = createPlaceSearch(directory);
  prepared.set(directory, search);
  return search;
}

/** Prepares a directory for search; some tenths of a second once, then below 5 ms for a query over all of Zhengzhou. */
export function createPlaceSearch(directory: Directory): PlaceSearch {
  const entryByCode = new Map<string, Entry>();
  directory.places.forEach((place, order) => {
    const parent = place.parentCode === null ? null : entryByCode.get(place.parentCode);
    entryByCode.set(place.code, { place, order, levels: [...(parent?.levels ?? []), levelOf(place)] });
  });
  const entries = [...entryByCode.values()];

  function preferred(place: Place, preference: PlacePreference): number {
    const inArea = place.managingArea.code === preference.preferArea;
    const inStreet = place.code === preference.preferStreet || place.parentCode === preference.preferStreet;
    return (inArea ? -cost.preferArea : 0) + (inStreet ? -cost.preferStreet : 0);
  }

  function collect(preference: PlacePreference, match: (entry: Entry) => Match | null): Hit[] {
    const hits: Hit[] = [];
    for (const entry of entries) {
      const found = match(entry);
      if (!found) continue;
      hits.push({
        entry,
        marks: found.marks,
        cost: found.cost + preferred(entry.place, preference) + entry.levels.length,
      });
    }
    return hits.sort((one, other) => one.cost - other.cost || one.entry.order - other.entry.order);
  }

  /** Places inside the best hit, as if it had been typed with nothing after it. */
  function inside(hits: readonly Hit[]): Hit[] {
    const top = hits[0];
    if (!top) return [];
    const known = new Set(hits.map((hit) => hit.entry.place.code));
    return directory.childrenOf(top.entry.place.code).flatMap((place) => {
      const entry = entryByCode.get(place.code);
      return entry && !known.has(place.code) ? [{ ...top, entry }] : [];
    });
  }

  function present({ entry: { place }, marks }: Hit): PlaceHit {
    const street = place.level === 'village' && place.parentCode !== null ? directory.find(place.parentCode) : null;
    return {
      place,
      levels: place.path.map((text, index) => ({
        text,
        ranges: marks.filter((mark) => mark.level === index).map((mark): [number, number] => [mark.start, mark.end]),
      })),
      initials: street ? `${street.initials} ${place.initials}` : place.initials,
    };
  }

  return {
    search(query, limit, preference = {}) {
      const parts = query.length > maxQueryLength ? [] : partsOf(query);
      if (parts.length === 0 || limit <= 0) return [];
      const direct = collect(preference, (entry) => matchByLevel(entry, parts));
      const runOn = parts.join('');
      const memo: HeadMemo = new Map();
      let fromHead = direct.filter(startsNames);
      if (fromHead.length === 0 && runOn.length > 1) {
        fromHead = collect(preference, ({ levels }) => matchRunOn(memo, levels, runOn, 0));
      }
      const inMiddle = direct.filter((hit) => !startsNames(hit));
      const children = fromHead.length < limit ? inside(fromHead) : [];
      const shown = new Set([...fromHead, ...children].map((hit) => hit.entry));
      return [...fromHead, ...children, ...inMiddle.filter((hit) => !shown.has(hit.entry))]
        .slice(0, limit)
        .map(present);
    },
  };
}
