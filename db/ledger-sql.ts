import type { LedgerFilter, LedgerSort } from '../contract/ledger.ts';
import { endOfChinaDay, toChinaDate } from '../domain/deadlines/china-time.ts';
import { addDays, weekdayOf } from '../domain/deadlines/plain-date.ts';
import { selected } from './case-row.ts';
import type { Parameters } from './connection.ts';
import { ROWS_PER_CASE } from './schema/cases.ts';
import { searchExpression } from './search.ts';
import { rankOf } from './status-ranks.ts';

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
  ],
  'c',
);

/** End of the week (Sunday in China) that an instant lies in. */
function endOfWeek(now: number): number {
  const today = toChinaDate(now);
  return endOfChinaDay(addDays(today, (7 - weekdayOf(today)) % 7));
}

/** Collects conditions, and the values that they name. */
class Conditions {
  readonly parts: string[] = [];
  readonly parameters: Record<string, string | number> = {};

  add(condition: string, values: Record<string, string | number> = {}): void {
    this.parts.push(condition);
    Object.assign(this.parameters, values);
  }

  anyOf(column: string, name: string, values: readonly (string | number)[] | undefined): void {
    if (values === undefined || values.length === 0) return;
    const names = values.map((_, index) => `${name}${index}`);
    const named = Object.fromEntries(values.map((value, index) => [`${name}${index}`, value]));
    this.add(`${column} IN (${names.map((each) => `@${each}`).join(', ')})`, named);
  }

  get where(): string {
    return this.parts.length > 0 ? ` WHERE ${this.parts.join(' AND ')}` : '';
  }
}

function dueCondition(conditions: Conditions, due: NonNullable<LedgerFilter['due']>, now: number): void {
  switch (due) {
    case 'overdue':
      conditions.add('c.due_at < @now', { now });
      break;
    case 'warning':
      conditions.add('c.due_at >= @now AND c.warn_at <= @now', { now });
      break;
    case 'this_week':
      conditions.add('c.due_at >= @now AND c.due_at <= @weekEnd', { now, weekEnd: endOfWeek(now) });
      break;
  }
}

/** By the head of the place's code, which has an index; ':' is the character after '9'. */
function streetCondition(conditions: Conditions, streetCodes: readonly string[]): void {
  if (streetCodes.length === 0) return;
  const ranges = streetCodes.map(
    (_, index) => `c.place_code >= @street${index} AND c.place_code < @street${index} || ':'`,
  );
  conditions.add(
    `(${ranges.join(' OR ')})`,
    Object.fromEntries(streetCodes.map((code, index) => [`street${index}`, code])),
  );
}

function conditionsOf(filter: LedgerFilter, now: number): Conditions {
  const conditions = new Conditions();
  const { areaCode, mediatorId, registeredFrom, registeredTo, amountFromFen, amountToFen, flags, due } = filter;
  if (filter.search !== undefined && filter.search.trim() !== '') {
    const expression = searchExpression(filter.search);
    if (expression === null) conditions.add('0');
    else
      conditions.add('c.seq IN (SELECT rowid FROM case_search WHERE case_search MATCH @search)', {
        search: expression,
      });
  }
  conditions.anyOf('c.status_rank', 'status', filter.statuses?.map(rankOf));
  conditions.anyOf('c.moj_type', 'mojType', filter.mojTypes);
  streetCondition(conditions, filter.streetCodes ?? []);
  conditions.anyOf('c.risk_level', 'risk', filter.riskLevels);
  if (areaCode !== undefined) conditions.add('c.area_code = @areaCode', { areaCode });
  if (mediatorId !== undefined) {
    const own = `SELECT key / ${ROWS_PER_CASE} FROM case_mediators WHERE mediator_id = @mediatorId`;
    conditions.add(`c.seq IN (${own})`, { mediatorId });
  }
  if (registeredFrom !== undefined) conditions.add('c.registered_at >= @registeredFrom', { registeredFrom });
  if (registeredTo !== undefined) conditions.add('c.registered_at <= @registeredTo', { registeredTo });
  if (amountFromFen !== undefined) conditions.add('c.amount_fen >= @amountFromFen', { amountFromFen });
  if (amountToFen !== undefined) conditions.add('c.amount_fen <= @amountToFen', { amountToFen });
  if (flags !== undefined && flags.length > 0) conditions.add(`(${flags.map((flag) => `c.${flag} = 1`).join(' OR ')})`);
  if (due !== undefined) dueCondition(conditions, due, now);
  return conditions;
}

/** Whole orders: the last key makes each total, so that pages neither repeat nor skip a row. Empty values stand last. */
const orders: Readonly<Record<string, (direction: 'ASC' | 'DESC') => string>> = {
  // Numbers are given out in the order of registration; as text 10 would stand before 2.
  caseNumber: (direction) => `c.seq ${direction}`,
  registeredAt: (direction) => `c.registered_at ${direction}, c.seq ${direction}`,
  status: (direction) =>
    `c.status_rank ${direction}, c.due_at ${direction}, c.amount_fen ${direction}, c.seq ${direction}`,
  parties: (direction) => `c.initials ${direction}, c.parties_text ${direction}, c.seq ${direction}`,
  mojType: (direction) => `c.moj_type ${direction}, c.seq ${direction}`,
  // Codes run area by area and street by street, in the order of the official list.
  streetName: (direction) => `c.place_code ${direction}, c.seq ${direction}`,
  amountFen: (direction) => `c.amount_fen ${direction} NULLS LAST, c.seq ${direction}`,
  dueAt: (direction) => `c.due_at ${direction} NULLS LAST, c.seq ${direction}`,
};

function orderBy({ column, direction }: LedgerSort): string {
  const order = orders[column];
  if (!order) throw new RangeError(`the ledger is not sorted by ${column}`);
  return order(direction === 'asc' ? 'ASC' : 'DESC');
}

export interface PageQuery {
  readonly filter: LedgerFilter;
  readonly sort: LedgerSort;
  readonly offset: number;
  readonly limit: number;
  readonly now: number;
}

export function ledgerPageQuery({ filter, sort, offset, limit, now }: PageQuery): Query {
  const { where, parameters } = conditionsOf(filter, now);
  const sql = `SELECT ${ledgerColumns} FROM cases c${where} ORDER BY ${orderBy(sort)} LIMIT @limit OFFSET @offset`;
  return { sql, parameters: { ...parameters, limit, offset } };
}

/** All ids in the order of the pages, for an export. */
export function ledgerOrderQuery({ filter, sort, now }: Omit<PageQuery, 'offset' | 'limit'>): Query {
  const { where, parameters } = conditionsOf(filter, now);
  return { sql: `SELECT c.id FROM cases c${where} ORDER BY ${orderBy(sort)}`, parameters };
}

export function ledgerTotalsQuery(filter: LedgerFilter, now: number): Query {
  const { where, parameters } = conditionsOf(filter, now);
  const sql = `SELECT count(*) AS filtered, coalesce(sum(c.amount_fen), 0) AS amountFen FROM cases c${where}`;
  return { sql, parameters };
}
