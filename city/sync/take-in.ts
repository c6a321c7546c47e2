import { ServiceError } from '../../contract/errors.ts';
import type { ActionAnswer, WireAction } from '../../contract/sync.ts';
import { penOf, type SightChange, sightChange } from '../../domain/cases/handover.ts';
import { reduceCase } from '../../domain/cases/reducer.ts';
import type { RulesInForce } from '../../domain/cases/rules-in-force.ts';
import type { Action, ActionHeader } from '../../domain/log/action.ts';
import type { CheckedAction } from '../../domain/sync/check-batch.ts';
import { type Epoch, nextSequence } from '../../domain/sync/epochs.ts';
import { unreadableRowAt } from '../../domain/sync/readable.ts';
import { settlingTypes, takesSettling } from '../../domain/sync/settling.ts';
import { isFolded, judgeCaseAction, judgeOtherAction, unreadable, type Verdict } from '../../domain/sync/verdict.ts';
import { type CaseEvent, caseEvents } from '../../domain/webhooks/case-events.ts';
import type { Transaction } from '../db/database.ts';
import { isTold, type MadeEvents, storeEvents } from '../webhooks/outbox.ts';
import type { CityAuthor } from './city-log.ts';
import { enrolledAmong, keepGrants, offeredCenter } from './grants.ts';
import { byOne, foreignOrders, loneOrders, notOwn, outsideOf } from './outsiders.ts';
import { type LoggedAction, type PlacedAction, type Sender, storeActions, takePositions } from './push-log.ts';
import { loadStreams, type StreamAtCity, type Streams, saveStreams, streamKey } from './push-streams.ts';
import { haveRows, keepRowsBeside } from './rows-beside.ts';
import { obeySettlings, settledBy } from './settlings.ts';

/** How the rows of one feed are made of what a push adds to it. */
export interface Projection {
  /** Writes the rows of the touched streams; their statements follow those that store the actions themselves. */
  project(streams: Streams, actions: readonly PlacedAction[]): Promise<void>;
}

/** Folds what was taken in into the city's own rows (LOG-4), feed by feed. */
export interface Projector {
  /** The rules of the center that sends, as the city knows them; the shipped ones before its settings have come. */
  rulesOf(tx: Transaction, sender: Sender): Promise<RulesInForce>;
  /** Reads what {@link Projection} needs of a feed, before anything is written. */
  begin(tx: Transaction, feed: string, sender: Sender): Promise<Projection>;
  /** Folds one case of the sender's feed anew and writes its rows. */
  refold(tx: Transaction, sender: Sender, caseId: string): Promise<void>;
}

export type FreshAction = CheckedAction & { readonly wire: WireAction };

/** After these the rows must be written before the next action can be judged: they change what other streams are. */
const boundaries: ReadonlySet<string> = new Set([
  'center.established',
  'center.settings_changed',
  'import.committed',
  'log.erased',
  ...settlingTypes,
]);

/** Cuts a batch behind every action after which the rows must be written. */
export function parted<Part extends { readonly header: ActionHeader }>(
  actions: readonly Part[],
): readonly (readonly Part[])[] {
  const parts: Part[][] = [[]];
  for (const action of actions) {
    parts.at(-1)?.push(action);
    if (isBoundary(action.header)) parts.push([]);
  }
  return parts.filter((part) => part.length > 0);
}

/** Whether rows must be written behind an action before the next one can be judged. */
export const isBoundary = ({ type }: ActionHeader): boolean => boundaries.has(type);

type TakeInParts = CityAuthor & { readonly projector: Projector };

/** Judges, places, stores and folds actions that the city does not have, in the order of their chain. */
export async function takeIn(
  tx: Transaction,
  parts: TakeInParts,
  { streamFloor }: Pick<Epoch, 'streamFloor'>,
  sender: Sender,
  fresh: readonly FreshAction[],
): Promise<readonly ActionAnswer[]> {
  const answers: ActionAnswer[] = [];
  const now = parts.environment.now();
  // The rows of all feeds are taken in the order of their names: two pushes never wait for each other in a circle.
  const offers = fresh.flatMap(({ wire }) => offeredCenter(wire) ?? []);
  // The city writes to the feeds of the centers that cases are offered to.
  const feeds = [...new Set([...fresh.map(({ wire }) => wire.feed), ...offers.map(({ feed }) => feed)])].sort();
  const isEnrolled = await enrolledAmong(tx, offers);
  const next = new Map<string, number>();
  // Asked for at once with what is read under the rows that they hold.
  const taken = Promise.all(
    feeds.map(async (feed) => {
      next.set(feed, await takePositions(tx, feed, fresh.filter(({ wire }) => wire.feed === feed).length));
    }),
  );
  taken.catch(() => undefined); // heard where the first of them is needed
  for (const part of parted(fresh)) {
    for (const feed of feeds) {
      const ofFeed = part.filter(({ wire }) => wire.feed === feed);
      if (ofFeed.length === 0) continue;
      const first = taken.then(() => next.get(feed) ?? 1);
      first.catch(() => undefined);
      const at = { feed, first, now, streamFloor, isEnrolled };
      answers.push(...(await addToFeed(tx, parts, at, [{ sender, fresh: ofFeed }])));
      next.set(feed, (await first) + ofFeed.length);
    }
  }
  await taken;
  return answers;
}

/** What one station adds to a feed. */
export interface Addition {
  readonly sender: Sender;
  readonly fresh: readonly FreshAction[];
}

/**
 * As {@link takeIn} what several stations add to their common feed, in this order: no two of them to one stream, and
 * nothing that writes to another feed or after which rows must be written first.
 */
export async function takeInTogether(
  tx: Transaction,
  parts: TakeInParts,
  { streamFloor }: Pick<Epoch, 'streamFloor'>,
  feed: string,
  additions: readonly Addition[],
): Promise<readonly ActionAnswer[]> {
  const count = additions.reduce((sum, { fresh }) => sum + fresh.length, 0);
  if (count === 0) return [];
  const first = takePositions(tx, feed, count);
  first.catch(() => undefined); // heard where it is needed
  const at = { feed, first, now: parts.environment.now(), streamFloor, isEnrolled: () => false };
  return addToFeed(tx, parts, at, additions);
}

interface Place {
  readonly feed: string;
  /** The position of the first action; known once the feed's row is held. */
  readonly first: Promise<number>;
  readonly now: number;
  readonly streamFloor: number;
  readonly isEnrolled: JudgedBy['isEnrolled'];
}

async function addToFeed(
  tx: Transaction,
  { projector, ...author }: TakeInParts,
  { feed, now, streamFloor, isEnrolled, ...at }: Place,
  additions: readonly Addition[],
): Promise<readonly ActionAnswer[]> {
  const touched = additions.flatMap(({ sender, fresh }) =>
    fresh.map(({ header }) => ({ kind: header.streamKind, id: header.streamId, station: sender.stationId })),
  );
  const [streams, told, orders, lone, ...read] = await Promise.all([
    loadStreams(tx, feed, touched),
    isTold(tx, feed),
    foreignOrders(tx, feed, additions),
    loneOrders(tx, feed, additions),
    ...additions.map(async ({ sender, fresh }) => {
      const [rules, projection] = await Promise.all([projector.rulesOf(tx, sender), projector.begin(tx, feed, sender)]);
      return { sender, fresh, rules, projection };
    }),
  ]);
  let position = await at.first;
  const placed: PlacedAction[] = [];
  for (const { sender, fresh, rules } of read) {
    requireOwn(feed, streams, sender);
    const judged = { rules, isEnrolled, streamFloor, orders, lone, outside: outsideOf(streams, sender) };
    for (const action of fresh) placed.push(place(action, position++, streams, sender, judged));
  }
  const [{ projection } = missing()] = read;
  const stored = storeActions(tx, feed, placed, now);
  // Seldom: what is folded below may begin with them.
  if (haveRows(placed)) await stored.then(() => keepRowsBeside(tx, feed, author.environment.suite, placed));
  // Asked for at once, done in this order: while the database stores the first, the rows of the last are made.
  await Promise.all([
    stored,
    saveStreams(tx, feed, streams, placed),
    projection.project(streams, placed),
    told && storeEvents(tx, feed, placed.map(madeEvents), now),
  ]);
  await obeySettlings(tx, feed, settledBy(placed));
  await keepGrants(tx, author, feed, placed);
  return placed.map((action) => answerOf(feed, action));
}

function missing(): never {
  throw new Error('nothing is added');
}

/**
 * Streams begin in the feed of their station's district (SYNC-2), and in another feed only who was let in writes.
 * @throws ServiceError INVALID_INPUT; no program of ours sends such a thing.
 */
function requireOwn(feed: string, streams: Streams, sender: Sender): void {
  if (feed === sender.feed) return;
  for (const { id, kind, sequence, isParty } of streams.values()) {
    // What settles an action stands beside it.
    if (kind === 'settling' || (sequence > 0 && isParty)) continue;
    throw new ServiceError('INVALID_INPUT', { detail: `记录 ${id} 属于 ${feed}，本站不能写，整批没有接收。` });
  }
}

/** What an action is judged by beside its stream. */
interface JudgedBy {
  readonly rules: RulesInForce;
  readonly isEnrolled: Awaited<ReturnType<typeof enrolledAmong>>;
  readonly streamFloor: number;
  /** Streams, by their keys, that are not the sender's and were never granted to it. */
  readonly outside: ReadonlySet<string>;
  /** Orders to erase what the sender did not begin, by their ids. */
  readonly orders: ReadonlySet<string>;
  /** Orders to erase that one person gave alone, by their ids. */
  readonly lone: ReadonlySet<string>;
}

const decoder = new TextDecoder('utf-8', { fatal: true });

function actionOf({ header, payloadBytes }: FreshAction): Action<unknown> {
  return { header, payload: payloadBytes === null ? null : (JSON.parse(decoder.decode(payloadBytes)) as unknown) };
}

function place(fresh: FreshAction, position: number, streams: Streams, sender: Sender, judged: JudgedBy): PlacedAction {
  const { header, wire, headerHash } = fresh;
  const stream = streams.get(streamKey(header.streamKind, header.streamId));
  if (!stream) throw new Error(`stream ${header.streamId} was not loaded`);
  const action = actionOf(fresh);
  const verdict = verdictOf(fresh, action, stream, sender, judged);
  if (stream.sequence === 0) stream.firstPosition = position;
  stream.sequence = nextSequence(stream.sequence, judged.streamFloor);
  stream.changed = true;
  let events: readonly CaseEvent[] = [];
  let sight: SightChange | null = null;
  const { seers } = stream;
  if (isFolded(verdict.verdict)) {
    stream.revision += 1;
    if (stream.kind === 'case') {
      const before = stream.state;
      stream.state = reduceCase(before, action);
      events = caseEvents(before, stream.state);
      stream.penStation = penOf(stream.state);
      sight = sightChange(before, stream.state);
      if (sight) stream.seers = seersAfter(seers, sight);
    }
  } else stream.hasSetAside = true;
  return { wire, headerHash, position, streamSequence: stream.sequence, verdict, events, seers, sight };
}

function seersAfter(seers: ReadonlySet<string>, { begins, ends }: SightChange): ReadonlySet<string> {
  const after = new Set(seers);
  if (ends !== null) after.delete(ends);
  if (begins) after.add(begins.stationId);
  return after;
}

export function madeEvents({ wire: { header }, position, events }: PlacedAction): MadeEvents {
  return { actionId: header.id, caseId: header.streamId, deviceTime: header.deviceTime, position, events };
}

function verdictOf(
  { header, wire }: FreshAction,
  action: Action<unknown>,
  stream: StreamAtCity,
  sender: Sender,
  { rules, isEnrolled, outside, orders, lone }: JudgedBy,
): Verdict {
  // Before anything that speaks of the record.
  if (outside.has(streamKey(header.streamKind, header.streamId))) return notOwn;
  if (header.type === 'handover.offered' && !isEnrolled(offeredCenter(wire))) return noSuchCenter;
  const row = unreadableRow(wire);
  if (row !== null) return unreadable(row);
  const { revision, hasSetAside } = stream;
  const at = { revision, hasSetAside, hasPen: hasPen(header, stream, sender) };
  if (stream.kind === 'case') return judgeCaseAction(stream.state, action, at, rules);
  const verdict = judgeOtherAction(action, at);
  if (!isFolded(verdict.verdict)) return verdict;
  if (orders.has(header.id)) return notOwn;
  return lone.has(header.id) ? byOne : verdict;
}

/** Where the first row of an import's chunk that nobody can read goes wrong; null where there is none. */
function unreadableRow({ rows = [] }: WireAction): string | null {
  for (const { caseId, payload } of rows) {
    const at = unreadableRowAt(JSON.parse(payload));
    if (at !== null) return `${caseId}.${at}`;
  }
  return null;
}

function hasPen({ type }: ActionHeader, { kind, penStation, authorStation }: StreamAtCity, sender: Sender): boolean {
  // A city that was restored unawares may have forgotten the step; nobody but its author is shown that it waits.
  const isAuthor = authorStation === null || authorStation === sender.stationId;
  if (kind === 'settling') return takesSettling(type, sender.isCity ? 'city' : isAuthor ? 'author' : 'other');
  return penStation === sender.stationId || sender.isCity === true;
}

const noSuchCenter: Verdict = {
  verdict: 'set_aside',
  reason: 'not_possible',
  detail: '市里没有这个中心，或者它已经停用',
};

export function answerOf(feed: string, { wire, position, streamSequence, verdict }: LoggedAction): ActionAnswer {
  return { id: wire.header.id, known: false, feed, position, streamSequence, ...verdict };
}
