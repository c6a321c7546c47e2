import { cityVersions } from '../../../city/sync/push.ts';
import type { CityProcedure } from '../../../domain/access/city-rights.ts';
import { forged, noteOn, pushing } from './city-actions.ts';
import {
  type CityCasePlace,
  type CityPerson,
  followsAtCity,
  hasFilesAtCity,
  isLive,
  notTheOwner,
  seesAtCity,
} from './city-people.ts';
import type { CityAnswer } from './city-send.ts';
import { type CityWorld, HOME, type KnownAtCity } from './city-world.ts';

/** A call with one thing in it that may be somebody else's. */
export interface CityProbe {
  readonly call: CityProcedure;
  /** Fields that it puts a wrong one into, by their paths. */
  readonly covers: readonly string[];
  readonly what: string;
  input(world: CityWorld, person: CityPerson, known: KnownAtCity): Promise<unknown>;
  /** Whether the caller got, or did, what was asked. */
  reached(answer: CityAnswer, world: CityWorld, known: KnownAtCity, person: CityPerson): boolean | Promise<boolean>;
  /** Who may reach it; null where it is not said of this one, as of what changes the world for all calls after it. */
  may(person: CityPerson, place: CityCasePlace): boolean | null;
  /** It names nothing of a case: once is enough. */
  readonly isOfNoCase?: true;
}

const limits = { bytes: 1_000_000, count: 500 };
const pulling = (more: object) => ({
  versions: cityVersions,
  epoch: null,
  cursors: [{ feed: 'city', position: 0 }],
  limits,
  ...more,
});
const went = ({ status }: CityAnswer): boolean => status === 200;
const nobodyMay = (): boolean => false;

interface Pulled {
  readonly feeds: readonly { readonly feed: string; readonly actions: readonly unknown[] }[];
  readonly backfills: readonly { readonly actions: readonly unknown[] }[];
}
const pulled = ({ output }: CityAnswer): Pulled => output as Pulled;
/** The owner's receipt, forged to speak of more than there is: the city would think that it had forgotten something. */
const forgedProofs = ({ stations }: CityWorld, { payloadHash }: KnownAtCity) => ({
  receipt: {
    ...{ stationId: stations.owner.credentials.stationId, incarnation: 1, sequence: 999_999, headerHash: payloadHash },
    ...{ epoch: '999999999', at: 0, signature: 'A'.repeat(86) },
  },
  marks: [`${Buffer.from(JSON.stringify({ feed: HOME, epoch: 999_999_999 })).toString('base64url')}.AAAA`],
});
const proofFields = ['proofs.receipt.stationId', 'proofs.receipt.headerHash', 'proofs.marks.*'] as const;
const newLife = ({ code }: CityAnswer): boolean => code === 'EPOCH_CHANGED';

export const cityProbes: readonly CityProbe[] = [
  {
    ...{ call: 'sync.push', covers: proofFields, what: 'with forged words of the city' },
    input: async (world, person, known) =>
      pushing(await forged(world, person, [noteOn(known)]), { proofs: forgedProofs(world, known) }),
    reached: newLife,
    may: nobodyMay,
  },
  {
    ...{ call: 'sync.pull', covers: proofFields, what: 'with forged words of the city' },
    input: async (world, _person, known) => pulling({ proofs: forgedProofs(world, known) }),
    reached: newLife,
    may: nobodyMay,
  },
  {
    ...{ call: 'syncReturn.offer', covers: proofFields, what: 'with forged words of the city' },
    input: async (world, _person, known) => ({
      ...{ versions: cityVersions, epoch: await epochOf(world), proofs: forgedProofs(world, known), feeds: [] },
    }),
    reached: newLife,
    may: nobodyMay,
  },
  {
    ...{ call: 'sync.pull', covers: ['cursors.*.feed'], what: 'the whole feed' },
    input: async (_world, _person, { feed }) => pulling({ cursors: [{ feed, position: 0 }] }),
    reached: went,
    may: (person) => followsAtCity(person),
  },
  {
    ...{ call: 'sync.pull', covers: ['backfills.*.feed', 'backfills.*.streamId'], what: 'the past of the case' },
    input: async (_world, _person, { feed, caseId }) =>
      pulling({ backfills: [{ feed, streamKind: 'case', streamId: caseId, position: 0, upTo: 999 }] }),
    reached: (answer) => went(answer) && pulled(answer).backfills.some(({ actions }) => actions.length > 0),
    // A note on a case that there is not is a stream of whoever wrote it first, though nobody folds it.
    may: (person, place) => (place === 'of_nobody' && person !== 'stranger' ? null : seesAtCity(person, place)),
  },
  {
    ...{
      call: 'syncAnchors.exchange',
      covers: ['returned.*.feed'],
      what: 'an anchor of the feed that the city did not sign',
    },
    input: async (_world, _person, { feed }) => {
      const end = { count: 0, digest: '' };
      const anchor = { feed, count: 999, digest: 'a'.repeat(64), epoch: '1', at: 0, signature: 'A'.repeat(86) };
      return { own: { actions: end, access: end }, returned: [anchor] };
    },
    reached: ({ output }) => (output as { disowned?: readonly unknown[] }).disowned?.length === 1,
    may: nobodyMay,
  },
  {
    ...{ call: 'syncFiles.ask', covers: ['feed', 'hashes.*'], what: 'a file of the case' },
    input: async (_world, _person, { feed, fileHash }) => ({ feed, hashes: [fileHash] }),
    reached: ({ output }) => (output as { files?: readonly { state: string }[] }).files?.[0]?.state === 'have',
    may: hasFilesAtCity,
  },
  {
    ...{ call: 'syncKeys.keep', covers: ['keyId', 'sealed.nonce'], what: 'in place of a key of the owner' },
    input: async (_world, person) => ({ keyId: OWNERS_KEY, sealed: boxOf(btoa(person)) }),
    async reached(_answer, world, _known, person) {
      const { stationId } = world.stations.owner.credentials;
      const kept = await world.city.database.query<{ sealed: string }>(
        'SELECT sealed FROM recovery_keys WHERE feed = $1 AND station_id = $2 AND key_id = $3',
        [HOME, stationId, OWNERS_KEY],
      );
      return kept.some(({ sealed }) => sealed.includes(btoa(person)));
    },
    may: notTheOwner,
    isOfNoCase: true,
  },
  {
    ...{ call: 'syncReturn.offer', covers: ['feeds.*.feed', 'feeds.*.ids.*'], what: 'whether the city has an action' },
    input: async (world, _person, { feed, actionId }) => ({
      ...{ versions: cityVersions, epoch: await epochOf(world), feeds: [{ feed, ids: [actionId] }] },
    }),
    reached: (answer) => went(answer),
    may: isLive,
  },
  {
    call: 'syncReturn.giveBack',
    covers: [
      ...['feed', 'header.id', 'header.streamId', 'header.actorId', 'header.stationId', 'header.previousHash'],
      ...['header.payloadHash', 'rows.*.caseId'],
    ].map((field) => `actions.*.${field}`),
    what: 'as if the city had confirmed it in an earlier life',
    async input(world, person, known) {
      const wires = await forged(world, person, [{ ...noteOn(known), as: 'owner' }]);
      const place = { position: 1, streamSequence: 999, verdict: 'accepted', reason: null, detail: null };
      const actions = wires.map((wire) => ({ ...wire, ...place, epoch: '1' }));
      return { versions: cityVersions, epoch: await epochOf(world), actions };
    },
    reached: went,
    may: nobodyMay,
  },
  {
    ...{ call: 'syncReturn.settle', covers: ['feeds.*'], what: 'over the feed of others' },
    input: async (world, _person, { feed }) => ({ versions: cityVersions, epoch: await epochOf(world), feeds: [feed] }),
    reached: ({ output }, { stations }) =>
      (output as { receipt?: { stationId: string } }).receipt?.stationId === stations.owner.credentials.stationId,
    may: (person) => person === 'owner',
  },
];

/** Of a recovery key that the owner gave the city. */
export const OWNERS_KEY = '00112233445566aa';
export const boxOf = (ciphertext: string) => ({
  ...{ algorithm: 'x25519-hkdf-sha256-aes-256-gcm', ephemeral: 'E'.repeat(60), nonce: 'AAAA', ciphertext },
});

async function epochOf({ city }: CityWorld): Promise<string> {
  const [row] = await city.database.query<{ epoch: number }>('SELECT epoch FROM server');
  return String(row?.epoch);
}
