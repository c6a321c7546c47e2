import type { Logger } from 'pino';
import type { AnchorsInput } from '../contract/sync-anchors.ts';
import { exchangeWithCity, type Told } from '../services/history/anchors.ts';
import type { SyncDependencies } from '../services/sync/apply.ts';
import { CityCallFailed } from '../services/sync/client.ts';
import type { HttpCityClient } from './city-client.ts';

export interface AnchorExchangeParts {
  readonly store: SyncDependencies['store'];
  readonly logger: Pick<Logger, 'error'>;
  readonly signal: AbortSignal;
}

export interface AnchorExchange {
  /** Beside the round: a city of an older version, or a line that breaks, makes no round incomplete. Never rejects. */
  exchange(client: HttpCityClient, serverKeys: readonly string[]): Promise<void>;
  /** What the city said of anchors last (LOG-13); null before it was asked. */
  told(): Told | null;
}

/** Gives the city the ends of this center's history, and keeps those of the city's (LOG-13). */
export function createAnchorExchange({ store, logger, signal }: AnchorExchangeParts): AnchorExchange {
  let told: Told | null = null;
  return {
    async exchange(client, serverKeys) {
      try {
        const exchange = (input: AnchorsInput) => client.anchors(input, signal);
        told = await exchangeWithCity({ store, serverKeys, exchange });
        if (told.disowned.length > 0) logger.error({ disowned: told.disowned }, 'the city disowns what it signed');
      } catch (error) {
        if (error instanceof CityCallFailed || signal.aborted) return;
        logger.error({ error }, 'anchors were not exchanged');
      }
    },
    told: () => told,
  };
}
