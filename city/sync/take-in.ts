import type { ActionAnswer, WireAction } from '../../contract/sync.ts';
import { reduceCase } from '../../domain/cases/reducer.ts';
import type { RulesInForce } from '../../domain/cases/rules-in-force.ts';
import type { Action, ActionHeader } from '../../domain/log/action.ts';
import type { CheckedAction } from '../../domain/sync/check-batch.ts';
import { type Epoch, nextSequence } from '../../domain/sync/epochs.ts';
import { settlingTypes, takesSettling } from '../../domain/sync/settling.ts';
import { isFolded, judgeCaseAction, judgeOtherAction } from '../../domain/sync/verdict.ts';
import { type CaseEvent, caseEvents } from '../../domain/webhooks/case-events.ts';
import type { Environment } from '../../services/environment.ts';
import type { Transaction } from '../db/database.ts';
import { type MadeEvents, storeEvents } from '../webhooks/outbox.ts';
import { type PlacedAction, type Sender, storeActions, takePositions } from './push-log.ts';
import { loadStreams, type StreamAtCity, type Streams, saveStreams, streamKey } from './push-streams.ts';
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
    if (boundaries.has(action.header.type)) parts.push([]);
  }
  return parts.filter((part) => part.length > 0);
}

/** Judges, places, stores and folds actions that the city does not have, in the order of their chain. */
export async function takeIn(
  tx: Transaction,
  { environment, projector }: { readonly environment: Environment; readonly projector: Projector },
  { streamFloor }: Pick<Epoch, 'streamFloor'>,
  sender: Sender,
  fresh: readonly FreshAction[],
): Promise<readonly ActionAnswer[]> {
  const answers: ActionAnswer[] = [];
  // The rows of all feeds are taken in the order of their names: two pushes never wait for each other in a circle.
  const feeds = [...new Set(fresh.map(({ wire }) => wire.feed))].sort();
  const next = new Map<string, number>();
  for (const feed of feeds) {
    next.set(feed, await takePositions(tx, feed, fresh.filter(({ wire }) => wire.feed === feed).length));
  }
  for (const part of parted(fresh)) {
    const rulesRead = projector.rulesOf(tx, sender);
    for (const feed of feeds) {
      const ofFeed = part.filter(({ wire }) => wire.feed === feed);
      if (ofFeed.length === 0) continue;
      const touched = ofFeed.map(({ header }) => ({ kind: header.streamKind, id: header.streamId }));
      const [rules, streams, projection] = await Promise.all([
        rulesRead,
        loadStreams(tx, feed, touched, sender),
        projector.begin(tx, feed, sender),
      ]);
      const first = next.get(feed) ?? 1;
      next.set(feed, first + ofFeed.length);
      const placed = ofFeed.map((action, index) => place(action, first + index, streams, streamFloor, sender, rules));
      const at = environment.now();
      // Asked for at once, done in this order: while the database stores the first, the rows of the last are made.
      await Promise.all([
        storeActions(tx, feed, placed, at),
        saveStreams(tx, feed, streams, placed, sender),
        projection.project(streams, placed),
        storeEvents(tx, feed, placed.map(madeEvents), at),
      ]);
      await obeySettlings(tx, feed, settledBy(placed));
      answers.push(...placed.map((action) => answerOf(feed, action)));
    }
  }
  return answers;
}

const decoder = new TextDecoder('utf-8', { fatal: true });

function actionOf({ header, payloadBytes }: FreshAction): Action<unknown> {
  return { header, payload: payloadBytes === null ? null : (JSON.parse(decoder.decode(payloadBytes)) as unknown) };
}

function place(
  fresh: FreshAction,
  position: number,
  streams: Streams,
  streamFloor: number,
  sender: Sender,
  rules: RulesInForce,
): PlacedAction {
  const { header, wire, headerHash } = fresh;
  const stream = streams.get(streamKey(header.streamKind, header.streamId));
  if (!stream) throw new Error(`stream ${header.streamId} was not loaded`);
  const action = stream.kind === 'case' ? actionOf(fresh) : null;
  const verdict = verdictOf(header, action, stream, sender, rules);
  if (stream.sequence === 0) stream.firstPosition = position;
  stream.sequence = nextSequence(stream.sequence, streamFloor);
  stream.changed = true;
  let events: readonly CaseEvent[] = [];
  if (isFolded(verdict.verdict)) {
    stream.revision += 1;
    if (action) {
      const before = stream.state;
      stream.state = reduceCase(before, action);
      events = caseEvents(before, stream.state);
    }
  } else stream.hasSetAside = true;
  return { wire, headerHash, position, streamSequence: stream.sequence, verdict, events };
}

export function madeEvents({ wire: { header }, position, events }: PlacedAction): MadeEvents {
  return { actionId: header.id, caseId: header.streamId, deviceTime: header.deviceTime, position, events };
}

/** `action` is null where it is of no case: the header alone is judged. */
function verdictOf(
  header: ActionHeader,
  action: Action<unknown> | null,
  stream: StreamAtCity,
  sender: Sender,
  rules: RulesInForce,
) {
  const { revision, hasSetAside } = stream;
  const at = { revision, hasSetAside, hasPen: hasPen(header, stream, sender) };
  return action ? judgeCaseAction(stream.state, action, at, rules) : judgeOtherAction(header, at);
}

function hasPen({ type }: ActionHeader, { kind, penStation, authorStation }: StreamAtCity, sender: Sender): boolean {
  const isAuthor = authorStation === sender.stationId;
  if (kind === 'settling') return takesSettling(type, sender.isCity ? 'city' : isAuthor ? 'author' : 'other');
  return penStation === sender.stationId || sender.isCity === true;
}

export function answerOf(feed: string, { wire, position, streamSequence, verdict }: PlacedAction): ActionAnswer {
  return { id: wire.header.id, known: false, feed, position, streamSequence, ...verdict };
}
