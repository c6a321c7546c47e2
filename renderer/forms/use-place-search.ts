import { useCallback, useRef } from 'react';
import type { PlaceHit } from '../../domain/directory/place-search.ts';
import { api } from '../api/client.ts';

const MOST_HITS = 8;

/** Places asked of the center, and the names of those that were found. */
export function usePlaceSearch(): {
  readonly search: (typed: string) => Promise<readonly PlaceHit[]>;
  /** Names from area to place; null for a code that was never found here. */
  readonly pathOf: (code: string) => readonly string[] | null;
} {
  const known = useRef(new Map<string, readonly string[]>());
  const search = useCallback(async (query: string): Promise<readonly PlaceHit[]> => {
    const hits = await api.directory.searchPlaces({ query: query.slice(0, 60), limit: MOST_HITS });
    for (const hit of hits) known.current.set(hit.place.code, hit.place.path);
    return hits;
  }, []);
  const pathOf = useCallback((code: string) => known.current.get(code) ?? null, []);
  return { search, pathOf };
}
