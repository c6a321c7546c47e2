import { ServiceError } from '../../contract/errors.ts';
import type { HashSuite } from '../../domain/log/action.ts';
import { chunkRows } from '../../services/sync/chunk-rows.ts';
import type { Transaction } from '../db/database.ts';
import { createWrites } from '../db/ports.ts';
import type { LoggedAction } from './push-log.ts';

/**
 * Keeps the rows that came beside stored actions of one feed, apart from them, so that one can be erased (LOG-7, LOG-8).
 * Whatever folds the actions comes after it.
 * @throws ServiceError INVALID_INPUT where a row is not the one whose hash its action has.
 */
export async function keepRowsBeside(
  tx: Transaction,
  feed: string,
  suite: HashSuite,
  actions: readonly Pick<LoggedAction, 'wire'>[],
): Promise<void> {
  const writes = createWrites({ transaction: tx, feed, station: { stationId: '', incarnation: 1 }, parsed: new Map() });
  for (const { wire } of actions) {
    if (wire.payload === null || wire.rows === undefined) continue;
    const { id, type } = wire.header;
    const rows = chunkRows(wire, JSON.parse(wire.payload), suite, (caseId) => {
      const detail = `动作 ${id}（${type}）里案件 ${caseId} 的内容和它的校验值不符，整批没有接收。`;
      return new ServiceError('INVALID_INPUT', { detail });
    });
    if (rows.length > 0) await writes.imports.keepRows(id, rows);
  }
}

/** Whether rows came beside any of these. */
export const haveRows = (actions: readonly Pick<LoggedAction, 'wire'>[]): boolean =>
  actions.some(({ wire }) => wire.rows !== undefined);
