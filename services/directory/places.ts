import { type PlaceHit, placeSearchOf } from '../../domain/directory/place-search.ts';
import type { Dependencies } from '../dependencies.ts';

export interface Places {
  search(query: { query: string; limit: number; preferStreet?: string | undefined }): Promise<readonly PlaceHit[]>;
  find(code: string): Promise<{ code: string; path: readonly string[] } | null>;
}

/** The directory of divisions, searched as it is typed; the center's own area comes first. */
export function createPlaces({ divisions, store, rules }: Dependencies): Places {
  const { search } = placeSearchOf(divisions);
  return {
    async search({ query, limit, preferStreet }) {
      const { settings } = (await store.read((reads) => rules.current(reads.settings))).stored;
      return search(query, limit, { preferArea: settings.areaCode, ...(preferStreet ? { preferStreet } : {}) });
    },
    async find(code) {
      const place = divisions.find(code);
      return place ? { code: place.code, path: place.path } : null;
    },
  };
}
