import * as z from 'zod';
import type { PlainDate } from '../text/chinese-date.ts';
import { placeInitials } from '../text/pinyin.ts';
import { spokenStreetName, spokenVillageName, streetStem } from './spoken-name.ts';

export type PlaceLevel = 'area' | 'street' | 'village';

export interface AreaName {
  readonly code: string;
  readonly name: string;
  readonly shortName: string;
}

/** An area (区县市), a street or town, or a village or community. */
export interface Place {
  /** Statistical code: 6, 9 or 12 digits; a local key for a governing area that has none. */
  readonly code: string;
  /** Official name. */
  readonly name: string;
  /** Name as people say it. */
  readonly shortName: string;
  readonly level: PlaceLevel;
  /** 管理区划: who governs the place and handles its cases. */
  readonly managingArea: AreaName;
  /** 统计区划: where the bureau counts it; null for a governing area that the bureau does not know. */
  readonly statisticalArea: AreaName | null;
  /** Code of the place that it lies in, by government; null for an area. */
  readonly parentCode: string | null;
  /** Short names from the governing area down to the place itself. */
  readonly path: readonly string[];
  /** Pinyin initials of the short name, without 街道. */
  readonly initials: string;
}

export interface Directory {
  /** The governing areas, statistical ones first. */
  readonly areas: readonly Place[];
  readonly streets: readonly Place[];
  readonly villages: readonly Place[];
  /** Every place, each after the one that it lies in. */
  readonly places: readonly Place[];
  /**
   * Null for an unknown code. On a day, the place as it was called and lay then; where it was not in force on that day, as
   * it was nearest to it.
   */
  find(code: string, on?: PlainDate): Place | null;
  /**
   * The places in force today that a code leads to, also one that is no longer used: one, or each part of what was split
   * (reorganisation.ts). Empty for an unknown code.
   */
  leadsTo(code: string): readonly Place[];
  /** Places directly inside, by government; empty for a village or an unknown code. */
  childrenOf(code: string): readonly Place[];
}

const named = { code: z.string().min(1), name: z.string().min(1) };

/** `resources/divisions/zhengzhou-2023.json`. */
export const rawDivisionsSchema = z.array(
  z.object({
    ...named,
    code: z.string().regex(/^\d{6}$/),
    streets: z.array(
      z.object({
        ...named,
        code: z.string().regex(/^\d{9}$/),
        villages: z.array(z.tuple([z.string().regex(/^\d{12}$/), z.string().min(1)])),
      }),
    ),
  }),
);

/** `resources/divisions/overrides.json`: governing areas without a code, streets that they govern, names in use. */
export const divisionOverridesSchema = z.object({
  areas: z.array(z.object({ ...named, shortName: z.string().min(1) })),
  streetAreas: z.record(z.string(), z.string()),
  shortNames: z.record(z.string(), z.string()),
});

export type RawDivisions = z.infer<typeof rawDivisionsSchema>;
export type DivisionOverrides = z.infer<typeof divisionOverridesSchema>;

function areaPlace(area: AreaName, statistical: boolean): Place {
  return {
    ...area,
    level: 'area',
    managingArea: area,
    statisticalArea: statistical ? area : null,
    parentCode: null,
    path: [area.shortName],
    initials: placeInitials(area.shortName),
  };
}

function requireKnownOverrides(raw: RawDivisions, overrides: DivisionOverrides, areaCodes: ReadonlySet<string>): void {
  const streets = new Set(raw.flatMap((area) => area.streets.map((street) => street.code)));
  for (const [street, area] of Object.entries(overrides.streetAreas)) {
    if (!streets.has(street)) throw new Error(`区划补充表里的街道代码 ${street} 在区划数据里没有`);
    if (!areaCodes.has(area)) throw new Error(`区划补充表把街道 ${street} 划给了没有的区 ${area}`);
  }
}

/**
 * Builds the directory of divisions from the bureau's list and the overrides. Throws an error in Chinese where the two
 * do not fit, a code occurs twice, or a file has another shape.
 */
export function buildDirectory(rawInput: unknown, overridesInput: unknown): Directory {
  const raw = rawDivisionsSchema.parse(rawInput);
  const overrides = divisionOverridesSchema.parse(overridesInput);
  const areaNames = new Map<string, AreaName>();
  for (const { code, name } of raw) areaNames.set(code, { code, name, shortName: overrides.shortNames[code] ?? name });
  for (const local of overrides.areas) areaNames.set(local.code, local);
  requireKnownOverrides(raw, overrides, new Set(areaNames.keys()));

  const children = new Map<string, Place[]>();
  const byCode = new Map<string, Place>();
  function add(place: Place): void {
    if (byCode.has(place.code)) throw new Error(`区划数据里的代码 ${place.code} 出现了两次`);
    byCode.set(place.code, place);
    if (place.parentCode === null) return;
    const siblings = children.get(place.parentCode);
    if (siblings) siblings.push(place);
    else children.set(place.parentCode, [place]);
  }

  for (const area of areaNames.values()) add(areaPlace(area, /^\d{6}$/.test(area.code)));
  for (const area of raw) {
    const statisticalArea = areaNames.get(area.code);
    for (const street of area.streets) {
      const managingArea = areaNames.get(overrides.streetAreas[street.code] ?? area.code);
      if (!statisticalArea || !managingArea) throw new Error(`区划数据里没有区 ${area.code}`);
      const shortName = overrides.shortNames[street.code] ?? spokenStreetName(street.name, area.name);
      const shared = { managingArea, statisticalArea };
      add({
        code: street.code,
        name: street.name,
        shortName,
        level: 'street',
        ...shared,
        parentCode: managingArea.code,
        path: [managingArea.shortName, shortName],
        initials: placeInitials(streetStem(shortName)),
      });
      for (const [code, name] of street.villages) {
        const spoken = overrides.shortNames[code] ?? spokenVillageName(name);
        add({
          code,
          name,
          shortName: spoken,
          level: 'village',
          ...shared,
          parentCode: street.code,
          path: [managingArea.shortName, shortName, spoken],
          initials: placeInitials(spoken),
        });
      }
    }
  }

  const places = [...byCode.values()];
  return {
    areas: places.filter((place) => place.level === 'area'),
    streets: places.filter((place) => place.level === 'street'),
    villages: places.filter((place) => place.level === 'village'),
    places,
    find: (code) => byCode.get(code) ?? null,
    leadsTo: (code) => [byCode.get(code) ?? []].flat(),
    childrenOf: (code) => children.get(code) ?? [],
  };
}

export type PlaceCheck =
  | { readonly ok: true; readonly place: Place }
  | { readonly ok: false; readonly message: string };

/** Looks a code up for a form: an unknown division is a Chinese message that says what to do. */
export function checkPlaceCode(directory: Directory, code: string): PlaceCheck {
  const place = directory.find(code);
  if (place) return { ok: true, place };
  return { ok: false, message: `区划代码 ${code} 不在郑州的区划表里，请重新选择发生地点` };
}

/** `金水区兴达路街道鸿苑社区`, as it is printed and exported. */
export function placeText(place: Place): string {
  return place.path.join('');
}
