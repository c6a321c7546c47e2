import type { CaseState } from '../../domain/cases/state.ts';
import {
  type ProjectionRules,
  runningConfirmation,
  runningDeadline,
  runningErrandsOf,
} from '../../services/cases/project.ts';
import { SEQS_PER_ACTION } from '../db/case-writes.ts';
import type { Scope } from '../db/scope.ts';

/** Cases that are computed at once: their states are read, a few kilobytes each. */
const AT_ONCE = 500;

interface TimedCase {
  readonly seq: number;
  readonly state: string;
}

// A case that nobody has touched since its import has no pen of its own: it is with the station that imported it.
const timedSql = `SELECT c.seq, s.state FROM cases c
  JOIN case_states s ON s.feed = $1 AND s.seq = c.seq
  JOIN action_headers h ON h.feed = $1 AND h.position = c.seq / ${SEQS_PER_ACTION}
  LEFT JOIN stream_pens p ON p.feed = $1 AND p.stream_kind = 'case' AND p.stream_id = c.id
  WHERE c.feed = $1 AND (c.open OR c.confirmation_due_at IS NOT NULL) AND c.seq > $3 AND coalesce(p.pen_station, h.station_id) = $2
  ORDER BY c.seq LIMIT ${AT_ONCE}`;

const saveSql = `UPDATE cases c SET limit_id = d.limit_id, deadline_name = d.name, deadline_start_at = d.start_at,
    warn_at = d.warn_at, due_at = d.due_at, provisional = d.provisional = 1,
    confirmation_due_at = d.confirmation_due_at, confirmation_provisional = d.confirmation_provisional = 1,
    errand_due_at = d.errand_due_at
  FROM unnest($2::bigint[], $3::text[], $4::text[], $5::bigint[], $6::bigint[], $7::bigint[], $8::int[], $9::bigint[],
      $10::int[], $11::bigint[])
    d (seq, limit_id, name, start_at, warn_at, due_at, provisional, confirmation_due_at, confirmation_provisional,
      errand_due_at)
  WHERE c.feed = $1 AND c.seq = d.seq`;

/**
 * Computes the running deadlines of a station's cases of one feed anew, as its center did when its rules of time
 * changed: what the city shows is due is what the desk shows.
 */
export async function reprojectDeadlines(
  { transaction, feed }: Scope,
  stationId: string,
  rules: ProjectionRules,
): Promise<void> {
  let behind = -1;
  for (;;) {
    const cases = await transaction.query<TimedCase>(timedSql, [feed, stationId, behind]);
    const last = cases.at(-1);
    if (!last) return;
    const states = cases.map(({ state }) => JSON.parse(state) as CaseState);
    const deadlines = states.map((state) => runningDeadline(state, rules));
    const confirmations = states.map((state) => runningConfirmation(state, rules));
    await transaction.query(saveSql, [
      feed,
      cases.map(({ seq }) => seq),
      deadlines.map((deadline) => deadline?.limitId ?? null),
      deadlines.map((deadline) => deadline?.name ?? null),
      deadlines.map((deadline) => deadline?.startAt ?? null),
      deadlines.map((deadline) => deadline?.warnAt ?? null),
      deadlines.map((deadline) => deadline?.dueAt ?? null),
      deadlines.map((deadline) => (deadline?.provisional ? 1 : 0)),
      confirmations.map((confirmation) => confirmation?.dueAt ?? null),
      confirmations.map((confirmation) => (confirmation?.provisional ? 1 : 0)),
      states.map((state) => runningErrandsOf(state, rules)[0]?.by.dueAt ?? null),
    ]);
    behind = last.seq;
  }
}
