import type { PosterPlaces } from '../../contract/posters.ts';
import type { Building } from '../../domain/directory/poster-place.ts';
import type { CodeChoice } from '../forms/code-search.ts';

export interface PosterRow {
  readonly code: string;
  readonly name: string;
  /** Community of a building; null for a place. */
  readonly within: string | null;
}

export interface PosterGroup {
  readonly title: string;
  readonly rows: readonly PosterRow[];
}

/** The center itself, then the streets of its area. */
export function choicesOf({ center, streets }: PosterPlaces): readonly CodeChoice[] {
  return [center, ...streets].map(({ code, name }) => ({ code, name }));
}

/** What can be ticked once a street is chosen: the street itself, its communities, and the buildings in it. */
export function groupsOf(
  { center, streets }: PosterPlaces,
  buildings: readonly Building[],
  chosen: string | null,
): readonly PosterGroup[] {
  if (chosen === center.code) return [{ title: '本中心', rows: [{ ...center, within: null }] }];
  const street = streets.find(({ code }) => code === chosen);
  if (!street) return [];
  const inside = [street, ...street.villages];
  const ofHere = buildings.flatMap(({ code, name, placeCode }) => {
    const place = inside.find((each) => each.code === placeCode);
    return place ? [{ code, name, within: place.name }] : [];
  });
  return [
    { title: '街道', rows: [{ code: street.code, name: street.name, within: null }] },
    { title: '社区和村', rows: street.villages.map((village) => ({ ...village, within: null })) },
    { title: '楼栋', rows: ofHere },
  ].filter(({ rows }) => rows.length > 0);
}

/** Names of buildings as they were typed, one a line or with commas between. */
export function namesIn(text: string): readonly string[] {
  return [...new Set(text.split(/[\n,，、;；]/).map((name) => name.trim()))].filter((name) => name !== '');
}
