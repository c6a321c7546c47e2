import { randomUUID } from 'node:crypto';
import type { CaseActionPayloads } from '../../domain/cases/actions.ts';
import { penOf } from '../../domain/cases/handover.ts';
import type { Directory } from '../../domain/directory/divisions.ts';
import { type MediaType, mediaTypes } from '../../domain/files/file.ts';
import { asideOf, type RoomEvent } from '../../domain/room/posts.ts';
import { roomRecord } from '../../domain/room/record.ts';
import { fileHashOf } from '../../services/documents/pdf-file.ts';
import type { Environment } from '../../services/environment.ts';
import type { Database, Transaction } from '../db/database.ts';
import { createReads } from '../db/ports.ts';
import { appendSteps, type Step } from '../intake/offer.ts';
import { currentEpoch } from '../sync/epoch.ts';
import type { CityFiles } from '../sync/files.ts';
import { takePositions } from '../sync/push-log.ts';
import { addEvent, eventsOf, findRoom, type Queries, type RoomKey, type RoomRow, seatsOf, sha256Of } from './rows.ts';

export interface ClosingParts {
  readonly database: Database;
  readonly divisions: Directory;
  readonly environment: Environment;
  readonly files: Pick<CityFiles, 'keep'>;
}

interface PhotoRow {
  readonly id: string;
  readonly seatId: string;
  readonly mediaType: MediaType;
  readonly content: Uint8Array;
}

/** Pictures that everybody could see: those of side talk stay out of the case. */
async function shownPhotos(
  { query }: Queries,
  { feed, roomId }: RoomKey,
  events: readonly RoomEvent[],
): Promise<readonly PhotoRow[]> {
  const shown = events.flatMap((event) =>
    event.post.type === 'showed' && asideOf(event) === null ? [event.post.photoId] : [],
  );
  if (shown.length === 0) return [];
  return query<PhotoRow>(
    `SELECT id::text AS id, seat_id::text AS "seatId", media_type AS "mediaType", content FROM room_photos
     WHERE feed = $1 AND room_id = $2 AND id = ANY($3::uuid[]) ORDER BY at, id`,
    [feed, roomId, shown],
  );
}

const endOf = (mediaType: MediaType): string => mediaTypes.find(({ id }) => id === mediaType)?.ends[0] ?? 'jpg';

/**
 * Tells the case how a room ended, in the transaction in which it ends: the record as an action of the city beside whoever
 * has the pen (SYNC-6), and the photos as its files. The transaction holds the feed's row and then the room's.
 */
export async function tellEnd(
  tx: Transaction,
  parts: Pick<ClosingParts, 'divisions' | 'environment'>,
  room: RoomRow,
): Promise<void> {
  const { feed, roomId, caseId } = room;
  const now = parts.environment.now();
  await tx.query('UPDATE rooms SET ended_at = $3 WHERE feed = $1 AND id = $2', [feed, roomId, now]);
  const reads = createReads({ transaction: tx, feed, station: { stationId: '', incarnation: 1 }, parsed: new Map() });
  const state = (await reads.cases.find(caseId))?.state;
  if (!state || state.erased) return;
  const [seats, events] = [await seatsOf(tx, room), await eventsOf(tx, room)];
  const payload = roomRecord({ roomId, seats, startedAt: room.startsAt, events }, sha256Of);
  const steps: Step[] = [{ type: 'room.ended', payload }];
  const known = new Set(state.files.filter(({ removedAt }) => removedAt === null).map(({ sha256 }) => sha256));
  for (const [index, { id, seatId, mediaType, content }] of (await shownPhotos(tx, room, events)).entries()) {
    const sha256 = fileHashOf(content);
    if (known.has(sha256)) continue;
    known.add(sha256);
    const partyId = seats.find((seat) => seat.id === seatId && seat.kind === 'party')?.personId;
    const name = `在线调解照片${index + 1}.${endOf(mediaType)}`;
    const attached: CaseActionPayloads['file.attached'] = {
      ...{ fileId: id, sha256, bytes: content.byteLength, mediaType, name, kind: 'evidence' },
      ...(partyId === undefined ? {} : { providerId: partyId }),
    };
    steps.push({ type: 'file.attached', payload: attached });
  }
  const isBeside = penOf(state) !== (await currentEpoch(tx)).serverId;
  await appendSteps(tx, parts, { feed, caseId, revision: state.revision, isBeside }, steps);
}

/** Gives the bytes of a room's photos to the files of the city, from where the center fetches them (SYNC-8). */
async function giveFiles({ database, files, environment }: ClosingParts, key: RoomKey): Promise<void> {
  const photos = await database.transaction(async (tx) => shownPhotos(tx, key, await eventsOf(tx, key)), {
    readonly: true,
  });
  for (const { content } of photos) {
    await files.keep({ feed: key.feed, hash: fileHashOf(content), bytes: content.byteLength }, content);
  }
  await database.query('UPDATE rooms SET told_at = $3 WHERE feed = $1 AND id = $2', [
    key.feed,
    key.roomId,
    environment.now(),
  ]);
}

/** Ends the rooms whose time is over, and gives the photos of ended ones to the case. Once more does nothing more. */
export async function closeRooms(parts: ClosingParts): Promise<void> {
  const { database, environment } = parts;
  const over = await database.query<RoomKey>(
    'SELECT feed, id::text AS "roomId" FROM rooms WHERE ended_at IS NULL AND closes_at <= $1',
    [environment.now()],
  );
  for (const key of over) {
    await database.transaction(async (tx) => {
      await takePositions(tx, key.feed, 0);
      const room = await findRoom(tx, key, true);
      if (!room || room.endedAt !== null) return;
      await addEvent(tx, room, {
        at: environment.now(),
        seatId: null,
        clientId: randomUUID(),
        post: { type: 'expired' },
      });
      await tellEnd(tx, parts, room);
    });
  }
  const untold = await database.query<RoomKey>(
    'SELECT feed, id::text AS "roomId" FROM rooms WHERE ended_at IS NOT NULL AND told_at IS NULL',
  );
  for (const key of untold) await giveFiles(parts, key);
}
