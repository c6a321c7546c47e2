import type { CaseStatus } from '../../domain/cases/status.ts';
import type { CityAnswer, HomeReads } from '../../services/home/port.ts';
import { type LedgerSqlRow, ledgerColumns, type Query, toLedgerRow } from './ledger-sql.ts';
import { Parameters } from './parameters.ts';
import type { Scope } from './scope.ts';
import { shownTo, visibleTo } from './visible.ts';

interface WorkQuery {
  readonly statuses: readonly CaseStatus[];
  readonly mediatorId: string | null;
  readonly viewer?: string | undefined;
}

/** Cases `c` that a station has the pen of, in some states, of one mediator where one is named. */
function workOf(scope: Scope, { statuses, mediatorId, viewer }: WorkQuery): { from: string; parameters: Parameters } {
  const { feed, station } = scope;
  const parameters = new Parameters();
  const { bind } = parameters;
  const own = bind(feed);
  const inStates = `FROM cases c WHERE c.feed = ${own} AND c.pen_station = ${bind(station.stationId)} AND c.status = ANY(${bind(statuses)}::text[])${visibleTo(scope, viewer, parameters)}`;
  if (mediatorId === null) return { from: inStates, parameters };
  const mine = `SELECT m.seq FROM case_mediators m WHERE m.feed = ${own} AND m.mediator_id = ${bind(mediatorId)}`;
  return { from: `${inStates} AND c.seq IN (${mine})`, parameters };
}

function workQuery(scope: Scope, query: WorkQuery & { readonly limit: number }): Query {
  const { from, parameters } = workOf(scope, query);
  const order = 'c.due_at ASC NULLS LAST, c.seq';
  const sql = `SELECT ${ledgerColumns} ${from} ORDER BY ${order} LIMIT ${parameters.bind(query.limit)}`;
  return { sql, parameters: parameters.values };
}

function countsQuery(scope: Scope, query: WorkQuery & { readonly now: number; readonly endOfToday: number }): Query {
  const { from, parameters } = workOf(scope, query);
  const now = `${parameters.bind(query.now)}::bigint`;
  const endOfToday = `${parameters.bind(query.endOfToday)}::bigint`;
  const sql = `SELECT count(*) FILTER (WHERE c.due_at < ${now}) AS overdue,
    count(*) FILTER (WHERE c.due_at BETWEEN ${now} AND ${endOfToday}) AS today,
    count(*) FILTER (WHERE c.due_at IS NULL OR c.due_at > ${endOfToday}) AS waiting ${from}`;
  return { sql, parameters: parameters.values };
}

type ConfirmationsQuery = Readonly<{
  mediatorId: string | null;
  viewer?: string | undefined;
  from: number;
  until: number;
  limit: number;
}>;

function confirmationsQuery(scope: Scope, { mediatorId, viewer, from, until, limit }: ConfirmationsQuery): Query {
  const { feed, station } = scope;
  const parameters = new Parameters();
  const { bind } = parameters;
  const own = bind(feed);
  const mine = (id: string) =>
    ` AND c.seq IN (SELECT m.seq FROM case_mediators m WHERE m.feed = ${own} AND m.mediator_id = ${bind(id)})`;
  const sql = `SELECT ${ledgerColumns} FROM cases c WHERE c.feed = ${own} AND c.pen_station = ${bind(station.stationId)}
    AND c.confirmation_due_at BETWEEN ${bind(from)}::bigint AND ${bind(until)}::bigint
    ${mediatorId === null ? '' : mine(mediatorId)}${visibleTo(scope, viewer, parameters)} ORDER BY c.confirmation_due_at, c.seq LIMIT ${bind(limit)}`;
  return { sql, parameters: parameters.values };
}

const newsColumns = `h.id AS "actionId", c.id AS "caseId", h.type, h.device_time AS at, h.actor_id AS "actorId",
  c.title, c.parties_text AS "partiesText"`;

/** It was not set aside, by its newest word: nothing has happened by such an action. */
const counts = `coalesce((SELECT v.verdict FROM verdicts v WHERE v.feed = $1 AND v.position = h.position
  ORDER BY v.ordinal DESC LIMIT 1), 'accepted') NOT IN ('set_aside', 'held')`;

const newsSql = {
  all: (
    shown: string,
  ) => `SELECT ${newsColumns} FROM action_headers h JOIN cases c ON c.feed = h.feed AND c.id = h.stream_id
    WHERE h.feed = $1 AND h.stream_kind = 'case' AND ${counts}${shown} ORDER BY h.position DESC LIMIT $2`,
  // Who has a case may see it. The newest actions of the cases that changed last: no other case can have a newer one.
  mediator: `SELECT ${newsColumns} FROM
    (SELECT mine.id FROM case_mediators m JOIN cases mine ON mine.feed = m.feed AND mine.seq = m.seq
      WHERE m.feed = $1 AND m.mediator_id = $3 ORDER BY mine.last_position DESC LIMIT $2) newest
    JOIN cases c ON c.feed = $1 AND c.id = newest.id
    JOIN action_headers h ON h.feed = $1 AND h.stream_kind = 'case' AND h.stream_id = c.id
    WHERE ${counts} ORDER BY h.position DESC LIMIT $2`,
  // Of every station of the feed: here they are all looked after.
  setAside: (shown: string) => `SELECT ${newsColumns}, c.case_number AS "caseNumber" FROM set_asides a
    JOIN action_headers h ON h.feed = $1 AND h.position = a.position
    JOIN cases c ON c.feed = $1 AND c.id = h.stream_id
    WHERE a.feed = $1 AND a.settled_at IS NULL AND a.stream_kind = 'case'${shown} ORDER BY h.position`,
  answered: (
    shown: string,
  ) => `SELECT ${newsColumns}, c.case_number AS "caseNumber", s.id AS "settlingId", s.type AS "settlingType",
      s.device_time AS "answeredAt"
    FROM set_asides a JOIN action_headers h ON h.feed = $1 AND h.position = a.position
    JOIN action_headers s ON s.feed = $1 AND s.stream_kind = 'settling' AND s.stream_id = h.id
    JOIN cases c ON c.feed = $1 AND c.id = h.stream_id
    WHERE a.feed = $1 AND a.stream_kind = 'case' AND s.type IN ('settling.approved', 'settling.declined')
      AND (h.actor_id = $2 OR EXISTS (SELECT 1 FROM action_headers o WHERE o.feed = $1 AND o.stream_kind = 'settling'
        AND o.stream_id = h.id AND o.type = 'settling.handed_over' AND o.actor_id = $2))
      AND NOT EXISTS (SELECT 1 FROM access_log l
        WHERE l.feed = $1 AND l.kind = 'answer' AND l.subject = s.id::text AND l.staff_id = $2)${shown}
    ORDER BY s.position`,
} as const;

const citizensWaitingSql = (shown: string): string =>
  `SELECT c.id::text AS id FROM cases c WHERE c.feed = $1 AND c.pen_station = $2 AND c.citizen_asks_at IS NOT NULL${shown}
    ORDER BY c.citizen_asks_at, c.seq LIMIT $3`;

type News = Awaited<ReturnType<HomeReads['news']>>[number];
type SetAside = Awaited<ReturnType<HomeReads['setAside']>>[number];

export function homeReads(scope: Scope): HomeReads {
  const { transaction, feed, station } = scope;
  return {
    async work(query) {
      if (query.statuses.length === 0) return [];
      const { sql, parameters } = workQuery(scope, query);
      return (await transaction.query<LedgerSqlRow>(sql, parameters)).map(toLedgerRow);
    },
    async counts(query) {
      const none = { overdue: 0, today: 0, waiting: 0 };
      if (query.statuses.length === 0) return none;
      const { sql, parameters } = countsQuery(scope, query);
      const [row] = await transaction.query<typeof none>(sql, parameters);
      return row ?? none;
    },
    async offered() {
      const sql = 'SELECT id::text AS id FROM cases WHERE feed = $1 AND offered_to = $2 ORDER BY seq';
      return (await transaction.query<{ id: string }>(sql, [feed, station.stationId])).map(({ id }) => id);
    },
    async citizensWaiting({ limit, viewer }) {
      const rows = await transaction.query<{ id: string }>(
        ...shownTo(scope, viewer, [feed, station.stationId, limit], citizensWaitingSql),
      );
      return rows.map(({ id }) => id);
    },
    async confirmations(query) {
      const { sql, parameters } = confirmationsQuery(scope, query);
      return (await transaction.query<LedgerSqlRow>(sql, parameters)).map(toLedgerRow);
    },
    async errands({ mediatorId, limit, viewer }) {
      const parameters = new Parameters();
      const { bind } = parameters;
      const own = bind(feed);
      const mine = (id: string) =>
        ` AND c.seq IN (SELECT m.seq FROM case_mediators m WHERE m.feed = ${own} AND m.mediator_id = ${bind(id)})`;
      const sql = `SELECT c.id::text AS id FROM cases c WHERE c.feed = ${own} AND c.errand_due_at IS NOT NULL
        ${mediatorId === null ? '' : mine(mediatorId)}${visibleTo(scope, viewer, parameters)}
        ORDER BY c.errand_due_at, c.seq LIMIT ${bind(limit)}`;
      return (await transaction.query<{ id: string }>(sql, parameters.values)).map(({ id }) => id);
    },
    async news({ mediatorId, limit, viewer }) {
      return mediatorId === null
        ? transaction.query<News>(...shownTo(scope, viewer, [feed, limit], newsSql.all))
        : transaction.query<News>(newsSql.mediator, [feed, limit, mediatorId]);
    },
    async setAside(viewer) {
      return transaction.query<SetAside>(...shownTo(scope, viewer, [feed], newsSql.setAside));
    },
    async answered(staffId, viewer) {
      return transaction.query<CityAnswer>(...shownTo(scope, viewer, [feed, staffId], newsSql.answered));
    },
  };
}
