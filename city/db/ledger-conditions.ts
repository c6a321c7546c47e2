import type { LedgerFilter } from '../../contract/ledger.ts';
import type { CaseSight } from '../../domain/access/sight.ts';
import { endOfChinaDay, toChinaDate } from '../../domain/deadlines/china-time.ts';
import { addDays, weekdayOf } from '../../domain/deadlines/plain-date.ts';
import { jointKindIds } from '../../domain/errands/kinds.ts';
import type { StoreFilter } from '../../services/ledger/port.ts';
import type { Parameters } from './parameters.ts';
import { searchCondition } from './search.ts';

type Bind = Parameters['bind'];

function anyOf(column: string, values: readonly string[] | undefined, bind: Bind): string[] {
  return values === undefined || values.length === 0 ? [] : [`c.${column} = ANY(${bind(values)}::text[])`];
}

function range(column: string, from: number | undefined, to: number | undefined, bind: Bind): string[] {
  return [
    ...(from === undefined ? [] : [`c.${column} >= ${bind(from)}`]),
    ...(to === undefined ? [] : [`c.${column} <= ${bind(to)}`]),
  ];
}

/** By the head of the place's code, which has an index; ':' is the character after '9'. */
function inStreets(streetCodes: readonly string[] | undefined, bind: Bind): string[] {
  if (streetCodes === undefined || streetCodes.length === 0) return [];
  const ranges = streetCodes.map((code) => {
    const own = `${bind(code)}::text`;
    return `c.place_code >= ${own} AND c.place_code < ${own} || ':'`;
  });
  return [`(${ranges.join(' OR ')})`];
}

/** Which cases somebody sees: those of some places, and those that were transferred to some departments or that they help with. */
function inSight(within: CaseSight | undefined, bind: Bind): string[] {
  if (within === undefined || within.kind === 'all') return [];
  const { places, units } = within;
  const ofUnit = (): string => `EXISTS (SELECT 1 FROM case_states t WHERE t.feed = c.feed AND t.seq = c.seq
    AND (t.state::jsonb ->> 'transferredTo' = ANY(${bind(units)}::text[])
      OR EXISTS (SELECT 1 FROM jsonb_array_elements(t.state::jsonb -> 'errands') e
        WHERE e ->> 'kind' = ANY(${bind([...jointKindIds])}::text[]) AND e ->> 'end' IS DISTINCT FROM 'withdrawn'
          AND e ->> 'to' = ANY(${bind(units)}::text[]))))`;
  const tests = [...inStreets(places, bind), ...(units.length > 0 ? [ofUnit()] : [])];
  // Nobody sees everything because a fact is missing.
  return [tests.length === 0 ? 'false' : `(${tests.join(' OR ')})`];
}

/** End of the week (Sunday in China) that an instant lies in. */
function endOfWeek(now: number): number {
  const today = toChinaDate(now);
  return endOfChinaDay(addDays(today, (7 - weekdayOf(today)) % 7));
}

function isDue(due: LedgerFilter['due'], now: number, bind: Bind): string[] {
  switch (due) {
    case undefined:
      return [];
    case 'overdue':
      return [`c.due_at < ${bind(now)}`];
    case 'warning':
      return [`c.due_at >= ${bind(now)} AND c.warn_at <= ${bind(now)}`];
    case 'this_week':
      return [`c.due_at >= ${bind(now)} AND c.due_at <= ${bind(endOfWeek(now))}`];
  }
}

function isConfirmable(due: LedgerFilter['confirmationDue'], now: number, bind: Bind): string[] {
  switch (due) {
    case undefined:
      return [];
    case 'over':
      return [`c.confirmation_due_at < ${bind(now)}`];
    case 'running':
      return [`c.confirmation_due_at >= ${bind(now)}`];
    case 'soon': {
      const seventh = endOfChinaDay(addDays(toChinaDate(now), 7));
      return [`c.confirmation_due_at >= ${bind(now)} AND c.confirmation_due_at <= ${bind(seventh)}`];
    }
  }
}

/** Of the cases that a search finds, where the filter has one; null where it has none. */
function foundBy(search: string | undefined, feed: string, parameters: Parameters): string | null {
  if (search === undefined || search.trim() === '') return null;
  // Signs only: there is nothing that could be found.
  const condition = searchCondition(search, parameters) ?? 'false';
  return `SELECT s.seq FROM case_search s WHERE s.feed = ${feed} AND ${condition}`;
}

function ofMediator(mediatorId: string | undefined, feed: string, bind: Bind): string[] {
  if (mediatorId === undefined) return [];
  return [
    `c.seq IN (SELECT m.seq FROM case_mediators m WHERE m.feed = ${feed} AND m.mediator_id = ${bind(mediatorId)})`,
  ];
}

function anyFlag(flags: LedgerFilter['flags']): string[] {
  return flags === undefined || flags.length === 0 ? [] : [`(${flags.map((flag) => `c.${flag}`).join(' OR ')})`];
}

export interface Conditions {
  /** What stands before SELECT: what a search finds is found once, whatever plan the rest gets. */
  readonly before: string;
  /** All conditions of the filter on the row `c` of cases, each to be met. */
  readonly where: string;
}

/**
 * A filter as conditions. `now` decides what is overdue.
 * @param feed the placeholder of the feed
 */
export function conditionsOf(filter: StoreFilter, now: number, feed: string, parameters: Parameters): Conditions {
  const { bind } = parameters;
  const found = foundBy(filter.search, feed, parameters);
  const conditions = [
    `c.feed = ${feed}`,
    ...(found === null ? [] : ['c.seq IN (SELECT seq FROM found)']),
    ...inSight(filter.within, bind),
    ...ofMediator(filter.mediatorId, feed, bind),
    ...anyOf('status', filter.statuses, bind),
    ...anyOf('moj_type', filter.mojTypes, bind),
    ...inStreets(filter.streetCodes, bind),
    ...anyFlag(filter.flags),
    ...isDue(filter.due, now, bind),
    ...anyOf('confirmation_standing', filter.confirmationStandings, bind),
    ...isConfirmable(filter.confirmationDue, now, bind),
    ...range('registered_at', filter.registeredFrom, filter.registeredTo, bind),
    ...range('amount_fen', filter.amountFromFen, filter.amountToFen, bind),
    ...anyOf('area_code', filter.areaCode === undefined ? undefined : [filter.areaCode], bind),
    ...anyOf('risk_level', filter.riskLevels, bind),
  ];
  const before = found === null ? '' : `WITH found AS MATERIALIZED (${found}) `;
  return { before, where: conditions.join(' AND ') };
}
