import type { CaseView } from '../../contract/cases.ts';
import { ServiceError } from '../../contract/errors.ts';
import type { Procedure } from '../../domain/access/permissions.ts';
import type { CaseState } from '../../domain/cases/state.ts';
import type { RoomEnded } from '../../domain/room/actions.ts';
import { agreementTextHash } from '../../domain/room/posting.ts';
import { plainDateAt } from '../../domain/text/chinese-date.ts';
import { seenCase } from '../access/seen-case.ts';
import type { Caller, Dependencies } from '../dependencies.ts';
import { fileHashOf } from '../documents/pdf-file.ts';
import { readAction } from '../log/append.ts';
import type { Reads } from '../ports.ts';
import { signOnScreen } from '../signing/sign.ts';

interface RoomInput {
  readonly caseId: string;
  /** The action by which the room was opened. */
  readonly roomId: string;
}

interface Ended {
  readonly state: CaseState;
  readonly record: RoomEnded;
}

async function endedRoom(
  reads: Reads,
  caller: Caller,
  procedure: Procedure,
  { caseId, roomId }: RoomInput,
): Promise<Ended> {
  const { state } = await seenCase(reads, caller, procedure, caseId);
  const ended = state.rooms.find(({ id }) => id === roomId)?.ended;
  const stored = ended && (await reads.log.find(ended.actionId));
  const record = stored && (readAction(stored).payload as RoomEnded | null);
  if (!record) throw new ServiceError('NOT_FOUND', { detail: '没有这次在线调解的记录：还没有结束，或者已依法删除。' });
  return { state, record };
}

/** What the city told of a room that ended: transcript, terms and signatures. @throws ServiceError NOT_ALLOWED, NOT_FOUND */
export async function recordOfRoom({ store }: Dependencies, caller: Caller, input: RoomInput): Promise<RoomEnded> {
  return store.read(async (reads) => (await endedRoom(reads, caller, 'rooms.record', input)).record);
}

const sha256 = (text: string): string => fileHashOf(new TextEncoder().encode(text));

export interface TakeSignatureInput extends RoomInput {
  readonly actionId: string;
  readonly baseRevision: number;
  /** Whose signature it is. */
  readonly seatId: string;
}

/**
 * Takes what a party drew on the phone as the mark of the agreement, where it was drawn under this very text (人民调解法 29,
 * docs/online-mediation.md); as at the desk's screen, the paper must be issued. The same action id changes nothing.
 * @throws ServiceError NOT_FOUND; NOT_POSSIBLE_NOW where the text is another; as {@link signOnScreen}
 */
export async function takeSignature(
  dependencies: Dependencies,
  caller: Caller,
  input: TakeSignatureInput,
): Promise<CaseView> {
  const { actionId, caseId, baseRevision, seatId } = input;
  const { state, record } = await dependencies.store.read((reads) =>
    endedRoom(reads, caller, 'rooms.takeSignature', input),
  );
  const signature = record.signatures.find((each) => each.seatId === seatId);
  const seat = record.seats.find((each) => each.seatId === seatId);
  if (!signature || seat?.personId === undefined)
    throw new ServiceError('NOT_FOUND', { detail: '这个人没有在手机上签名。' });
  const { agreement } = state;
  if (!agreement || agreementTextHash(agreement.text, sha256) !== signature.textHash) {
    const detail = '协议和手机上签的不一样，手机上的签名不能用。请改回一样的内容，或者请各方当面签。';
    throw new ServiceError('NOT_POSSIBLE_NOW', { detail });
  }
  return signOnScreen(dependencies, caller, {
    ...{ actionId, caseId, baseRevision },
    mark: {
      version: agreement.version,
      kind: seat.kind === 'mediator' ? 'mediator' : 'party',
      signerId: seat.personId,
      ...(seat.agentName === undefined ? {} : { agentName: seat.agentName }),
      method: 'signature',
      signedOn: plainDateAt(signature.signedAt),
    },
    made: { way: 'screen', drawn: signature.drawn, device: '本人手机（在线调解室）' },
  });
}
