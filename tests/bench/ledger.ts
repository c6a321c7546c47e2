import { createRouterClient } from '@orpc/server';
import { randomOf } from '../../center/sample/random.ts';
import type { LedgerFilter, LedgerSort } from '../../contract/ledger.ts';
import type { Connection } from '../../db/connection.ts';
import { ledgerPageQuery, ledgerTotalsQuery } from '../../db/ledger-sql.ts';
import { ledgerColumns } from '../../domain/ledger/columns.ts';
import { type BenchCenter, benchCenter, signedInContext } from './center.ts';
import { plainText } from './ledger-text.ts';
import type { Metrics, Threshold } from './report.ts';
import { interleaved, median } from './statistics.ts';

export const ledgerThresholds: readonly Threshold[] = [
  { metric: 'page_vs_raw', atMost: 2 },
  { metric: 'sort_vs_raw', atMost: 2 },
  { metric: 'filter_vs_raw', atMost: 2 },
  { metric: 'search2_p95_ms', atMost: 30 },
  { metric: 'search2_vs_like', atLeast: 20 },
];

export interface LedgerOptions {
  readonly rows: number;
  readonly rounds: number;
  /** Requests of each side in a round. */
  readonly count: number;
  readonly keep?: string | undefined;
  readonly say: (line: string) => void;
}

/** Rows that the grid asks for at once. */
const BLOCK = 100;
const newest: LedgerSort = { column: 'registeredAt', direction: 'desc' };

interface Request {
  readonly filter: LedgerFilter;
  readonly sort: LedgerSort;
  readonly startRow: number;
  readonly endRow: number;
  readonly withTotals: boolean;
}

/** Pages, sorts, filters and searches of a long ledger, each against the same SQL on a bare connection. */
export async function ledgerBench({ rows, rounds, count, keep, say }: LedgerOptions): Promise<Metrics> {
  const center = await benchCenter({ rows, keep, say });
  try {
    const api = createRouterClient(center.api.router, { context: await signedInContext(center) });
    const raw = center.raw(true);
    const ask = (request: Request) => api.ledger.page(request);
    const kinds = {
      page: pages(rows),
      sort: sorts(),
      filter: filters(center),
    };
    const metrics: Record<string, number> = { rows };
    for (const [name, requests] of Object.entries(kinds)) {
      const at = (index: number) => requests[index % requests.length] as Request;
      const runs = requests.map((request) => rawRun(raw, request));
      // Once each before it counts, so that both sides have warm caches.
      for (const [index, request] of requests.entries()) {
        await ask(request);
        runs[index]?.();
      }
      const p95s = await interleaved(
        { own: (index) => ask(at(index)), raw: (index) => runs[index % runs.length]?.() },
        { rounds, count: Math.max(count, requests.length) },
      );
      const [own, bare] = [median(p95s.own), median(p95s.raw)];
      Object.assign(metrics, { [`${name}_p95_ms`]: own, [`${name}_raw_p95_ms`]: bare, [`${name}_vs_raw`]: own / bare });
    }
    return { ...metrics, ...(await searches(center, api, { rounds, count })) };
  } finally {
    await center.close();
  }
}

/** The SQL of a request as the store words it, prepared on a connection of its own; the totals where they are asked for. */
function rawRun(raw: Connection, { filter, sort, startRow, endRow, withTotals }: Request): () => void {
  const now = Date.now();
  const page = ledgerPageQuery(raw, { filter, sort, offset: startRow, limit: endRow - startRow, now });
  const totals = ledgerTotalsQuery(raw, filter, now);
  const statements = {
    page: raw.statement(page.sql),
    totals: raw.statement(totals.sql),
    count: raw.statement('SELECT count(*) AS count FROM cases'),
  };
  return () => {
    statements.page.all(page.parameters);
    if (!withTotals) return;
    statements.totals.get(totals.parameters);
    statements.count.get();
  };
}

/** Blocks anywhere in the ledger, as somebody drags the scroll bar. */
export function pages(rows: number): readonly Request[] {
  const random = randomOf(1, 1);
  return Array.from({ length: 60 }, () => {
    const startRow = random.int(0, Math.max(0, Math.floor(rows / BLOCK) - 1)) * BLOCK;
    return { filter: {}, sort: newest, startRow, endRow: startRow + BLOCK, withTotals: false };
  });
}

/** The first block by each column that can be sorted, both ways. */
function sorts(): readonly Request[] {
  return ledgerColumns
    .filter(({ sortable }) => sortable)
    .flatMap(({ id: column }) =>
      (['asc', 'desc'] as const).map((direction) => ({
        filter: {},
        sort: { column, direction },
        startRow: 0,
        endRow: BLOCK,
        withTotals: false,
      })),
    );
}

/** Filters as the views and the filter boxes make them, with the totals that a new filter asks for. */
function filters(center: BenchCenter): readonly Request[] {
  const now = Date.now();
  const day = 86_400_000;
  const { divisions } = center.dependencies;
  const streets = divisions.streets.filter(({ managingArea }) => managingArea.code === '410105').slice(0, 3);
  const byDue: LedgerSort = { column: 'dueAt', direction: 'asc' };
  const each: readonly (readonly [LedgerFilter, LedgerSort])[] = [
    [{ registeredFrom: now - 30 * day }, byDue],
    [{ statuses: ['mediating', 'signed_in'] }, byDue],
    [{ statuses: ['archived'], registeredFrom: now - 90 * day }, newest],
    [{ due: 'overdue' }, byDue],
    [{ due: 'this_week' }, byDue],
    [{ mojTypes: ['02'] }, newest],
    [{ mojTypes: ['01', '15'], riskLevels: ['high'] }, newest],
    [{ streetCodes: streets.map(({ code }) => code) }, newest],
    [{ areaCode: '410105', statuses: ['performing', 'follow_up'] }, byDue],
    [{ mediatorId: center.mediatorIds[0] ?? '' }, newest],
    [
      { amountFromFen: 1_000_000, amountToFen: 5_000_000 },
      { column: 'amountFen', direction: 'desc' },
    ],
    [{ flags: ['supervised'] }, newest],
  ];
  return each.map(([filter, sort]) => ({ filter, sort, startRow: 0, endRow: BLOCK, withTotals: true }));
}

type Api = { readonly ledger: { page(request: Request): PromiseLike<unknown> } };

/** Names of two characters, half of them nobody's, against LIKE over the same columns, order and limit. */
async function searches(
  center: BenchCenter,
  api: Api,
  { rounds, count }: { rounds: number; count: number },
): Promise<Metrics> {
  const { names, like } = plainText(center.raw(false), center.raw(true));
  const at = (index: number) => names[index % names.length] ?? '';
  const searched = (index: number): Request => ({
    filter: { search: at(index) },
    sort: newest,
    startRow: 0,
    endRow: BLOCK,
    withTotals: false,
  });
  // LIKE reads the whole ledger each time: fewer turns say as much.
  const turns = Math.min(count, 20);
  const p95s = await interleaved(
    { fts: (index) => api.ledger.page(searched(index)), like: (index) => like(at(index), BLOCK) },
    { rounds, count: turns },
  );
  const [fts, likes] = [median(p95s.fts), median(p95s.like)];
  return { search2_p95_ms: fts, like2_p95_ms: likes, search2_vs_like: likes / fts };
}
