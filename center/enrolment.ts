import { createHash, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import * as z from 'zod';
import { ServiceError } from '../contract/errors.ts';
import type { EnrolInput } from '../contract/sync.ts';
import { toWriteError } from '../db/errors.ts';
import { CityCallFailed } from '../services/sync/client.ts';
import type { HttpCityClient } from './city-client.ts';
import type { StationFile } from './station-file.ts';
import { writeWholeFile } from './whole-file.ts';

type Asking = Pick<EnrolInput, 'code' | 'stationId' | 'incarnation' | 'isEmpty'>;

/** A code that was sent, as its hash, and the key that went with it. */
const triedSchema = z.object({ codeHash: z.string(), privateKey: z.string() });
type Tried = z.infer<typeof triedSchema>;

const publicKeyOf = (privateKey: string) =>
  createPublicKey(privateKey).export({ type: 'spki', format: 'der' }).toString('base64');

function newKey(): string {
  const { privateKey } = generateKeyPairSync('ed25519');
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

/** As people type a code: blanks and small letters make no other one. */
export function codeHashOf(code: string): string {
  return createHash('sha256').update(code.normalize('NFKC').toUpperCase().replaceAll(/\s/g, '')).digest('hex');
}

/** Asks a city to be taken in by a one-time code, with a key of its own (SYNC-14). */
export interface Enrolment {
  /** @throws ServiceError ENROLMENT_REFUSED; INVALID_INPUT naming the address where no city answers. */
  ask(client: HttpCityClient, origin: string, asking: Asking): Promise<StationFile>;
  /** What came of it is kept elsewhere now. */
  done(): void;
}

/**
 * A key is kept for a code whose answer was lost, in the file at `path` over a restart: the city knows by the key that
 * the same machine asks again.
 */
export function createEnrolment(path: string | null = null): Enrolment {
  let tried: Tried | null = null;
  const known = (): Tried | null => {
    if (tried || path === null || !existsSync(path)) return tried;
    return triedSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  };
  return {
    done() {
      if (path !== null) rmSync(path, { force: true });
    },
    async ask(client, origin, asking) {
      const codeHash = codeHashOf(asking.code);
      const before = known();
      const privateKey = before?.codeHash === codeHash ? before.privateKey : newKey();
      tried = { codeHash, privateKey };
      try {
        if (path !== null) writeWholeFile(path, JSON.stringify(tried, null, 2));
      } catch (error) {
        throw toWriteError(error);
      }
      const publicKey = publicKeyOf(privateKey);
      try {
        const said = await client.enrol({ ...asking, publicKey });
        const { feed, name, serverId, serverKey, stationId, incarnation, certificate } = said;
        const enrolment = { name, publicKey, certificate };
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
