import { ServiceError } from '../../contract/errors.ts';
import type { PulledAction } from '../../contract/sync.ts';
import { type Action, type HashSuite, hashHeader, hashPayload, suiteOf } from '../../domain/log/action.ts';
import type { PlacedImportRow } from '../imports/port.ts';
import { chunkRows } from './chunk-rows.ts';
import type { CityWord, ForeignAction } from './port.ts';

/** A pulled action after its hashes were checked, as it is folded, with the rows beside an import's chunk (LOG-7). */
export interface ArrivedAction extends ForeignAction {
  readonly action: Action<unknown>;
  readonly rows: readonly PlacedImportRow[];
}

/** @throws ServiceError CHAIN_BROKEN naming the action: what the city sent is not used, and nothing is changed. */
export function unusable(actionId: string, why: string): ServiceError {
  return new ServiceError('CHAIN_BROKEN', {
    detail: `市平台送来的动作 ${actionId} ${why}，没有采用，本机数据没有变动。`,
  });
}

/**
 * Checks what came over the line before any of it is kept (LOG-2): the hash of the header, and of the payload, which
 * must be JSON, since nobody could fold it otherwise.
 * @throws ServiceError CHAIN_BROKEN or, for hashes of a kind that this version does not know, APP_TOO_OLD.
 */
export function checkArrived(pulled: PulledAction, suite: HashSuite): ArrivedAction {
  const { header, headerHash, payload, salt } = pulled;
  if (suite.named(header.algorithms) === null) {
    const detail = `市平台送来的动作 ${header.id} 用了本机不认识的校验方式，请升级程序；数据都在本机。`;
    throw new ServiceError('APP_TOO_OLD', { detail });
  }
  if (hashHeader(header, suite) !== headerHash) throw unusable(header.id, '表头校验不符');
  if ((payload === null) !== (salt === null)) throw unusable(header.id, '内容不全');
  const word = wordOf(pulled);
  if (payload === null || salt === null) {
    const action = { header, payload: null };
    return { header, headerHash, payloadBytes: null, salt: null, action, word, rows: [] };
  }
  const sealed = { payloadBytes: Buffer.from(payload), salt: Buffer.from(salt, 'hex') };
  if (hashPayload(sealed.salt, sealed.payloadBytes, suiteOf(header, suite)) !== header.payloadHash) {
    throw unusable(header.id, '内容校验不符');
  }
  const action = { header, payload: jsonOf(payload, header.id) };
  const rows = chunkRows(pulled, action.payload, suite, (caseId) =>
    unusable(header.id, `里案件 ${caseId} 的内容校验不符`),
  );
  return { header, headerHash, ...sealed, action, word, rows };
}

function wordOf({ feed, position, streamSequence, verdict, reason, detail }: PulledAction): CityWord {
  return { feed, position, streamSequence, verdict, reason, detail };
}

function jsonOf(payload: string, actionId: string): unknown {
  try {
    return JSON.parse(payload);
  } catch (error) {
    throw new ServiceError('CHAIN_BROKEN', unusable(actionId, '内容读不出来').data, { cause: error });
  }
}
