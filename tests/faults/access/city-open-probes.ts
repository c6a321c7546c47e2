import { generateKeyPairSync, sign } from 'node:crypto';
import type { CityProbe } from './city-probes.ts';
import { type CityWorld, HOME } from './city-world.ts';

/** Calls for which nobody needs a token: by what they name they may open nothing. */

const keyPair = generateKeyPairSync('ed25519');
const publicKey = keyPair.publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
const nobodyMay = (): boolean => false;
const went = ({ status }: { readonly status: number }): boolean => status === 200;

const ownersId = ({ stations }: CityWorld): string => stations.owner.credentials.stationId;

export const cityOpenProbes: readonly CityProbe[] = [
  {
    ...{ call: 'sync.enrol', covers: ['code'], what: 'by a code that nobody gave out' },
    input: async ({ stations }) => {
      const stationId = stations.owner.desk.environment.newId();
      return { code: `${HOME}-AAAA-BBBB-CCCC`, stationId, incarnation: 1, publicKey };
    },
    reached: went,
    may: nobodyMay,
    isOfNoCase: true,
  },
  {
    ...{ call: 'sync.enrol', covers: ['stationId'], what: 'as the owner, by a code that was made for another center' },
    input: async (world) => {
      const code = await world.city.stations.makeCode(HOME, '新来的中心');
      return { code, stationId: ownersId(world), incarnation: 1, publicKey, isEmpty: false };
    },
    reached: went,
    may: nobodyMay,
    isOfNoCase: true,
  },
  {
    ...{
      call: 'sync.open',
      covers: ['feed', 'stationId', 'nonce', 'enrolment.name'],
      what: 'as the owner, with another key',
    },
    input: async (world) => {
      const nonce = world.city.stations.nonce();
      const signature = sign(null, Buffer.from(nonce), keyPair.privateKey).toString('base64url');
      const enrolment = { name: 'owner中心', publicKey, certificate: 'A'.repeat(86) };
      return { feed: HOME, stationId: ownersId(world), incarnation: 9, nonce, signature, enrolment };
    },
    reached: went,
    may: nobodyMay,
    isOfNoCase: true,
  },
  {
    ...{ call: 'verification.check', covers: ['code'], what: 'a code that no paper has' },
    input: async () => ({ code: 'AAAA-AAAA-AAAA' }),
    reached: (answer) => went(answer) && (answer.output as { state?: string }).state !== 'unknown',
    may: nobodyMay,
    isOfNoCase: true,
  },
  {
    ...{ call: 'verification.check', covers: ['sha256'], what: 'a file of the case as one of the paper' },
    input: async ({ paperCode }, _person, { fileHash }) => ({ code: paperCode, sha256: fileHash }),
    reached: (answer) => went(answer) && (answer.output as { file?: string }).file !== 'other',
    may: nobodyMay,
  },
];
