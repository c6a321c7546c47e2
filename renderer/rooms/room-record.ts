import type { AgreementText } from '../../domain/cases/agreement.ts';
import { type CaseState, currentSessions } from '../../domain/cases/state.ts';
import { toChinaDate, toChinaTime } from '../../domain/deadlines/china-time.ts';
import type { RoomEnded } from '../../domain/room/actions.ts';
import { roomResults } from '../../domain/room/actions.ts';
import type { HeldRoom } from '../../domain/room/held.ts';
import { recordText } from '../../domain/room/record.ts';
import { ROOM_PLACE } from '../../domain/room/room.ts';
import { api } from '../api/client.ts';

/** When the session was, as its record says it: a room that was open for days is of the day on which it ended. */
function timesOf({ startedAt, endedAt, transcript }: Pick<RoomEnded, 'startedAt' | 'endedAt' | 'transcript'>) {
  const heldOn = toChinaDate(endedAt);
  const first = [startedAt, ...transcript.map(({ at }) => at)].find((at) => toChinaDate(at) === heldOn);
  return { heldOn, startTime: toChinaTime(first ?? endedAt), endTime: toChinaTime(endedAt) };
}

/** The room that ended last and of which there is no record of a session yet; null where there is none. */
export function roomToRecord(state: CaseState): HeldRoom | null {
  const room = state.rooms.findLast(({ ended }) => ended !== null);
  if (!room?.ended || room.ended.present.length === 0) return null;
  const day = toChinaDate(room.ended.at);
  const time = toChinaTime(room.ended.at);
  const isRecorded = currentSessions(state).some(
    ({ place, heldOn, endedAt }) => place === ROOM_PLACE && heldOn === day && toChinaTime(endedAt) === time,
  );
  return isRecorded ? null : room;
}

/** What a room says of a session, to be looked through and confirmed by the mediator (人民调解法 27). */
export function sessionOfRoom(record: RoomEnded, openSession: boolean) {
  const { seats, result, note, agreement } = record;
  const present = seats.filter(({ joinedAt }) => joinedAt !== null);
  const persons = (kind: 'party' | 'mediator') =>
    present.filter((seat) => seat.kind === kind).flatMap(({ personId }) => personId ?? []);
  const helpers = present.filter(({ kind }) => kind === 'helper');
  const outcome = roomResults.find(({ id }) => id === result)?.name ?? '';
  const settled = agreement?.text.terms.map((term, index) => `${index + 1}. ${term}`).join('\n');
  return {
    ...timesOf(record),
    place: ROOM_PLACE,
    presentPartyIds: persons('party'),
    mediatorIds: persons('mediator'),
    helpers: helpers.map(({ seatId, name, identity = '' }) => ({ id: seatId, name, identity, consented: true })),
    openSession: openSession ? ('open' as const) : ('closed' as const),
    // Each party confirmed the notice by an act of its own, which the record names.
    rightsTold: present.every(({ kind, noticedAt }) => kind !== 'party' || noticedAt !== null),
    record: recordText(record),
    result: [outcome, settled, note].filter((part) => part !== undefined && part !== '').join('\n'),
  };
}

/** The record of the room that is to be written down; null where there is none. */
export async function findRoomSession(state: CaseState): Promise<ReturnType<typeof sessionOfRoom> | null> {
  const room = roomToRecord(state);
  if (!room) return null;
  return sessionOfRoom(await api.rooms.record({ caseId: state.id, roomId: room.id }), room.openSession);
}

/** The text that all accepted in the room that ended last; null where they did not. */
export async function findRoomAgreement(state: CaseState): Promise<AgreementText | null> {
  const room = state.rooms.findLast(({ ended }) => ended !== null);
  if (!room?.ended?.textHash || state.status !== 'mediating') return null;
  return (await api.rooms.record({ caseId: state.id, roomId: room.id })).agreement?.text ?? null;
}
