import { randomUUID } from 'node:crypto';
import { photoOf } from '../../../services/files/testing.ts';
import type { CityPerson } from './city-people.ts';
import type { CityProbe } from './city-probes.ts';
import type { CityAnswer } from './city-send.ts';
import type { CityWorld } from './city-world.ts';

/** Calls of systems of the city: what they name is somebody's whose code and digits they do not have. */

const nobodyMay = (): boolean => false;
const went = ({ status }: CityAnswer): boolean => status === 200;
const none = '00000000-0000-4000-8000-000000000000';
let phones = 0;
const submission = (change: object = {}) => {
  phones += 1;
  const phone = `137000${String(phones).padStart(5, '0')}`;
  return {
    ...{ placeCode: '410105017001', facts: '楼上漏水', wish: 'on_site', name: '某人', phone, consent: 'yes' },
    ...change,
  };
};
const wrongDigits = ({ submitted: { digits } }: CityWorld) => String((Number(digits) + 1) % 10_000).padStart(4, '0');
const keyOf = ({ submitted: { queryCode, digits } }: CityWorld) => ({ queryCode, digits });
const words = { words: '别人写的' };
/** What changes a case, with what it says. */
const telling = {
  'inbound.tell': words,
  'inbound.withdraw': words,
  'inbound.photos': { photos: [Buffer.from(photoOf('别人的')).toString('base64')] },
  'inbound.rate': { ratings: [{ subject: 'acceptance', grade: 'satisfied' }] },
} as const;
const tellingCalls = Object.keys(telling) as (keyof typeof telling)[];
const readingCalls = ['inbound.progress', 'inbound.answers'] as const;

export const cityClientProbes: readonly CityProbe[] = [
  {
    ...{ call: 'inbound.prove', covers: ['placeCode'], what: 'for a place that there is not' },
    input: async () => ({ placeCode: '999999999999', phone: submission().phone }),
    reached: went,
    may: nobodyMay,
    isOfNoCase: true,
  },
  {
    ...{ call: 'inbound.posterPlaces', covers: ['code'], what: 'of a building that there is not' },
    input: async () => ({ code: '410105017001-AAAA' }),
    reached: (answer) => went(answer) && (answer.output as { placeDetail?: string }).placeDetail !== '',
    may: nobodyMay,
    isOfNoCase: true,
  },
  {
    ...{ call: 'inbound.submit', covers: ['idempotencyKey'], what: 'under the key of another client' },
    input: async ({ submitted }) => {
      return { idempotencyKey: submitted.idempotencyKey, submission: submission(), proof: { kind: 'vouched' } };
    },
    reached: (answer, { submitted }) =>
      went(answer) && (answer.output as { caseId?: string }).caseId === submitted.caseId,
    may: nobodyMay,
    isOfNoCase: true,
  },
  {
    ...{
      call: 'inbound.submit',
      covers: ['submission.placeCode', 'submission.name', 'proof.proofId', 'proof.code'],
      what: 'by a proof that nobody was given',
    },
    input: async () => ({
      ...{ idempotencyKey: randomUUID(), submission: submission() },
      proof: { kind: 'sms', proofId: none, code: '000000' },
    }),
    reached: went,
    may: nobodyMay,
    isOfNoCase: true,
  },
  ...readingCalls.flatMap((call): readonly CityProbe[] => [
    {
      ...{ call, covers: [], what: 'a case by its code and digits' },
      input: async (world) => keyOf(world),
      reached: went,
      may: () => true,
      isOfNoCase: true,
    },
    {
      ...{ call, covers: ['digits'], what: 'a case by its code and other digits' },
      input: async (world) => ({ ...keyOf(world), digits: wrongDigits(world) }),
      reached: went,
      may: nobodyMay,
      isOfNoCase: true,
    },
    {
      ...{ call, covers: ['queryCode'], what: 'a code that no case has' },
      input: async (world) => ({ ...keyOf(world), queryCode: 'AAAA-AAAA' }),
      reached: went,
      may: nobodyMay,
      isOfNoCase: true,
    },
  ]),
  ...tellingCalls.flatMap((call): readonly CityProbe[] => [
    {
      ...{ call, covers: ['queryCode', 'digits'], what: 'about a case by its code and other digits' },
      input: async (world) => ({
        ...{ ...keyOf(world), digits: wrongDigits(world), idempotencyKey: randomUUID(), ...telling[call] },
      }),
      reached: went,
      may: nobodyMay,
      isOfNoCase: true,
    },
    {
      ...{ call, covers: ['idempotencyKey'], what: 'under the key of what another client submitted' },
      input: async (world) => ({
        ...{ queryCode: 'AAAA-AAAA', digits: '0000', idempotencyKey: world.submitted.idempotencyKey, ...telling[call] },
      }),
      reached: went,
      may: (_person: CityPerson) => false,
      isOfNoCase: true,
    },
  ]),
];
