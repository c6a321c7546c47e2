import type { ActionAnswer } from '../../contract/sync.ts';
import { seersOf } from '../../domain/cases/handover.ts';
import type { CenterRef } from '../../domain/cases/handover-actions.ts';
import type { CaseState } from '../../domain/cases/state.ts';
import type { ImportCommit } from '../../domain/imports/import.ts';
import { type Epoch, returnedSequences } from '../../domain/sync/epochs.ts';
import { isFolded } from '../../domain/sync/verdict.ts';
import { type CaseEvent, caseEvents } from '../../domain/webhooks/case-events.ts';
import { importedCases } from '../../services/imports/import-rows.ts';
import { forgetRestated } from '../../services/imports/imports.ts';
import { readAction } from '../../services/log/append.ts';
import type { Writes } from '../../services/ports.ts';
import { caseBeginning, counts, foldCaseAction, foldStream, inFoldOrder } from '../../services/sync/fold.ts';
import type { PlacedAction as SyncedAction } from '../../services/sync/port.ts';
import type { Transaction } from '../db/database.ts';
import { createReads, createWrites } from '../db/ports.ts';
import { storeEvents } from '../webhooks/outbox.ts';
import { grantSeers, notePart, restoreGrants } from './grants.ts';
import type { PushParts } from './push.ts';
import { type LoggedAction, type PlacedAction, type Sender, storeActions, takePositions } from './push-log.ts';
import { loadStreams, type StreamAtCity, type Streams, saveStreams, streamKey } from './push-streams.ts';
import type { CheckedReturn } from './readmit.ts';
import { keepRowsBeside } from './rows-beside.ts';
import { obeySettlings, setAsideOf, settledBy } from './settlings.ts';
import { answerOf, madeEvents, parted } from './take-in.ts';

/** Places, stores and folds actions that come back into one feed, whose row the transaction holds; in their old order. */
export async function readmitInto(
  tx: Transaction,
  parts: PushParts,
  epoch: Epoch,
  feed: string,
  sender: Sender,
  actions: readonly CheckedReturn[],
): Promise<readonly ActionAnswer[]> {
  const answers: ActionAnswer[] = [];
  for (const part of parted(actions)) {
    const station = sender.stationId;
    const wanted = part.map(({ header }) => ({ kind: header.streamKind, id: header.streamId, station }));
    const streams = await loadStreams(tx, feed, wanted);
    const first = await takePositions(tx, feed, part.length);
    const placed = await placeReturned(tx, feed, part, first, streams, epoch);
    await storeActions(tx, feed, placed, parts.environment.now());
    await keepRowsBeside(tx, feed, parts.environment.suite, placed);
    await noteReadmissions(tx, feed, sender, part, placed);
    await notePart(tx, placed);
    const { events, seers, centers } = await foldAnew(tx, parts, feed, streams);
    const upTo = first + part.length - 1;
    await restoreGrants(tx, parts, { feed, upTo }, [...streams.values()], centers);
    // Told before or not: a platform knows an event that it has by its id.
    const told = placed.map((action): PlacedAction => {
      const { id } = action.wire.header;
      const sawIt = grantSeers(action.wire) ?? seers.get(id) ?? streamOf(streams, action).seers;
      return { ...action, events: events.get(id) ?? [], seers: sawIt, sight: null };
    });
    await storeEvents(tx, feed, told.map(madeEvents), parts.environment.now());
    await saveStreams(tx, feed, streams, told);
    // A step and what settles it may come back in either order.
    await obeySettlings(tx, feed, [...settledBy(placed), ...setAsideOf(placed)]);
    await saveOrigins(tx, feed, streams);
    const imported = await importedAgain(tx, parts, feed, placed);
    for (const { chunkId, caseId } of imported) await forgetRestated(writesOf(tx, feed), chunkId, caseId);
    // Each record under the rules of the center that began it, as if that center had sent it.
    for (const [stationId, of] of Map.groupBy(told, (action) => streamOf(streams, action).originStation)) {
      const projection = await parts.projector.begin(tx, feed, { feed, stationId, incarnation: 1 });
      await projection.project(streams, of);
    }
    await refoldImported(tx, parts, feed, imported);
    answers.push(...placed.map((action) => answerOf(feed, action)));
  }
  return answers;
}

const writesOf = (transaction: Transaction, feed: string): Writes =>
  createWrites({ transaction, feed, station: { stationId: '', incarnation: 1 }, parsed: new Map() });

/** A case of an import whose commit came back. */
interface ImportedAgain {
  readonly stationId: string;
  readonly chunkId: string;
  readonly caseId: string;
}

async function importedAgain(
  tx: Transaction,
  { environment }: PushParts,
  feed: string,
  placed: readonly LoggedAction[],
): Promise<readonly ImportedAgain[]> {
  const commit = placed.find(
    ({ wire, verdict }) => wire.header.type === 'import.committed' && isFolded(verdict.verdict),
  );
  if (!commit || commit.wire.payload === null) return [];
  const { stationId } = commit.wire.header;
  const { chunks } = JSON.parse(commit.wire.payload) as ImportCommit;
  const found: ImportedAgain[] = [];
  for (const chunkId of chunks) {
    const cases = await importedCases(writesOf(tx, feed), chunkId, environment);
    found.push(...cases.map(({ state }) => ({ stationId, chunkId, caseId: state.id })));
  }
  return found;
}

/** What was done with the cases of an import before it came back counts now. */
async function refoldImported(
  tx: Transaction,
  { projector }: PushParts,
  feed: string,
  imported: readonly ImportedAgain[],
): Promise<void> {
  const { log } = writesOf(tx, feed);
  for (const { stationId, caseId } of imported) {
    if (await log.hasStream('case', caseId)) await projector.refold(tx, { feed, stationId, incarnation: 1 }, caseId);
  }
}

function streamOf(streams: Streams, { wire }: Pick<LoggedAction, 'wire'>): StreamAtCity {
  const stream = streams.get(streamKey(wire.header.streamKind, wire.header.streamId));
  if (!stream) throw new Error(`stream ${wire.header.streamId} was not loaded`);
  return stream;
}

async function placeReturned(
  tx: Transaction,
  feed: string,
  actions: readonly CheckedReturn[],
  first: number,
  streams: Streams,
  { streamFloor }: Epoch,
): Promise<readonly LoggedAction[]> {
  const taken = await takenSequences(tx, feed, actions);
  const sequences = new Map<string, number>();
  const ofStreams = Map.groupBy(actions, ({ header }) => streamKey(header.streamKind, header.streamId));
  for (const [key, ofStream] of ofStreams) {
    const stream = streams.get(key);
    if (!stream) throw new Error(`stream ${key} was not loaded`);
    const given = returnedSequences(ofStream, taken.get(key) ?? new Set(), stream.sequence, streamFloor);
    for (const [index, { header }] of ofStream.entries()) sequences.set(header.id, given[index] ?? 0);
    claim(stream, ofStream);
    stream.sequence = Math.max(stream.sequence, ...given);
    stream.changed = true;
  }
  return actions.map((action, index) => {
    const { headerHash, verdict, reason, detail } = action;
    const position = first + index;
    const stream = streamOf(streams, { wire: action });
    if (stream.firstPosition === 0) stream.firstPosition = position;
    const streamSequence = sequences.get(action.header.id) ?? 0;
    return { wire: action, headerHash, position, streamSequence, verdict: { verdict, reason, detail } };
  });
}

/** A stream belongs to the station that wrote its beginning, whoever brings it back. */
function claim(stream: StreamAtCity, actions: readonly CheckedReturn[]): void {
  const beginning = actions.find(({ header }) => header.baseRevision === 0) ?? actions[0];
  if (!beginning || (stream.sequence > 0 && beginning.header.baseRevision !== 0)) return;
  const { stationId } = beginning.header;
  if (stream.penStation === stream.originStation) stream.penStation = stationId;
  stream.seers = new Set([...stream.seers].map((seer) => (seer === stream.originStation ? stationId : seer)));
  stream.originStation = stationId;
}

/** The old sequences that something else has got since, by stream. */
async function takenSequences(
  tx: Transaction,
  feed: string,
  actions: readonly CheckedReturn[],
): Promise<ReadonlyMap<string, ReadonlySet<number>>> {
  const rows = await tx.query<{ key: string; sequence: number }>(
    `SELECT w.kind || ' ' || w.id AS key, h.stream_sequence AS sequence
     FROM unnest($2::text[], $3::uuid[], $4::int[]) w (kind, id, sequence)
     JOIN action_headers h ON h.feed = $1 AND h.stream_kind = w.kind AND h.stream_id = w.id
       AND h.stream_sequence = w.sequence`,
    [
      feed,
      actions.map(({ header }) => header.streamKind),
      actions.map(({ header }) => header.streamId),
      actions.map(({ streamSequence }) => streamSequence),
    ],
  );
  const taken = new Map<string, Set<number>>();
  for (const { key, sequence } of rows) taken.set(key, (taken.get(key) ?? new Set()).add(sequence));
  return taken;
}

/** What follows from a fold of the streams that something came back to. */
interface FoldedAnew {
  /** What each action of a case makes known where it stands now. */
  readonly events: ReadonlyMap<string, readonly CaseEvent[]>;
  /** Who saw the case when each of its actions came; of those that were never offered nothing. */
  readonly seers: ReadonlyMap<string, ReadonlySet<string>>;
  /** To which centers each case was ever offered. */
  readonly centers: ReadonlyMap<string, readonly CenterRef[]>;
}

/** What came back may stand before what is there: its streams are folded from the log (SYNC-5). */
async function foldAnew(
  tx: Transaction,
  { environment }: PushParts,
  feed: string,
  streams: Streams,
): Promise<FoldedAnew> {
  const station = { stationId: '', incarnation: 1 };
  const reads = createReads({ transaction: tx, feed, station, parsed: new Map() });
  const events = new Map<string, readonly CaseEvent[]>();
  const seers = new Map<string, ReadonlySet<string>>();
  const centers = new Map<string, readonly CenterRef[]>();
  for (const stream of streams.values()) {
    const stored = await reads.sync.stream(stream.kind, stream.id);
    stream.revision = inFoldOrder(stored).length;
    if (stream.kind !== 'case') continue;
    stream.state = await foldStream(reads, environment, 'case', stream.id);
    let before = await caseBeginning(reads, environment, stream.id, inFoldOrder(stored));
    for (const placed of inStreamOrder(stored)) {
      const action = readAction(placed);
      if (before?.handover) seers.set(action.header.id, seersOf(before));
      if (!counts(placed)) continue;
      const after: CaseState | null = foldCaseAction(before, action);
      if (after) events.set(action.header.id, caseEvents(before, after));
      const asked = after?.handover?.offer?.to;
      if (asked) centers.set(stream.id, [...(centers.get(stream.id) ?? []), asked]);
      before = after;
    }
  }
  return { events, seers, centers };
}

/** Also what is folded by nobody: who saw the case then sees that, too. */
const inStreamOrder = (actions: readonly SyncedAction[]): readonly SyncedAction[] =>
  actions.toSorted((one, other) => (one.place?.streamSequence ?? 0) - (other.place?.streamSequence ?? 0));

async function saveOrigins(tx: Transaction, feed: string, streams: Streams): Promise<void> {
  const all = [...streams.values()];
  await tx.query(
    `UPDATE stream_pens p SET origin_station = a.origin, pen_station = a.pen
     FROM unnest($2::text[], $3::uuid[], $4::text[], $5::text[]) a (kind, id, origin, pen)
     WHERE p.feed = $1 AND p.stream_kind = a.kind AND p.stream_id = a.id
       AND (p.origin_station, p.pen_station) <> (a.origin, a.pen)`,
    [
      feed,
      all.map(({ kind }) => kind),
      all.map(({ id }) => id),
      all.map(({ originStation }) => originStation),
      all.map(({ penStation }) => penStation),
    ],
  );
}

async function noteReadmissions(
  tx: Transaction,
  feed: string,
  sender: Sender,
  actions: readonly CheckedReturn[],
  placed: readonly LoggedAction[],
): Promise<void> {
  await tx.query(
    `INSERT INTO readmissions (feed, position, brought_by, old_epoch, old_position, old_sequence)
     SELECT $1, a.position, $2, a.old_epoch, a.old_position, a.old_sequence
     FROM unnest($3::bigint[], $4::text[], $5::bigint[], $6::int[]) a (position, old_epoch, old_position, old_sequence)`,
    [
      feed,
      sender.stationId,
      placed.map(({ position }) => position),
      actions.map(({ epoch }) => epoch),
      actions.map(({ position }) => position),
      actions.map(({ streamSequence }) => streamSequence),
    ],
  );
}
