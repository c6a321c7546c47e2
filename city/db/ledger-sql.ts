import type { LedgerSort } from '../../contract/ledger.ts';
import type { CaseStatus } from '../../domain/cases/status.ts';
import type { LedgerStoreRow, StoreFilter } from '../../services/ledger/port.ts';
import type { CaseColumns } from './case-row.ts';
import type { Parameter } from './database.ts';
import { conditionsOf } from './ledger-conditions.ts';
import { Parameters } from './parameters.ts';
import { cases } from './schema/cases.ts';
import type { Scope } from './scope.ts';
import { selected } from './statements.ts';
import { visibleTo } from './visible.ts';

/** A statement with the values of its parameters. */
export interface Query {
  readonly sql: string;
  readonly parameters: readonly Parameter[];
}

const names = [
  'id',
  'caseNumber',
  'status',
  'partiesText',
  'title',
  'mojType',
  'areaName',
  'streetName',
  'mediatorIds',
  'amountFen',
  'registeredAt',
  'deadlineName',
  'deadlineStartAt',
  'warnAt',
  'dueAt',
  'provisional',
  'supervised',
  'riskLevel',
  'confirmationStanding',
  'confirmationDueAt',
  'confirmationProvisional',
] as const;

export const ledgerColumns = selected(cases, 'c', names);

export type LedgerSqlRow = Pick<CaseColumns, Exclude<(typeof names)[number], 'status'>> & {
  readonly status: CaseStatus;
};

export function toLedgerRow({ id, ...row }: LedgerSqlRow): LedgerStoreRow {
  return { caseId: id, ...row };
}

type Direction = 'ASC' | 'DESC';

/** Where several keys have empty values, they stand as SQLite has them: at the small end. */
const smallestFirst = (direction: Direction) => (direction === 'ASC' ? 'ASC NULLS FIRST' : 'DESC NULLS LAST');

/** Whole orders: the last key makes each total, so that pages neither repeat nor skip a row. Empty values stand last. */
const orders: Readonly<Record<string, (direction: Direction) => string>> = {
  // Numbers are given out in the order of registration; as text 10 would stand before 2.
  caseNumber: (direction) => `c.seq ${direction}`,
  registeredAt: (direction) => `c.registered_at ${direction}, c.seq ${direction}`,
  status: (direction) =>
    `c.status_rank ${direction}, c.due_at ${smallestFirst(direction)}, c.amount_fen ${smallestFirst(direction)},
      c.seq ${direction}`,
  parties: (direction) => `c.initials ${direction}, c.parties_text ${direction}, c.seq ${direction}`,
  mojType: (direction) => `c.moj_type ${direction}, c.seq ${direction}`,
  // Codes run area by area and street by street, in the order of the official list.
  streetName: (direction) => `c.place_code ${direction}, c.seq ${direction}`,
  amountFen: (direction) => `c.amount_fen ${direction} NULLS LAST, c.seq ${direction}`,
  confirmationDueAt: (direction) => `c.confirmation_due_at ${direction} NULLS LAST, c.seq ${direction}`,
  dueAt: (direction) => `c.due_at ${direction} NULLS LAST, c.seq ${direction}`,
};

function orderOf({ column, direction }: LedgerSort): string {
  const order = orders[column];
  if (!order) throw new RangeError(`the ledger is not sorted by ${column}`);
  return order(direction === 'asc' ? 'ASC' : 'DESC');
}

export interface OrderQuery {
  readonly filter: StoreFilter;
  readonly sort: LedgerSort;
  readonly now: number;
  /** Whose list it is; see {@link visibleTo}. */
  readonly viewer?: string | undefined;
}

export interface PageQuery extends OrderQuery {
  readonly offset: number;
  readonly limit: number;
}

/** @param select what is read of the row `c` of cases @param end what stands behind the conditions */
function ledgerQuery(scope: Scope, asked: Omit<OrderQuery, 'sort'>, select: string, end = ''): Query {
  const parameters = new Parameters();
  const { before, where } = conditionsOf(asked.filter, asked.now, parameters.bind(scope.feed), parameters);
  const shown = visibleTo(scope, asked.viewer, parameters);
  return { sql: `${before}SELECT ${select} FROM cases c WHERE ${where}${shown} ${end}`, parameters: parameters.values };
}

export function ledgerPageQuery(scope: Scope, { sort, offset, limit, ...asked }: PageQuery): Query {
  const end = `ORDER BY ${orderOf(sort)} LIMIT ${Number(limit)} OFFSET ${Number(offset)}`;
  return ledgerQuery(scope, asked, ledgerColumns, end);
}

/** All ids in the order of the pages, for an export. */
export function ledgerOrderQuery(scope: Scope, { sort, ...asked }: OrderQuery): Query {
  return ledgerQuery(scope, asked, 'c.id', `ORDER BY ${orderOf(sort)}`);
}

export function ledgerTotalsQuery(scope: Scope, asked: Omit<OrderQuery, 'sort'>): Query {
  const totals = 'count(*) AS filtered, coalesce(sum(c.amount_fen), 0)::bigint AS "amountFen"';
  return ledgerQuery(scope, asked, totals);
}
