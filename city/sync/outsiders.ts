import type { ActionHeader } from '../../domain/log/action.ts';
import { erasureActionSchemas } from '../../domain/personal-data/erasure.ts';
import type { Verdict } from '../../domain/sync/verdict.ts';
import type { Transaction } from '../db/database.ts';
import type { Sender } from './push-log.ts';
import { type StreamAtCity, type Streams, streamKey } from './push-streams.ts';
import type { Addition } from './take-in.ts';

/**
 * What a station writes to a record of its district that is neither its own nor was ever granted to it. In another
 * district's feed such a batch is refused; at home it is set aside, for a batch that is refused holds up for ever what
 * comes after it (SYNC-1). No program of ours writes either.
 */
export const notOwn: Verdict = {
  verdict: 'set_aside',
  reason: 'not_possible',
  detail: '这条记录不是本站的，也没有移交给本站',
};

/** The streams among these, by their keys, of which who writes to them is no party; to be asked before anything is placed. */
export function outsideOf(streams: Streams, sender: Sender): ReadonlySet<string> {
  if (sender.isCity) return new Set();
  return new Set([...streams.values()].filter((stream) => isOutside(stream, sender)).map(keyOf));
}

const keyOf = ({ kind, id }: StreamAtCity): string => streamKey(kind, id);

function isOutside({ kind, sequence, isParty, state }: StreamAtCity, { stationId }: Sender): boolean {
  // What settles an action stands beside it, and is judged by who may settle it.
  if (kind === 'settling') return false;
  if (sequence > 0) return !isParty;
  // An imported case to which nobody has added anything has no stream of its own yet.
  return state !== null && state.bornAt !== stationId;
}

// A case that was handed over is erased by the center that began it (services/log/erase.ts). What an order names must
// belong to the case: its own actions, and what settled them.
const foreignOrderSql = `SELECT 1 WHERE EXISTS (SELECT 1 FROM stream_pens p WHERE p.feed = $1 AND p.stream_kind = 'case'
    AND p.stream_id = $2 AND p.origin_station <> $3)
  OR EXISTS (SELECT 1 FROM cases c JOIN case_states s ON s.feed = c.feed AND s.seq = c.seq WHERE c.feed = $1
    AND c.id = $2 AND s.state::jsonb ->> 'bornAt' <> $3)
  OR EXISTS (SELECT 1 FROM action_headers h WHERE h.feed = $1 AND h.id = ANY($4::uuid[])
    AND NOT (h.stream_kind = 'case' AND h.stream_id = $2) AND NOT (h.stream_kind = 'settling' AND h.stream_id = ANY($4::uuid[])))`;

/** What one person ordered alone, as programs did before there were requests; the store would refuse to obey it (LOG-8). */
export const byOne: Verdict = {
  verdict: 'set_aside',
  reason: 'not_possible',
  detail: '依法删除要两个人：一个人申请，另一个人批准。请重新申请。',
};

const askedForSql = `SELECT 1 FROM action_headers WHERE feed = $1 AND stream_kind = 'erasure' AND stream_id = $2
  AND type = 'erasure.requested' AND actor_id <> $3 LIMIT 1`;

/** Whether another person has asked for an order to erase, as the log of the feed has it (LOG-8). */
export async function isAskedFor(
  { query }: Pick<Transaction, 'query'>,
  feed: string,
  { streamId, actorId }: Pick<ActionHeader, 'streamId' | 'actorId'>,
): Promise<boolean> {
  return (await query(askedForSql, [feed, streamId, actorId])).length > 0;
}

/** Orders to erase among what is added, by their ids, for which no other person had asked before (LOG-8). */
export async function loneOrders(
  { query }: Pick<Transaction, 'query'>,
  feed: string,
  additions: readonly Addition[],
): Promise<ReadonlySet<string>> {
  const lone = new Set<string>();
  for (const { fresh } of additions) {
    for (const [index, { header }] of fresh.entries()) {
      if (header.type !== 'log.erased') continue;
      const { streamId, actorId } = header;
      // In the same push, and not placed yet.
      const isJustAsked = fresh.slice(0, index).some(({ header: before }) => {
        const isRequest = before.type === 'erasure.requested' && before.streamKind === 'erasure';
        return isRequest && before.streamId === streamId && before.actorId !== actorId;
      });
      if (!isJustAsked && !(await isAskedFor({ query }, feed, header))) lone.add(header.id);
    }
  }
  return lone;
}

/** Orders to erase among what is added, by their ids, that name what the sender did not begin (LOG-8). */
export async function foreignOrders(
  { query }: Pick<Transaction, 'query'>,
  feed: string,
  additions: readonly Addition[],
): Promise<ReadonlySet<string>> {
  const foreign = new Set<string>();
  for (const { sender, fresh } of additions) {
    if (sender.isCity) continue;
    for (const { header, wire } of fresh) {
      if (header.type !== 'log.erased' || wire.payload === null) continue;
      const order = erasureActionSchemas['log.erased'].safeParse(JSON.parse(wire.payload));
      // Nobody can say what one of another shape names.
      if (!order.success) foreign.add(header.id);
      else {
        const { streamId, actionIds } = order.data;
        const found = await query(foreignOrderSql, [feed, streamId, sender.stationId, actionIds]);
        if (found.length > 0) foreign.add(header.id);
      }
    }
  }
  return foreign;
}
