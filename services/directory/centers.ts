import type { Centers } from '../../contract/directory.ts';
import type { CenterRef } from '../../domain/cases/handover-actions.ts';
import type { CityActionPayloads } from '../../domain/sync/city-actions.ts';
import { readAction } from '../log/append.ts';
import type { Reads } from '../ports.ts';

/** The centers that cases can be handed over to, as the city last told of each; it knows this one too once it enrolled. */
async function enrolledCenters({ sync }: Pick<Reads, 'sync'>): Promise<readonly CenterRef[]> {
  const centers = new Map<string, CenterRef>();
  for (const stored of await sync.stations()) {
    const { header, payload } = readAction(stored);
    if (header.type === 'station.enrolled' && payload !== null) {
      const { feed, name, place } = payload as CityActionPayloads['station.enrolled'];
      centers.set(header.streamId, { stationId: header.streamId, feed, name, ...(place ? { place } : {}) });
    } else if (header.type === 'station.revoked') centers.delete(header.streamId);
  }
  return [...centers.values()].toSorted(
    (one, other) => one.feed.localeCompare(other.feed) || one.name.localeCompare(other.name),
  );
}

/** This center as the city calls it, null before that is known here, and all others. */
export async function centersFrom(reads: Pick<Reads, 'sync' | 'log'>): Promise<Centers> {
  const { stationId } = await reads.log.station();
  const all = await enrolledCenters(reads);
  return {
    here: all.find((center) => center.stationId === stationId) ?? null,
    others: all.filter((center) => center.stationId !== stationId),
  };
}
