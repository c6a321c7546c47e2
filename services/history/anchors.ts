import type { AnchorsInput, AnchorsOutput } from '../../contract/sync-anchors.ts';
import { toChinaDate } from '../../domain/deadlines/china-time.ts';
import type { Anchored } from '../../domain/history/verify-actions.ts';
import { emptyJournal } from '../../domain/log/journal.ts';
import type { StationReads, StationStore } from '../ports.ts';
import { isSignedByCity } from './city-signature.ts';

/** Kept anchors of the city that are given back at once: the newest is over everything before it. */
const RETURNED = 2;

/** What the city says of anchors: what it keeps of this station, and what it does not own up to (LOG-13). */
export type Told = Pick<AnchorsOutput, 'kept' | 'disowned'>;

export const toldWhen = (at: number): string => toChinaDate(at);

/** What the city keeps of one of this station's logs, by the count that it is over. */
export function anchorsIn(told: Told | null, log: 'actions' | 'access'): ReadonlyMap<number, Anchored> {
  const kept = told?.kept ?? [];
  // Of two for one count the older one says what was there first.
  return new Map(kept.map((each) => [each[log].count, { digest: each[log].digest, when: toldWhen(each.at) }]));
}

async function ownAnchor({ history }: StationReads): Promise<AnchorsInput['own']> {
  const end = async (journal: 'actions' | 'access') => (await history.journalEnd(journal)) ?? emptyJournal;
  return { actions: await end('actions'), access: await end('access') };
}

export interface AnchorExchange {
  readonly store: Pick<StationStore, 'read' | 'write'>;
  /** Of the city, SPKI in base64. */
  readonly serverKeys: readonly string[];
  exchange(input: AnchorsInput): Promise<AnchorsOutput>;
}

/**
 * Tells the city where this history ends, gives back what it signed of its own, and keeps its newest anchor where it is
 * signed (LOG-13).
 */
export async function exchangeWithCity({ store, serverKeys, exchange }: AnchorExchange): Promise<Told> {
  const input = await store.read(async (reads) => ({
    own: await ownAnchor(reads),
    returned: [...(await reads.history.cityAnchors(RETURNED))],
  }));
  const { anchor, kept, disowned } = await exchange(input);
  if (anchor) {
    const { signature, ...signed } = anchor;
    if (isSignedByCity(serverKeys, signed, signature))
      await store.write(({ history }) => history.keepCityAnchor(anchor));
  }
  return { kept, disowned };
}
