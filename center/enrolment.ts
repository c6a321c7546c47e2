import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { ServiceError } from '../contract/errors.ts';
import type { EnrolInput } from '../contract/sync-enrolment.ts';
import { toWriteError } from '../db/errors.ts';
import { algorithmOfPrivateKey } from '../services/suites/signature.ts';
import { suiteNamed } from '../services/suites/suite.ts';
import { CityCallFailed } from '../services/sync/client.ts';
import type { HttpCityClient } from './city-client.ts';
import type { StationFile } from './station-file.ts';
import { folderPlace } from './store-place.ts';
import { writeWholeFile } from './whole-file.ts';

const HELLO_MS = 30_000;

type Asking = Pick<EnrolInput, 'code' | 'stationId' | 'incarnation' | 'isEmpty'>;

/** A code that was sent, as its hash, the key that went with it, and the place of the data folder from which it went. */
const triedSchema = z.object({ codeHash: z.string(), privateKey: z.string(), place: z.string().optional() });
type Tried = z.infer<typeof triedSchema>;

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

/** That of the center in a data folder. */
export const enrolmentIn = (dataDir: string): Enrolment =>
  createEnrolment(join(dataDir, 'enrolment.json'), () => folderPlace(dataDir));

/**
 * A key is kept for a code whose answer was lost, in the file at `path` over a restart: the city knows by the key that
 * the same machine asks again. A copy of the data folder, which `place` tells apart, is another machine: it makes a key of
 * its own, so that of two with one profile the code lets in one (SYNC-14).
 */
export function createEnrolment(path: string | null = null, place: () => string = () => ''): Enrolment {
  let tried: Tried | null = null;
  const known = (): Tried | null => {
    if (tried || path === null || !existsSync(path)) return tried;
    const kept = triedSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
    return kept.place === place() ? kept : null;
  };
  const keepTried = (kept: Tried) => {
    try {
      if (path !== null) writeWholeFile(path, JSON.stringify(kept, null, 2));
    } catch (error) {
      throw toWriteError(error);
    }
  };
  return {
    done() {
      if (path !== null) rmSync(path, { force: true });
    },
    async ask(client, origin, asking) {
      const codeHash = codeHashOf(asking.code);
      try {
        const { suite: wanted } = await client.hello(AbortSignal.timeout(HELLO_MS));
        const { signature: algorithm } = suiteNamed(wanted);
        const before = known();
        const isOfSuite = before !== null && algorithmOfPrivateKey(before.privateKey).id === algorithm.id;
        const privateKey = isOfSuite && before.codeHash === codeHash ? before.privateKey : algorithm.newPrivateKey();
        tried = { codeHash, privateKey, place: place() };
        keepTried(tried);
        const publicKey = algorithm.publicKeyOf(privateKey);
        const said = await client.enrol({ ...asking, publicKey });
        const { feed, name, serverId, serverKey, otherServerKeys, stationId, incarnation, certificate, suite } = said;
        const enrolment = { name, publicKey, certificate };
        const city = { origin, serverId, serverKey, otherServerKeys, suite };
        return { ...city, feed, name, stationId, incarnation, privateKey, enrolment };
      } catch (error) {
        if (!(error instanceof CityCallFailed)) throw error;
        if (error.code !== null) throw new ServiceError(error.code, { detail: error.message }, { cause: error });
        const detail = '这个地址上没有市平台，或者现在连不上。请核对地址和网络后再试，还用这个接入码。';
        throw new ServiceError('INVALID_INPUT', { detail, fields: { origin: detail } }, { cause: error });
      }
    },
  };
}
