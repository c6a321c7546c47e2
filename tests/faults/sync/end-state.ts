import type { Database } from '../../../city/db/database.ts';
import type { Directory } from '../../../domain/directory/divisions.ts';
import { canonicalJson, type Json } from '../../../domain/log/canonical-json.ts';
import { isFolded } from '../../../domain/sync/verdict.ts';
import { SyncedDesk } from '../../../services/sync/testing.ts';
import type { TestDesk } from '../../support/desk.ts';
import { type ActionAtCity, actionsAtCity } from './city-actions.ts';
import { casesFoldedOtherwise, cityRebuilt, staffFoldedOtherwise } from './city-rows.ts';
import type { Done } from './history.ts';
import type { Counts, Wrongs } from './outcome.ts';
import { Sight } from './sight.ts';

const json = (value: unknown): string => canonicalJson((value ?? null) as Json);

export interface Ended {
  readonly wrongs: Omit<Wrongs, 'unrested'>;
  /** What the city said of the actions, by verdict. */
  readonly conflicts: Counts;
  /** What the city took in of hand-overs, by their steps, and of papers with numbers of their own. */
  readonly work: Counts;
}

/** A station at the end of a history. */
export interface EndedStation {
  readonly desk: TestDesk;
  /** Its district. */
  readonly feed: string;
}

export interface EndState {
  /** Of the city. */
  readonly database: Database;
  readonly stations: readonly EndedStation[];
  readonly everybodySees: boolean;
  readonly done: readonly Done[];
  /** Actions that no disk holds any more, after faults that went beyond what sync can mend. */
  readonly gone: ReadonlySet<string>;
  readonly divisions: Directory;
}

/** Compares what the desks were told, the city, and every station, by what each of them may see. */
export async function compareAll(state: EndState): Promise<Ended> {
  const { database, stations, everybodySees, done, gone, divisions } = state;
  const actions = await actionsAtCity(database);
  const sight = await Sight.of(database, actions, everybodySees);
  const diverged: string[] = [];
  const unaccounted: string[] = [];
  const rebuiltOtherwise: string[] = [];
  for (const [index, station] of stations.entries()) {
    const named = (what: string) => `station ${index}: ${what}`;
    diverged.push(...(await differences(station, actions, sight)).map(named));
    diverged.push(...(await differentCases(station, actions, sight)).map(named));
    unaccounted.push(...(await unaccountedOf(database, station.desk, actions)).map(named));
  }
  for (const [index, { desk }] of stations.entries()) {
    const { before, after } = await new SyncedDesk(desk).rebuilt();
    if (json(before) !== json(after)) rebuiltOtherwise.push(`station ${index}`);
  }
  for (const [feed, [station]] of Map.groupBy(stations, (each) => each.feed)) {
    diverged.push(...(await casesFoldedOtherwise(database, feed)));
    rebuiltOtherwise.push(...(await staffFoldedOtherwise(database, feed)));
    if (station) rebuiltOtherwise.push(...(await cityRebuilt(database, feed, station.desk, divisions)));
  }
  const seen = new Map<string, number>();
  for (const { id } of actions) seen.set(id, (seen.get(id) ?? 0) + 1);
  const numbers = done.flatMap(({ number }) => number ?? []);
  return {
    wrongs: {
      lost: done.filter(({ actionId }) => !seen.has(actionId) && !gone.has(actionId)).map(({ actionId }) => actionId),
      doubled: [...seen].filter(([, count]) => count > 1).map(([id]) => id),
      diverged,
      numbersDoubled: numbers.filter((number, index) => numbers.indexOf(number) !== index),
      unaccounted,
      rebuiltOtherwise,
    },
    conflicts: {
      flagged: actions.filter(({ verdict }) => verdict === 'flagged').length,
      set_aside: actions.filter(({ verdict }) => verdict === 'set_aside').length,
      held: actions.filter(({ verdict }) => verdict === 'held').length,
    },
    work: {
      ...handOversIn(actions),
      papers: actions.filter(({ type }) => type === 'document.issued').length,
      resent: actions.filter(({ type }) => type === 'settling.resent').length,
    },
  };
}

/** The steps of hand-overs that count, by their types, and how often an imported case was told of for one. */
function handOversIn(actions: readonly ActionAtCity[]): Counts {
  const counts: Record<string, number> = {};
  for (const { type, verdict } of actions) {
    if ((type.startsWith('handover.') || type === 'case.restated') && isFolded(verdict))
      counts[type] = (counts[type] ?? 0) + 1;
  }
  return counts;
}

/** Actions that the station has otherwise than the city, not at all, alone, or without being let see them. */
async function differences(
  { desk, feed }: EndedStation,
  actions: readonly ActionAtCity[],
  sight: Sight,
): Promise<readonly string[]> {
  const here = new Map<string, { readonly headerHash: string; readonly placed: string }>();
  const { stationId } = await desk.store.read(async ({ log, sync }) => {
    for await (const { header, headerHash, place } of sync.all()) {
      here.set(header.id, { headerHash, placed: `${place?.streamSequence} ${place?.verdict}` });
    }
    return log.station();
  });
  const seer = { stationId, feed };
  const found: string[] = [];
  for (const action of actions) {
    const { id, type, headerHash, streamSequence, verdict } = action;
    const one = here.get(id);
    here.delete(id);
    if (sight.mustSee(seer, action)) {
      if (!one) found.push(`${type} ${id} is not here`);
      else if (one.headerHash !== headerHash || one.placed !== `${streamSequence} ${verdict}`)
        found.push(`${type} ${id} is ${one.placed} here and ${streamSequence} ${verdict} at the city`);
    } else if (one && one.headerHash !== headerHash) found.push(`${type} ${id} is another here`);
    else if (one && !sight.maySee(seer, action)) found.push(`${type} ${id} is not for here`);
  }
  return [...found, ...[...here.keys()].map((id) => `action ${id} is not at the city`)];
}

/** Cases that the station shows otherwise than the city has them, or shows although they are not for it. */
async function differentCases(
  { desk, feed }: EndedStation,
  actions: readonly ActionAtCity[],
  sight: Sight,
): Promise<readonly string[]> {
  const cases = new Map(
    actions.filter(({ streamKind }) => streamKind === 'case').map((action) => [action.streamId, action.feed]),
  );
  return desk.store.read(async (reads) => {
    const { stationId } = await reads.log.station();
    const different: string[] = [];
    for (const [caseId, ofFeed] of cases) {
      const shown = (await reads.cases.find(caseId))?.state;
      const expected = sight.shownAt({ stationId, feed }, caseId, ofFeed);
      if (json(shown) !== json(expected)) different.push(`case ${caseId}`);
    }
    return different;
  });
}

/** Every action of the station that nobody folds waits at the city to be settled, or was; and is shown until it is. */
async function unaccountedOf(
  database: Database,
  desk: TestDesk,
  actions: readonly ActionAtCity[],
): Promise<readonly string[]> {
  const { stationId, shown } = await desk.store.read(async ({ log, sync }) => ({
    ...(await log.station()),
    shown: (await sync.needsAttention()).flatMap((group) => group.actions.map(({ id }) => id)),
  }));
  const kept = await database.query<{ id: string; isSettled: boolean }>(
    `SELECT h.id::text AS id, s.settled_at IS NOT NULL AS "isSettled" FROM set_asides s
     JOIN action_headers h ON h.feed = s.feed AND h.position = s.position WHERE s.station_id = $1`,
    [stationId],
  );
  const unfolded = actions.filter((each) => each.stationId === stationId && !isFolded(each.verdict));
  const typeOf = new Map(actions.map(({ id, type }) => [id, type]));
  const waiting = kept.filter(({ isSettled }) => !isSettled);
  const named = (what: string) => (id: string) => `${typeOf.get(id)} ${id} ${what}`;
  const [isUnfolded, isKept] = [unfolded.map(({ id }) => id), kept.map(({ id }) => id)];
  const waits = waiting.map(({ id }) => id);
  return [
    ...without(isUnfolded, isKept).map(named('is not kept to be settled')),
    ...without(isKept, isUnfolded).map(named('is kept to be settled and folded')),
    ...without(shown, waits).map(named('is shown and was settled')),
    ...without(waits, shown).map(named('waits to be settled and is not shown')),
  ];
}

/** What is in the first of the lists only. */
const without = (one: readonly string[], other: readonly string[]): readonly string[] =>
  one.filter((id) => !other.includes(id));
