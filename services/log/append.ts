import { ServiceError } from '../../contract/errors.ts';
import { type Action, type StreamKind, sealAction } from '../../domain/log/action.ts';
import { type Json, UnstorableValue } from '../../domain/log/canonical-json.ts';
import type { Environment } from '../environment.ts';
import type { LogReads, LogWrites, StoredAction } from './port.ts';

/** An action before it is chained: what happened, to which stream, by whom, on which revision. */
export interface NewAction<Payload> {
  /** UUIDv7 made where the action arose; the same id twice is the same action. */
  readonly id: string;
  readonly streamKind: StreamKind;
  readonly streamId: string;
  readonly type: string;
  readonly schemaVersion: number;
  readonly payload: Payload;
  readonly actorId: string;
  /** Revision of the stream that the author saw; 0 creates it. */
  readonly baseRevision: number;
}

/** Bytes of canonical JSON that one action may hold; longer things are files or imports (LOG-7). */
export const MAX_PAYLOAD_BYTES = 256 * 1024;

/**
 * Chains an action to this station's log and appends it in the caller's transaction (LOG-1, LOG-2).
 * @throws ServiceError INVALID_INPUT for text that cannot be stored, TOO_LARGE above {@link MAX_PAYLOAD_BYTES},
 *   ALREADY_DONE for an action that would create a stream which is there.
 */
export async function appendAction<Payload>(
  log: LogReads & LogWrites,
  environment: Environment,
  action: NewAction<Payload>,
): Promise<Action<Payload>> {
  const { payload, ...rest } = action;
  // A second beginning would be folded as one more action by a rebuild, and as a new record by the projection (LOG-4).
  if (action.baseRevision === 0 && (await log.hasStream(action.streamKind, action.streamId))) {
    throw new ServiceError('ALREADY_DONE', { detail: '这条记录已经建立过，没有再建一次。请刷新页面后查看。' });
  }
  const [station, head] = [await log.station(), await log.head()];
  const sealed = refuseUnstorable(seal);
  if (sealed.payloadBytes.byteLength > MAX_PAYLOAD_BYTES) throw new ServiceError('TOO_LARGE');
  await log.append(sealed);
  return { header: sealed.header, payload };

  function seal() {
    return sealAction(
      {
        ...rest,
        stationId: station.stationId,
        incarnation: station.incarnation,
        sequence: head.sequence + 1,
        previousHash: head.headerHash,
        deviceTime: environment.now(),
        clockOffset: environment.clockOffset(),
      },
      payload as Json,
      environment.randomBytes(16),
      environment.suite,
    );
  }
}

/** @throws ServiceError INVALID_INPUT where text cannot be stored (LOG-2). */
export function refuseUnstorable<Sealed>(seal: () => Sealed): Sealed {
  try {
    return seal();
  } catch (error) {
    if (!(error instanceof UnstorableValue)) throw error;
    const detail = '文字里有损坏的字符，没有保存。请删掉那一处重新输入。';
    throw new ServiceError('INVALID_INPUT', { detail, fields: { [error.path]: detail } }, { cause: error });
  }
}

const decoder = new TextDecoder('utf-8', { fatal: true });

/** A stored action as the reducers take it; the payload is null where it was erased. */
export function readAction(stored: Pick<StoredAction, 'header' | 'payloadBytes'>): Action<unknown> {
  const payload: unknown = stored.payloadBytes === null ? null : JSON.parse(decoder.decode(stored.payloadBytes));
  return { header: stored.header, payload };
}
