import type { Logger } from 'pino';
import { RECOVERY_PURPOSE } from '../../contract/sync-keys.ts';
import { isSignedByCity } from '../../services/history/city-signature.ts';
import { sealFor } from '../../services/keys/sealed-box.ts';
import type { HttpCityClient } from '../city-client.ts';
import { type StationFile, serverKeysOf } from '../station-file.ts';
import { ownRecoveryKey, readEnvelope, writeEnvelope } from './envelope.ts';
import type { KeyRing } from './key-ring.ts';

type KeyKeeping = Pick<HttpCityClient, 'keyRecipient' | 'keepRecoveryKey'>;

interface HandToCityParts {
  readonly dataDir: string;
  readonly ring: KeyRing;
  readonly logger: Pick<Logger, 'error'>;
}

/**
 * Gives the city the recovery key, sealed, once in a run of the program and after each change: a city that was restored
 * from a backup may have forgotten it.
 */
export function createHandToCity({ dataDir, ring, logger }: HandToCityParts) {
  let handed: number | null = null;

  async function hand(
    client: KeyKeeping,
    station: Pick<StationFile, 'serverKey' | 'otherServerKeys' | 'suite'>,
    signal: AbortSignal,
  ) {
    const envelope = readEnvelope(dataDir);
    if (typeof envelope === 'string' || envelope.recovery.madeAt === handed) return;
    const key = ownRecoveryKey(envelope, ring);
    if (!key) return;
    const { publicKey, signature } = await client.keyRecipient(station.suite ?? 'standard', signal);
    // Else whoever stands between could have it sealed for a key of their own.
    if (!isSignedByCity(serverKeysOf(station), { recipient: publicKey }, signature))
      throw new Error('not the key of this city');
    const sealed = sealFor(publicKey, key, RECOVERY_PURPOSE);
    const { keptAt } = await client.keepRecoveryKey({ keyId: envelope.keyId, sealed }, signal);
    handed = envelope.recovery.madeAt;
    // It may have been replaced while the line was busy: then the next round hands over the new one.
    const now = readEnvelope(dataDir);
    if (typeof now === 'string' || now.recovery.madeAt !== handed) return;
    writeEnvelope(dataDir, { ...now, recovery: { ...now.recovery, cityAt: keptAt } });
  }

  return (...of: Parameters<typeof hand>): Promise<void> =>
    // The next round tries again; IT's page says that the city has none yet.
    hand(...of).catch((error: unknown) => logger.error({ error }, 'the recovery key did not reach the city'));
}
