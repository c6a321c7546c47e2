import { ServiceError } from '../../contract/errors.ts';
import type { StreamKind } from '../../domain/log/action.ts';
import type { LogReads, StoredAction } from './port.ts';

/** What a caller is about to do; without a stream id where the action itself makes the stream. */
export interface Deed {
  readonly streamKind: StreamKind;
  readonly streamId?: string;
  readonly type: string;
}

/** @throws ServiceError ALREADY_DONE: what was asked for now is not what this action id did. */
export function usedElsewhere(): ServiceError {
  const detail = '这次办理的编号已经用在另一件事上，这一次没有保存。写的内容还在，请刷新页面后再办。';
  return new ServiceError('ALREADY_DONE', { detail });
}

/**
 * The action of this id, where it is the very deed that is asked for again because its answer was lost; null where the
 * id is new. An id that did something else is never taken for success: what was typed would be lost.
 * @throws ServiceError ALREADY_DONE for an id of another stream or another type.
 */
export async function findDone(
  log: Pick<LogReads, 'find'>,
  actionId: string,
  deed: Deed,
): Promise<StoredAction | null> {
  const stored = await log.find(actionId);
  if (!stored) return null;
  const { streamKind, streamId, type } = stored.header;
  const same =
    streamKind === deed.streamKind && type === deed.type && (deed.streamId === undefined || streamId === deed.streamId);
  if (!same) throw usedElsewhere();
  return stored;
}
