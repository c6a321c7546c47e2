import { useQueries, useQuery } from '@tanstack/react-query';
import type { LedgerFilter } from '../../contract/ledger.ts';
import { api, queries } from '../api/client.ts';
import type { CodeChoice } from '../forms/code-search.ts';
import type { FilterNames } from './filter-chips.ts';

const MOST_STREETS = 20;

export interface FilterLists {
  readonly names: FilterNames;
  readonly mediators: readonly CodeChoice[];
  readonly streets: readonly CodeChoice[];
}

/** Names of the streets and mediators that the filter knows by their codes. */
export function useFilterLists(filter: LedgerFilter): FilterLists {
  const mediators = useQuery(queries.directory.mediators.queryOptions());
  const places = useQueries({
    queries: (filter.streetCodes ?? []).map((code) => ({
      ...queries.directory.place.queryOptions({ input: { code } }),
      staleTime: Number.POSITIVE_INFINITY,
    })),
  });
  const streets = places.flatMap(({ data }) =>
    data ? [{ code: data.code, name: data.path.at(-1) ?? data.code }] : [],
  );
  const people = (mediators.data ?? []).map(({ staffId, name }) => ({ code: staffId, name }));
  return {
    streets,
    mediators: people,
    names: {
      streets: new Map(streets.map(({ code, name }) => [code, name])),
      mediators: new Map(people.map(({ code, name }) => [code, name])),
    },
  };
}

/** Streets by pinyin initials or characters, those of the center's own area first. */
export async function findStreets(typed: string): Promise<readonly CodeChoice[]> {
  const hits = await api.directory.searchPlaces({ query: typed, limit: MOST_STREETS });
  return hits
    .filter(({ place }) => place.level === 'street')
    .map(({ place }) => ({ code: place.code, name: place.path.join(' / ') }));
}
