import { type CaseStatus, openStatuses } from '../domain/cases/status.ts';
import type { CityAnswer, HomeReads } from '../services/home/port.ts';
import type { Connection } from './connection.ts';
import { type LedgerSqlRow, toLedgerRow } from './ledger.ts';
import { ledgerColumns, type Query } from './ledger-sql.ts';
import { ROWS_PER_CASE } from './schema/cases.ts';
import { rankOf } from './status-ranks.ts';
import { againstSql, needsSettling } from './sync.ts';
import { visibleTo } from './visible.ts';

interface WorkQuery {
  readonly statuses: readonly CaseStatus[];
  readonly mediatorId: string | null;
  /** ` AND …` on `c.seq`; see {@link visibleTo}. */
  readonly shown?: string;
}

const ownStation = '(SELECT station_id FROM station)';

/** Where cases that this station has the pen of (SYNC-6), in some states, are looked for: in the index of states, or among one mediator's cases. */
function workOf({ statuses, mediatorId, shown = '' }: WorkQuery): Query {
  const names = statuses.map((_, index) => `@status${index}`).join(', ');
  const ranks = Object.fromEntries(statuses.map((status, index) => [`status${index}`, rankOf(status)]));
  const here = ` AND +c.pen_station = ${ownStation}${shown}`;
  if (mediatorId === null) return { sql: `cases c WHERE c.status_rank IN (${names})${here}`, parameters: ranks };
  const open = statuses.every((status) => openStatuses.includes(status)) ? ' AND m.open = 1' : '';
  const sql = `case_mediators m CROSS JOIN cases c ON c.seq = m.key / ${ROWS_PER_CASE}
    WHERE m.mediator_id = @mediatorId${open} AND +c.status_rank IN (${names})${here}`;
  return { sql, parameters: { ...ranks, mediatorId } };
}

export function workQuery(query: WorkQuery & { readonly limit: number }): Query {
  const { sql: source, parameters } = workOf(query);
  const sql = `SELECT ${ledgerColumns} FROM
    (SELECT c.seq FROM ${source} ORDER BY c.due_at IS NULL, c.due_at, c.seq LIMIT @limit) w
    JOIN cases c ON c.seq = w.seq ORDER BY c.due_at IS NULL, c.due_at, c.seq`;
  return { sql, parameters: { ...parameters, limit: query.limit } };
}

export function countsQuery(query: WorkQuery & { readonly now: number; readonly endOfToday: number }): Query {
  const { sql: source, parameters } = workOf(query);
  const { now, endOfToday } = query;
  const sql = `SELECT count(*) FILTER (WHERE c.due_at < @now) AS overdue,
    count(*) FILTER (WHERE c.due_at BETWEEN @now AND @endOfToday) AS today,
    count(*) FILTER (WHERE c.due_at IS NULL OR c.due_at > @endOfToday) AS waiting FROM ${source}`;
  return { sql, parameters: { ...parameters, now, endOfToday } };
}

interface ConfirmationsQuery {
  readonly mediatorId: string | null;
  readonly from: number;
  readonly until: number;
  readonly limit: number;
  readonly shown?: string;
}

export function confirmationsQuery({ mediatorId, shown = '', ...values }: ConfirmationsQuery): Query {
  const key = `m.key >= c.seq * ${ROWS_PER_CASE} AND m.key < (c.seq + 1) * ${ROWS_PER_CASE}`;
  const mine = `EXISTS (SELECT 1 FROM case_mediators m WHERE ${key} AND m.mediator_id = @mediatorId)`;
  const sql = `SELECT ${ledgerColumns} FROM cases c WHERE c.confirmation_due_at BETWEEN @from AND @until
    AND +c.pen_station = ${ownStation}${shown}${mediatorId === null ? '' : ` AND ${mine}`}
    ORDER BY c.confirmation_due_at, c.seq LIMIT @limit`;
  return { sql, parameters: mediatorId === null ? values : { ...values, mediatorId } };
}

export function errandsQuery(query: {
  readonly mediatorId: string | null;
  readonly limit: number;
  readonly shown?: string;
}): Query {
  const { mediatorId, limit, shown = '' } = query;
  const key = `m.key >= c.seq * ${ROWS_PER_CASE} AND m.key < (c.seq + 1) * ${ROWS_PER_CASE}`;
  const mine = ` AND EXISTS (SELECT 1 FROM case_mediators m WHERE ${key} AND m.mediator_id = @mediatorId)`;
  const sql = `SELECT c.id FROM cases c WHERE c.errand_due_at IS NOT NULL${shown}${mediatorId === null ? '' : mine}
    ORDER BY c.errand_due_at, c.seq LIMIT @limit`;
  return { sql, parameters: mediatorId === null ? { limit } : { limit, mediatorId } };
}

const newsColumns = `h.id AS actionId, c.id AS caseId, h.type, h.device_time AS at, h.actor_id AS actorId,
  c.title, c.parties_text AS partiesText`;

/** The city has not set it aside, by its newest word: nothing has happened by such an action. */
const counts = `NOT EXISTS (SELECT 1 FROM receipts r WHERE r.position = h.position AND coalesce(
  (SELECT v.verdict FROM verdicts v WHERE v.position = h.position ORDER BY v.ordinal DESC LIMIT 1), r.verdict)
  IN ('set_aside', 'held'))`;
// Who had the case once may be asked again.
const offeredSql = `SELECT id FROM (SELECT id, seq FROM cases WHERE offered_to = ${ownStation}
  UNION ALL SELECT id, seq FROM asked_cases) ORDER BY seq`;

export function citizensWaitingSql(shown = ''): string {
  return `SELECT c.id FROM cases c WHERE c.citizen_asks_at IS NOT NULL AND +c.pen_station = ${ownStation}${shown}
    ORDER BY c.citizen_asks_at, c.seq LIMIT @limit`;
}

export const newsSql = {
  all: (shown = '') => `SELECT ${newsColumns} FROM action_headers h JOIN cases c ON c.id = h.stream_id
    WHERE h.stream_kind = 'case' AND ${counts}${shown} ORDER BY h.position DESC LIMIT @limit`,
  // The newest actions of the cases that changed last: no other case can have a newer one.
  // Who has a case may see it.
  mediator: `SELECT ${newsColumns} FROM
    (SELECT c.id FROM case_mediators m CROSS JOIN cases c ON c.seq = m.key / ${ROWS_PER_CASE}
      WHERE m.mediator_id = @mediatorId ORDER BY c.last_position DESC LIMIT @limit) mine
    CROSS JOIN cases c ON c.id = mine.id CROSS JOIN action_headers h ON h.stream_id = c.id
    WHERE h.stream_kind = 'case' AND ${counts} ORDER BY h.position DESC LIMIT @limit`,
  setAside: (shown = '') => `SELECT ${newsColumns}, c.case_number AS caseNumber
    FROM (${againstSql}) d CROSS JOIN action_headers h ON h.position = d.position JOIN cases c ON c.id = h.stream_id
    WHERE h.stream_kind = 'case' AND ${needsSettling}${shown} ORDER BY h.position`,
  answered: (
    shown = '',
  ) => `SELECT ${newsColumns}, c.case_number AS caseNumber, s.id AS settlingId, s.type AS settlingType,
      s.device_time AS answeredAt
    FROM (${againstSql}) d CROSS JOIN action_headers h ON h.position = d.position
    CROSS JOIN action_headers s ON s.stream_id = h.id JOIN cases c ON c.id = h.stream_id
    WHERE h.stream_kind = 'case' AND h.station_id = ${ownStation} AND s.stream_kind = 'settling'
      AND s.type IN ('settling.approved', 'settling.declined')
      AND (h.actor_id = @staffId OR EXISTS (SELECT 1 FROM action_headers o WHERE o.stream_id = h.id
        AND o.stream_kind = 'settling' AND o.type = 'settling.handed_over' AND o.actor_id = @staffId))
      AND NOT EXISTS (SELECT 1 FROM access_log a WHERE a.kind = 'answer' AND a.subject = s.id AND a.staff_id = @staffId)${shown}
    ORDER BY s.position`,
} as const;

type News = Awaited<ReturnType<HomeReads['news']>>[number];
type SetAside = Awaited<ReturnType<HomeReads['setAside']>>[number];

export function homeReads(connection: Connection): HomeReads {
  return {
    async work({ viewer, ...query }) {
      if (query.statuses.length === 0) return [];
      const { and, values } = visibleTo(connection, viewer);
      const { sql, parameters } = workQuery({ ...query, shown: and() });
      return connection
        .statement<LedgerSqlRow>(sql)
        .all({ ...parameters, ...values })
        .map(toLedgerRow);
    },
    async counts({ viewer, ...query }) {
      const none = { overdue: 0, today: 0, waiting: 0 };
      if (query.statuses.length === 0) return none;
      const { and, values } = visibleTo(connection, viewer);
      const { sql, parameters } = countsQuery({ ...query, shown: and() });
      return connection.statement<typeof none>(sql).get({ ...parameters, ...values }) ?? none;
    },
    async offered() {
      return connection
        .statement<{ id: string }>(offeredSql)
        .all()
        .map(({ id }) => id);
    },
    async citizensWaiting({ limit, viewer }) {
      const { and, values } = visibleTo(connection, viewer);
      return connection
        .statement<{ id: string }>(citizensWaitingSql(and()))
        .all({ limit, ...values })
        .map(({ id }) => id);
    },
    async confirmations({ viewer, ...query }) {
      const { and, values } = visibleTo(connection, viewer);
      const { sql, parameters } = confirmationsQuery({ ...query, shown: and() });
      return connection
        .statement<LedgerSqlRow>(sql)
        .all({ ...parameters, ...values })
        .map(toLedgerRow);
    },
    async errands({ viewer, ...query }) {
      const { and, values } = visibleTo(connection, viewer);
      const { sql, parameters } = errandsQuery({ ...query, shown: and() });
      return connection
        .statement<{ id: string }>(sql)
        .all({ ...parameters, ...values })
        .map(({ id }) => id);
    },
    async news({ mediatorId, limit, viewer }) {
      const { and, values } = visibleTo(connection, viewer);
      return mediatorId === null
        ? connection.statement<News>(newsSql.all(and())).all({ limit, ...values })
        : connection.statement<News>(newsSql.mediator).all({ mediatorId, limit });
    },
    async setAside(viewer) {
      const { and, values } = visibleTo(connection, viewer);
      return connection.statement<SetAside>(newsSql.setAside(and())).all(values);
    },
    async answered(staffId, viewer) {
      const { and, values } = visibleTo(connection, viewer);
      return connection.statement<CityAnswer>(newsSql.answered(and())).all({ staffId, ...values });
    },
  };
}
