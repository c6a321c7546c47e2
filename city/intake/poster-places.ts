import * as z from 'zod';
import type { Directory, Place } from '../../domain/directory/divisions.ts';
import { type Building, buildingSchema, readPosterCode } from '../../domain/directory/poster-place.ts';
import type { Database } from '../db/database.ts';
import { feedOf } from './intake.ts';

/** What the form begins with for whoever scanned a poster. */
export interface PosterPlace {
  /** One; several where the place was split since and whoever scans says which; none where there is no such place. */
  readonly places: readonly Place[];
  /** Name of the building, as its center has it now; empty for the poster of a place. */
  readonly placeDetail: string;
}

const settingsSql = 'SELECT settings FROM center_settings WHERE feed = $1';

const withBuildings = z.object({ buildings: z.array(buildingSchema).catch([]).optional() });

/**
 * Where a poster leads, whatever was reorganised since it was printed. A building's code names its community by itself: so it does also before its center has told the
 * city of the building, and when nobody is asked.
 */
export function posterPlaces(database: Pick<Database, 'query'>, divisions: Directory) {
  /** The building as the centers of its district registered it. */
  async function registered(code: string, placeCode: string): Promise<Building | null> {
    const place = divisions.find(placeCode);
    if (!place) return null;
    for (const { settings } of await database.query<{ settings: string }>(settingsSql, [feedOf(place)])) {
      const { buildings = [] } = withBuildings.parse(JSON.parse(settings));
      const found = buildings.find((building) => building.code === code);
      if (found) return found;
    }
    return null;
  }

  return async (text: string, mayAsk: () => Promise<boolean>): Promise<PosterPlace> => {
    const { placeCode, buildingCode } = readPosterCode(text);
    const building = buildingCode !== null && (await mayAsk()) ? await registered(buildingCode, placeCode) : null;
    const places = divisions.leadsTo(building?.placeCode ?? placeCode).filter(({ level }) => level !== 'area');
    return { places, placeDetail: building?.name ?? '' };
  };
}
