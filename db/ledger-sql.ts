import type { LedgerSort } from '../contract/ledger.ts';
import type { StoreFilter } from '../services/ledger/port.ts';
import { selected } from './case-row.ts';
import type { Connection, Parameters } from './connection.ts';
import { type Condition, conditionsOf } from './ledger-conditions.ts';
import { visibleTo } from './visible.ts';

/** SQL text with the values of its named parameters. The text depends on the shape of the query only. */
export interface Query {
  readonly sql: string;
  readonly parameters: Parameters;
}

export const ledgerColumns = selected(
  [
    'id',
    'caseNumber',
    'statusRank',
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
  ],
  'c',
);

interface Order {
  /** The index that stands in this order. */
  readonly index: string | null;
  readonly by: (direction: 'ASC' | 'DESC') => string;
}

/** Whole orders: the last key makes each total, so that pages neither repeat nor skip a row. Empty values stand last. */
const orders: Readonly<Record<string, Order>> = {
  // Numbers are given out in the order of registration; as text 10 would stand before 2.
  caseNumber: { index: null, by: (direction) => `c.seq ${direction}` },
  registeredAt: { index: 'cases_registered_at', by: (direction) => `c.registered_at ${direction}, c.seq ${direction}` },
  status: {
    index: 'cases_status',
    by: (direction) =>
      `c.status_rank ${direction}, c.due_at ${direction}, c.amount_fen ${direction}, c.seq ${direction}`,
  },
  parties: {
    index: 'cases_initials',
    by: (direction) => `c.initials ${direction}, c.parties_text ${direction}, c.seq ${direction}`,
  },
  mojType: { index: 'cases_moj_type', by: (direction) => `c.moj_type ${direction}, c.seq ${direction}` },
  // Codes run area by area and street by street, in the order of the official list.
  streetName: { index: 'cases_place', by: (direction) => `c.place_code ${direction}, c.seq ${direction}` },
  amountFen: { index: 'cases_amount', by: (direction) => `c.amount_fen ${direction} NULLS LAST, c.seq ${direction}` },
  confirmationDueAt: {
    index: 'cases_confirmation_due',
    by: (direction) => `c.confirmation_due_at ${direction} NULLS LAST, c.seq ${direction}`,
  },
  dueAt: { index: 'cases_due_at', by: (direction) => `c.due_at ${direction} NULLS LAST, c.seq ${direction}` },
};

function orderOf({ column, direction }: LedgerSort): { readonly by: string; readonly index: string | null } {
  const order = orders[column];
  if (!order) throw new RangeError(`the ledger is not sorted by ${column}`);
  return { by: order.by(direction === 'asc' ? 'ASC' : 'DESC'), index: order.index };
}

/**
 * Rows up to which it is quicker to fetch all that pass one condition and sort them than to walk in order; more where
 * other conditions stand beside it, because a walk then goes far for each row that passes all.
 */
const FEW = 1_000;
const FEW_OF_SEVERAL = 8_000;

/**
 * The condition that leaves few rows, where there is one. SQLite without statistics takes any index for a good one, and
 * statistics would not know this filter's values: counting a little first costs less than either mistake.
 */
function fewestOf(connection: Connection, conditions: readonly Condition[]): Condition | null {
  const few = conditions.length > 1 ? FEW_OF_SEVERAL : FEW;
  let fewest: Condition | null = null;
  let least = few + 1;
  for (const condition of conditions) {
    if (condition.source === null) continue;
    const sql = `SELECT count(*) AS count FROM (${condition.source} LIMIT ${few + 1})`;
    const count = connection.statement<{ count: number }>(sql).get(condition.values)?.count ?? 0;
    if (count < least) [fewest, least] = [condition, count];
  }
  return fewest;
}

function fromWhere(conditions: readonly Condition[], driver: Condition | null, index: string | null): Query {
  const tests = conditions.filter((condition) => condition !== driver).map(({ test }) => test);
  const walked = index === null ? 'cases c' : `cases c INDEXED BY ${index}`;
  const from = driver ? `(${driver.source}) d CROSS JOIN cases c ON c.seq = d.seq` : walked;
  const sql = tests.length > 0 ? `FROM ${from} WHERE ${tests.join(' AND ')}` : `FROM ${from}`;
  return { sql, parameters: Object.assign({}, ...conditions.map(({ values }) => values)) };
}

/** Only what this person may see, as one more condition. */
function visible(connection: Connection, viewer: string | undefined): readonly Condition[] {
  const { and, values } = visibleTo(connection, viewer);
  const test = and().replace(/^ AND /, '');
  return test === '' ? [] : [{ test, source: null, values: values as Condition['values'] }];
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

export function ledgerPageQuery(
  connection: Connection,
  { filter, sort, offset, limit, now, viewer }: PageQuery,
): Query {
  const conditions = [...conditionsOf(filter, now), ...visible(connection, viewer)];
  const { by, index } = orderOf(sort);
  const { sql, parameters } = fromWhere(conditions, fewestOf(connection, conditions), index);
  return {
    sql: `SELECT ${ledgerColumns} ${sql} ORDER BY ${by} LIMIT @limit OFFSET @offset`,
    parameters: { ...parameters, limit, offset },
  };
}

/** All ids in the order of the pages, for an export. */
export function ledgerOrderQuery(connection: Connection, { filter, sort, now, viewer }: OrderQuery): Query {
  const conditions = [...conditionsOf(filter, now), ...visible(connection, viewer)];
  const { sql, parameters } = fromWhere(conditions, fewestOf(connection, conditions), null);
  return { sql: `SELECT c.id ${sql} ORDER BY ${orderOf(sort).by}`, parameters };
}

export function ledgerTotalsQuery(connection: Connection, filter: StoreFilter, now: number, viewer?: string): Query {
  const conditions = conditionsOf(filter, now);
  const shown = visible(connection, viewer);
  const totals = 'SELECT count(*) AS filtered, coalesce(sum(amount_fen), 0) AS amountFen';
  // One condition with an index: the index alone, or one look at each row that passes, answers it.
  const [only, ...others] = conditions;
  if (only?.where !== undefined && others.length === 0) {
    const { and, values } = visibleTo(connection, viewer);
    return { sql: `${totals} FROM cases WHERE ${only.where}${and('seq')}`, parameters: { ...only.values, ...values } };
  }
  const { sql, parameters } = fromWhere([...conditions, ...shown], fewestOf(connection, conditions), null);
  return { sql: `${totals} ${sql}`, parameters };
}
