import type { LedgerFilter } from '../contract/ledger.ts';
import type { CaseSight } from '../domain/access/sight.ts';
import { endOfChinaDay, toChinaDate } from '../domain/deadlines/china-time.ts';
import { addDays, weekdayOf } from '../domain/deadlines/plain-date.ts';
import { jointKindIds } from '../domain/errands/kinds.ts';
import type { StoreFilter } from '../services/ledger/port.ts';
import { ROWS_PER_CASE } from './schema/cases.ts';
import { searchExpression } from './search.ts';
import { rankOf } from './status-ranks.ts';

type Values = Readonly<Record<string, string | number>>;

/** One condition of a filter. */
export interface Condition {
  /** True of a row `c` of cases; written so that SQLite looks no index up for it. */
  readonly test: string;
  /** Sequence numbers (`seq`) of the rows that pass, by an index; null where there is none. */
  readonly source: string | null;
  /** The same as a condition of `cases` alone, where it is one. */
  readonly where?: string;
  readonly values: Values;
}

/** Conditions on columns of `cases`: the unary plus keeps SQLite from using an index where the plan is another. */
function onColumns(write: (column: (name: string) => string) => string, values: Values, indexed: boolean): Condition {
  const test = write((name) => `+c.${name}`);
  if (!indexed) return { test, source: null, values };
  const where = write((name) => name);
  return { test, source: `SELECT seq FROM cases WHERE ${where}`, where, values };
}

function anyOf(column: string, found: readonly (string | number)[] | undefined, indexed: boolean): Condition[] {
  if (found === undefined || found.length === 0) return [];
  const values = Object.fromEntries(found.map((value, index) => [`${column}${index}`, value]));
  const names = Object.keys(values).map((name) => `@${name}`);
  return [onColumns((own) => `${own(column)} IN (${names.join(', ')})`, values, indexed)];
}

function range(column: string, from: number | undefined, to: number | undefined): Condition[] {
  if (from === undefined && to === undefined) return [];
  const low = `${column}From`;
  const high = `${column}To`;
  const write = (own: (name: string) => string) =>
    [
      ...(from === undefined ? [] : [`${own(column)} >= @${low}`]),
      ...(to === undefined ? [] : [`${own(column)} <= @${high}`]),
    ].join(' AND ');
  const values = { ...(from === undefined ? {} : { [low]: from }), ...(to === undefined ? {} : { [high]: to }) };
  return [onColumns(write, values, true)];
}

/** The place's code has an index. */
function inStreets(streetCodes: readonly string[] | undefined): Condition[] {
  if (streetCodes === undefined || streetCodes.length === 0) return [];
  const { values, write } = inPlaces('street', streetCodes);
  return [onColumns(write, values, true)];
}

/** End of the week (Sunday in China) that an instant lies in. */
function endOfWeek(now: number): number {
  const today = toChinaDate(now);
  return endOfChinaDay(addDays(today, (7 - weekdayOf(today)) % 7));
}

function isDue(due: LedgerFilter['due'], now: number): Condition[] {
  switch (due) {
    case undefined:
      return [];
    case 'overdue':
      return [onColumns((own) => `${own('due_at')} < @now`, { now }, true)];
    case 'warning':
      return [onColumns((own) => `${own('due_at')} >= @now AND ${own('warn_at')} <= @now`, { now }, true)];
    case 'this_week': {
      const values = { now, weekEnd: endOfWeek(now) };
      return [onColumns((own) => `${own('due_at')} >= @now AND ${own('due_at')} <= @weekEnd`, values, true)];
    }
  }
}

/** The end of the seventh day from now in China. */
function soonOf(now: number): number {
  return endOfChinaDay(addDays(toChinaDate(now), 7));
}

function isConfirmable(due: LedgerFilter['confirmationDue'], now: number): Condition[] {
  switch (due) {
    case undefined:
      return [];
    case 'over':
      return [onColumns((own) => `${own('confirmation_due_at')} < @now`, { now }, true)];
    case 'running':
      return [onColumns((own) => `${own('confirmation_due_at')} >= @now`, { now }, true)];
    case 'soon': {
      const values = { now, soon: soonOf(now) };
      const write = (own: (name: string) => string) =>
        `${own('confirmation_due_at')} >= @now AND ${own('confirmation_due_at')} <= @soon`;
      return [onColumns(write, values, true)];
    }
  }
}

/** The index has only the few rows that have a standing, which SQLite must be told. */
function stands(standings: LedgerFilter['confirmationStandings']): Condition[] {
  if (standings === undefined || standings.length === 0) return [];
  const values = Object.fromEntries(standings.map((standing, index) => [`standing${index}`, standing]));
  const names = Object.keys(values).map((name) => `@${name}`);
  const write = (own: (name: string) => string) =>
    `${own('confirmation_standing')} <> '' AND ${own('confirmation_standing')} IN (${names.join(', ')})`;
  return [onColumns(write, values, true)];
}

function matches(search: string | undefined): Condition[] {
  if (search === undefined || search.trim() === '') return [];
  const expression = searchExpression(search);
  // Signs only: there is nothing that could be found.
  if (expression === null) return [{ test: '0', source: 'SELECT 0 AS seq WHERE 0', values: {} }];
  const source = 'SELECT rowid AS seq FROM case_search WHERE case_search MATCH @search';
  return [{ test: `c.seq IN (${source})`, source, values: { search: expression } }];
}

function ofMediator(mediatorId: string | undefined): Condition[] {
  if (mediatorId === undefined) return [];
  const source = `SELECT key / ${ROWS_PER_CASE} AS seq FROM case_mediators WHERE mediator_id = @mediatorId`;
  return [{ test: `c.seq IN (${source})`, source, values: { mediatorId } }];
}

function anyFlag(flags: LedgerFilter['flags']): Condition[] {
  if (flags === undefined || flags.length === 0) return [];
  return [onColumns((own) => `(${flags.map((flag) => `${own(flag)} = 1`).join(' OR ')})`, {}, true)];
}

/** By the head of the place's code; ':' is the character after '9'. */
function inPlaces(head: string, codes: readonly string[]) {
  const values = Object.fromEntries(codes.map((code, index) => [`${head}${index}`, code]));
  const write = (own: (name: string) => string) =>
    `(${Object.keys(values)
      .map((name) => `(${own('place_code')} >= @${name} AND ${own('place_code')} < @${name} || ':')`)
      .join(' OR ')})`;
  return { values, write };
}

const jointKinds = jointKindIds.map((id) => `'${id}'`).join(', ');

/** Which cases somebody sees: those of some places, and those that were transferred to some departments or that they help with. */
function inSight(within: CaseSight | undefined): Condition[] {
  if (within === undefined || within.kind === 'all') return [];
  const { places, units } = within;
  // Nobody sees everything because a fact is missing.
  if (places.length + units.length === 0) return [{ test: '0', source: 'SELECT 0 AS seq WHERE 0', values: {} }];
  const place = inPlaces('within', places);
  if (units.length === 0) return [onColumns(place.write, place.values, true)];
  const ofUnit = Object.fromEntries(units.map((unit, index) => [`unit${index}`, unit]));
  const names = Object.keys(ofUnit).map((name) => `@${name}`);
  const transferred = `EXISTS (SELECT 1 FROM case_states s WHERE s.seq = c.seq
    AND (s.state ->> '$.transferredTo' IN (${names.join(', ')})
      OR EXISTS (SELECT 1 FROM json_each(s.state, '$.errands') e WHERE e.value ->> '$.kind' IN (${jointKinds})
        AND e.value ->> '$.end' IS NOT 'withdrawn' AND e.value ->> '$.to' IN (${names.join(', ')}))))`;
  const tests = [...(places.length > 0 ? [place.write((name) => `+c.${name}`)] : []), transferred];
  return [{ test: `(${tests.join(' OR ')})`, source: null, values: { ...place.values, ...ofUnit } }];
}

/** All conditions of a filter, each to be met. `now` decides what is overdue. */
export function conditionsOf(filter: StoreFilter, now: number): readonly Condition[] {
  return [
    ...inSight(filter.within),
    ...matches(filter.search),
    ...ofMediator(filter.mediatorId),
    ...anyOf('status_rank', filter.statuses?.map(rankOf), true),
    ...anyOf('moj_type', filter.mojTypes, true),
    ...inStreets(filter.streetCodes),
    ...anyFlag(filter.flags),
    ...isDue(filter.due, now),
    ...stands(filter.confirmationStandings),
    ...isConfirmable(filter.confirmationDue, now),
    ...range('registered_at', filter.registeredFrom, filter.registeredTo),
    ...range('amount_fen', filter.amountFromFen, filter.amountToFen),
    ...anyOf('area_code', filter.areaCode === undefined ? undefined : [filter.areaCode], false),
    ...anyOf('risk_level', filter.riskLevels, false),
  ];
}
