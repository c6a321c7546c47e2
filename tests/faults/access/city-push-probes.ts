import { erasureOf, type ForgedAction, forged, noteOn, pushing } from './city-actions.ts';
import { type CityPerson, followsAtCity, notTheOwner, writesAtCity } from './city-people.ts';
import type { CityProbe } from './city-probes.ts';
import type { CityAnswer } from './city-send.ts';
import { type CityWorld, claimedBy, HOME, type KnownAtCity } from './city-world.ts';

/** Actions that a station pushes: what they name, or in whose name they are, is somebody else's. */

const went = ({ status }: CityAnswer): boolean => status === 200;
const nobodyMay = (): boolean => false;
const lastVerdict = ({ output }: CityAnswer): string =>
  (output as { answers: readonly { verdict: string }[] }).answers.at(-1)?.verdict ?? 'none';
const folded = (answer: CityAnswer): boolean => went(answer) && /accepted|flagged/.test(lastVerdict(answer));

/** One action, or several in a row of which the last is judged. */
type Forging = ForgedAction | readonly ForgedAction[];

function pushProbe(
  what: string,
  covers: readonly string[],
  action: (known: KnownAtCity, world: CityWorld, person: CityPerson) => Forging | Promise<Forging>,
  may: CityProbe['may'],
  reached: CityProbe['reached'] = folded,
): CityProbe {
  const input = async (world: CityWorld, person: CityPerson, known: KnownAtCity) =>
    pushing(await forged(world, person, [await action(known, world, person)].flat()));
  return { call: 'sync.push', covers: covers.map((field) => `actions.*.${field}`), what, input, reached, may };
}

const newIdIn = ({ stations }: CityWorld): (() => string) => stations.owner.desk.environment.newId;

export const cityPushProbes: readonly CityProbe[] = [
  pushProbe('a note on the case', ['feed', 'header.streamId'], noteOn, (person, place) => {
    if (person === 'former') return writesAtCity(person, place) ? null : false;
    return place === 'of_nobody' ? false : writesAtCity(person, place);
  }),
  pushProbe(
    'settings of the owner’s center',
    ['header.streamId'],
    async (_known, world) => {
      const { desk } = world.stations.owner;
      const here = await desk.store.read(({ settings }) => settings.settings());
      if (!here) throw new Error('the owner has no settings');
      const { centerId, revision, settings } = here;
      return {
        ...{ streamKind: 'center', streamId: centerId, type: 'center.settings_changed', baseRevision: revision },
        payload: { ...settings, name: '别人改的' },
      };
    },
    notTheOwner,
  ),
  pushProbe(
    'an account of the owner’s center',
    ['header.streamId'],
    (_known, { stations }) => ({
      ...{ streamKind: 'staff', streamId: stations.owner.desk.clerk.staffId, type: 'staff.deactivated', payload: {} },
    }),
    notTheOwner,
  ),
  pushProbe(
    'an order to erase the case',
    ['header.streamId'],
    (known, world) => erasureOf(known, newIdIn(world)),
    (person, place) => (place === 'of_nobody' ? null : notTheOwner(person)),
  ),
  pushProbe(
    'an order to erase the case’s actions under another name',
    ['header.streamId'],
    (known, world) => erasureOf(known, newIdIn(world), newIdIn(world)()),
    (_person, place) => (place === 'of_nobody' ? null : false),
  ),
  pushProbe(
    'a grant of the case to itself',
    ['header.streamId'],
    (known, world, person) => ({
      ...{ streamKind: 'grant', streamId: known.caseId, type: 'stream.granted', baseRevision: 0 },
      payload: {
        ...{ stationId: claimedBy(world, person).credentials.stationId, feed: known.feed },
        ...{ streamKind: 'case', streamId: known.caseId, upTo: 1 },
      },
    }),
    nobodyMay,
  ),
  pushProbe(
    'in the owner’s name',
    ['header.stationId', 'header.previousHash'],
    (known) => ({ ...noteOn(known), as: 'owner' }),
    notTheOwner,
  ),
  pushProbe(
    'by a person of the owner’s center',
    ['header.actorId'],
    (known, { stations }) => ({ ...noteOn(known), actorId: stations.owner.desk.manager.staffId }),
    (person, place) => (writesAtCity(person, place) || place === 'of_nobody' ? null : false),
  ),
  pushProbe(
    'under the id of an action of the case',
    ['header.id'],
    (known) => ({ ...noteOn(known), id: known.actionId }),
    (_person, place) => (place === 'of_nobody' ? null : false),
  ),
  {
    ...{ call: 'sync.push', covers: ['actions.*.header.payloadHash'], what: 'with the hash of what the case says' },
    async input(world, person, known) {
      const wires = await forged(world, person, [noteOn(known)]);
      return pushing(wires.map((wire) => ({ ...wire, header: { ...wire.header, payloadHash: known.payloadHash } })));
    },
    reached: went,
    may: nobodyMay,
  },
  {
    ...{ call: 'sync.push', covers: ['actions.*.rows.*.caseId'], what: 'an imported row under the case’s id' },
    async input(world, person, known) {
      const chunk = {
        ...({
          streamKind: 'import',
          streamId: newIdIn(world)(),
          type: 'import.chunk',
          payload: { cases: [] },
        } as const),
        ...{ feed: claimedBy(world, person).credentials.feed, baseRevision: 0 },
      };
      const rows = [{ caseId: known.caseId, payload: '{}', salt: '0'.repeat(32) }];
      return pushing((await forged(world, person, [chunk])).map((wire) => ({ ...wire, rows })));
    },
    reached: folded,
    may: nobodyMay,
  },
  {
    ...{ call: 'sync.push', covers: ['cursors.*.feed'], what: 'asking whether it has passed the feed' },
    async input(world, person, known) {
      const own = claimedBy(world, person).credentials.feed;
      const note = { ...noteOn(known), feed: own, streamId: newIdIn(world)() };
      return pushing(await forged(world, person, [note]), { cursors: [{ feed: HOME, position: 0 }] });
    },
    reached: ({ output }) =>
      (output as { passed?: readonly { feed: string }[] }).passed?.some(({ feed }) => feed === HOME) === true,
    may: (person) => (followsAtCity(person) ? null : false),
  },
];
