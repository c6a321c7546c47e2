import { generateKeyPairSync } from 'node:crypto';
import { ServiceError } from '../contract/errors.ts';
import type { EnrolInput } from '../contract/sync.ts';
import { CityCallFailed } from '../services/sync/client.ts';
import type { HttpCityClient } from './city-client.ts';
import type { StationFile } from './station-file.ts';

type Asking = Pick<EnrolInput, 'code' | 'stationId' | 'incarnation' | 'isEmpty'>;

function newKeys() {
  return generateKeyPairSync('ed25519', {
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'der' },
  });
}

/** Asks a city to be taken in by a one-time code, with a key of its own (SYNC-14). */
export interface Enrolment {
  /** @throws ServiceError ENROLMENT_REFUSED; INVALID_INPUT naming the address where no city answers. */
  ask(client: HttpCityClient, origin: string, asking: Asking): Promise<StationFile>;
}

export function createEnrolment(): Enrolment {
  // Kept for a code whose answer was lost: the city knows by the key that the same machine asks again.
  let tried: { readonly code: string; readonly keys: ReturnType<typeof newKeys> } | null = null;
  return {
    async ask(client, origin, asking) {
      const { code } = asking;
      const keys = tried?.code === code ? tried.keys : newKeys();
      tried = { code, keys };
      const publicKey = keys.publicKey.toString('base64');
      try {
        const said = await client.enrol({ ...asking, publicKey });
        const { feed, name, serverId, serverKey, stationId, incarnation, certificate } = said;
        const enrolment = { name, publicKey, certificate };
        const { privateKey } = keys;
        return { origin, feed, name, serverId, serverKey, stationId, incarnation, privateKey, enrolment };
      } catch (error) {
        if (!(error instanceof CityCallFailed)) throw error;
        if (error.code !== null) throw new ServiceError(error.code, { detail: error.message }, { cause: error });
        const detail = '这个地址上没有市平台，或者现在连不上。请核对地址和网络后再试，还用这个接入码。';
        throw new ServiceError('INVALID_INPUT', { detail, fields: { origin: detail } }, { cause: error });
      }
    },
  };
}
