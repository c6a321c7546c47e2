import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LedgerFilter, LedgerSort } from '../contract/ledger.ts';
import { testId } from '../domain/cases/testing-facts.ts';
import { caseSql } from './cases.ts';
import { type Connection, openConnection, type Parameters } from './connection.ts';
import { openByMediatorSql } from './directory.ts';
import { confirmationsQuery, countsQuery, newsSql, workQuery } from './home.ts';
import { exportSql } from './ledger-export.ts';
import { ledgerPageQuery, ledgerTotalsQuery } from './ledger-sql.ts';
import { logSql } from './log.ts';
import { syncSql } from './sync.ts';
import { openTestStore, type TestStore, testKey } from './testing.ts';

let store: TestStore;
let connection: Connection;
beforeAll(async () => {
  store = await openTestStore();
  await store.close();
  connection = openConnection({ path: store.path, key: testKey, readonly: true, cacheMiB: 1 });
});
afterAll(async () => {
  connection.close();
  await store.remove();
});

function planOf(sql: string, parameters: Parameters = {}): readonly string[] {
  const names = [...sql.matchAll(/@(\w+)/g)].map(([, name = '']) => [name, null] as const);
  const values = { ...Object.fromEntries(names), ...parameters };
  const rows = connection.client.prepare<[Parameters], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all(values);
  return rows.map(({ detail }) => detail);
}

/** Steps that read a whole table, and not by an index of its own. */
function fullScans(plan: readonly string[]): readonly string[] {
  return plan
    .filter((step) => /^SCAN /.test(step) && !/USING|VIRTUAL TABLE|CONSTANT ROW/.test(step))
    .filter((step) => !/^SCAN (d|w|o|p|f|mine|station|s)\b/.test(step));
}
const sorts = (plan: readonly string[]) => plan.filter((step) => step.startsWith('USE TEMP B-TREE'));
const page = (filter: LedgerFilter, sort: LedgerSort) =>
  ledgerPageQuery(connection, { filter, sort, offset: 0, limit: 100, now: 0 });

describe('every order of the ledger is walked in its index, without a sort', () => {
  const indexes = {
    caseNumber: 'SCAN c',
    registeredAt: 'SCAN c USING INDEX cases_registered_at',
    status: 'SCAN c USING INDEX cases_status',
    parties: 'SCAN c USING INDEX cases_initials',
    mojType: 'SCAN c USING INDEX cases_moj_type',
    amountFen: 'SCAN c USING INDEX cases_amount',
    confirmationDueAt: 'SCAN c USING INDEX cases_confirmation_due',
    dueAt: 'SCAN c USING INDEX cases_due_at',
  };
  for (const [column, walk] of Object.entries(indexes)) {
    test.each(['asc', 'desc'] as const)(`${column} %s`, (direction) => {
      const plan = planOf(page({}, { column, direction }).sql);
      expect(plan).toContain(walk);
      expect(sorts(plan)).toEqual([]);
    });
  }

  test.each(['asc', 'desc'] as const)('streetName %s, sorted only within one village', (direction) => {
    const plan = planOf(page({}, { column: 'streetName', direction }).sql);
    expect(plan).toContain('SCAN c USING INDEX cases_place');
    expect(sorts(plan)).toEqual(['USE TEMP B-TREE FOR LAST TERM OF ORDER BY']);
  });
});

const filters: readonly (readonly [string, LedgerFilter, string])[] = [
  ['search', { search: '张伟' }, 'SCAN case_search VIRTUAL TABLE'],
  ['statuses', { statuses: ['closed', 'failed'] }, 'cases_status'],
  ['mojTypes', { mojTypes: ['01'] }, 'cases_moj_type'],
  ['one street', { streetCodes: ['410105001'] }, 'cases_place'],
  ['several streets', { streetCodes: ['410105001', '410105002'] }, 'cases_place'],
  ['mediator', { mediatorId: testId(1) }, 'case_mediators_mediator'],
  ['registered', { registeredFrom: 1, registeredTo: 2 }, 'cases_registered_at'],
  ['amount', { amountFromFen: 1, amountToFen: 2 }, 'cases_amount'],
  ['one flag', { flags: ['supervised'] }, 'cases_supervised'],
  ['several flags', { flags: ['escalated', 'sensitive'] }, 'cases_escalated'],
  ['overdue', { due: 'overdue' }, 'cases_due_at'],
  ['warning', { due: 'warning' }, 'cases_due_at'],
  ['this week', { due: 'this_week' }, 'cases_due_at'],
  ['one standing', { confirmationStandings: ['open'] }, 'cases_confirmation_standing'],
  ['several standings', { confirmationStandings: ['applied', 'filed'] }, 'cases_confirmation_standing'],
  ['confirmable', { confirmationDue: 'running' }, 'cases_confirmation_due'],
  ['confirmable for a few days', { confirmationDue: 'soon' }, 'cases_confirmation_due'],
  ['no more confirmable', { confirmationDue: 'over' }, 'cases_confirmation_due'],
];

describe('a filter that leaves few rows fetches them by its index', () => {
  test.each(filters)('%s', (_name, filter, index) => {
    const { sql, parameters } = page(filter, { column: 'parties', direction: 'asc' });
    const plan = planOf(sql, parameters);
    expect(plan.join('\n')).toContain(index);
    expect(fullScans(plan)).toEqual([]);
  });

  test.each(filters)('%s, for the totals', (_name, filter, index) => {
    const { sql, parameters } = ledgerTotalsQuery(connection, filter, 0);
    const plan = planOf(sql, parameters);
    expect(plan.join('\n')).toContain(index);
    expect(fullScans(plan)).toEqual([]);
  });
});

describe('what the desk asks for all day reads no whole table', () => {
  const query = { statuses: ['registered', 'mediating'] as const, limit: 50, now: 0, endOfToday: 0 };
  const mediatorId = testId(1);
  const window = { from: 0, until: 0, limit: 12 };
  test.each([
    ...Object.entries(caseSql).map(([name, sql]): [string, string] => [name, typeof sql === 'string' ? sql : sql()]),
    ...Object.entries(logSql).filter(([, sql]) => sql.startsWith('SELECT')),
    ...Object.entries(exportSql),
    ...Object.entries(syncSql),
    ['work of all', workQuery({ ...query, mediatorId: null }).sql],
    ['work of one', workQuery({ ...query, mediatorId }).sql],
    ['counts of all', countsQuery({ ...query, mediatorId: null }).sql],
    ['counts of one', countsQuery({ ...query, mediatorId }).sql],
    ['confirmations of all', confirmationsQuery({ ...window, mediatorId: null }).sql],
    ['confirmations of one', confirmationsQuery({ ...window, mediatorId }).sql],
    ['news of one', newsSql.mediator],
    ['cases in hand', openByMediatorSql],
  ])('%s', (_name, sql) => {
    expect(fullScans(planOf(sql))).toEqual([]);
  });

  test('the outbox is searched from the last action that everything before has a receipt', () => {
    for (const sql of [syncSql.sizes, syncSql.outbox, syncSql.waiting]) {
      expect(planOf(sql)[0]).toMatch(/^SEARCH h USING INTEGER PRIMARY KEY \(rowid>\?/);
    }
  });

  test('the newest of the log is read from its end, without a sort', () => {
    const news = planOf(newsSql.all());
    expect([news[0], sorts(news)]).toEqual(['SCAN h', []]);
  });
});
