import { and, eq, max } from 'drizzle-orm';
import type { SavedView } from '../contract/ledger.ts';
import type { ConfirmationStanding } from '../domain/confirmation/stages.ts';
import type { LedgerExportReads, LedgerReads, LedgerStoreRow, LedgerWrites } from '../services/ledger/port.ts';
import type { Connection } from './connection.ts';
import { ledgerPageQuery, ledgerTotalsQuery } from './ledger-sql.ts';
import { ledgerViews } from './schema/ledger.ts';
import { statusAt } from './status-ranks.ts';
import { visibleTo } from './visible.ts';

export interface LedgerSqlRow
  extends Omit<
    LedgerStoreRow,
    | 'caseId'
    | 'status'
    | 'mediatorIds'
    | 'provisional'
    | 'supervised'
    | 'confirmationStanding'
    | 'confirmationProvisional'
  > {
  readonly id: string;
  readonly statusRank: number;
  readonly mediatorIds: string;
  readonly provisional: number;
  readonly supervised: number;
  readonly confirmationStanding: string;
  readonly confirmationProvisional: number;
}

export function toLedgerRow(row: LedgerSqlRow): LedgerStoreRow {
  return {
    caseId: row.id,
    caseNumber: row.caseNumber,
    status: statusAt(row.statusRank),
    partiesText: row.partiesText,
    title: row.title,
    mojType: row.mojType,
    areaName: row.areaName,
    streetName: row.streetName,
    mediatorIds: row.mediatorIds === '[]' ? [] : (JSON.parse(row.mediatorIds) as string[]),
    amountFen: row.amountFen,
    registeredAt: row.registeredAt,
    deadlineName: row.deadlineName,
    deadlineStartAt: row.deadlineStartAt,
    warnAt: row.warnAt,
    dueAt: row.dueAt,
    provisional: row.provisional === 1,
    supervised: row.supervised === 1,
    riskLevel: row.riskLevel,
    confirmationStanding: row.confirmationStanding === '' ? null : (row.confirmationStanding as ConfirmationStanding),
    confirmationDueAt: row.confirmationDueAt,
    confirmationProvisional: row.confirmationProvisional === 1,
  };
}

function toView(row: typeof ledgerViews.$inferSelect): SavedView {
  const { id, name } = row;
  return {
    id,
    name,
    filter: JSON.parse(row.filter) as SavedView['filter'],
    sort: JSON.parse(row.sort) as SavedView['sort'],
    columns: JSON.parse(row.columns) as string[],
  };
}

/** What the screens read; `ledger-export.ts` has the rest. */
export function ledgerReads(connection: Connection): Omit<LedgerReads, keyof LedgerExportReads> {
  return {
    async page(query) {
      const { sql, parameters } = ledgerPageQuery(connection, query);
      return connection.statement<LedgerSqlRow>(sql).all(parameters).map(toLedgerRow);
    },
    async totals(filter, now, viewer) {
      const { sql, parameters } = ledgerTotalsQuery(connection, filter, now, viewer);
      return (
        connection.statement<{ filtered: number; amountFen: number }>(sql).get(parameters) ?? {
          filtered: 0,
          amountFen: 0,
        }
      );
    },
    async count(viewer) {
      const { and, values } = visibleTo(connection, viewer);
      const shown = and('seq').replace(/^ AND/, ' WHERE');
      const sql = `SELECT count(*) AS count FROM cases${shown}`;
      return connection.statement<{ count: number }>(sql).get(values)?.count ?? 0;
    },
    async views(staffId) {
      const rows = connection.orm.select().from(ledgerViews).where(eq(ledgerViews.staffId, staffId));
      return rows.orderBy(ledgerViews.ordinal).all().map(toView);
    },
  };
}

export function ledgerWrites(connection: Connection): LedgerWrites {
  return {
    async saveView(staffId, { id, name, filter, sort, columns }) {
      const orm = connection.writing;
      const last = orm
        .select({ ordinal: max(ledgerViews.ordinal) })
        .from(ledgerViews)
        .where(eq(ledgerViews.staffId, staffId))
        .get();
      const content = {
        name,
        filter: JSON.stringify(filter),
        sort: JSON.stringify(sort),
        columns: JSON.stringify(columns),
      };
      orm
        .insert(ledgerViews)
        .values({ staffId, id, ordinal: (last?.ordinal ?? 0) + 1, ...content })
        .onConflictDoUpdate({ target: [ledgerViews.staffId, ledgerViews.id], set: content })
        .run();
    },
    async removeView(staffId, viewId) {
      const mine = and(eq(ledgerViews.staffId, staffId), eq(ledgerViews.id, viewId));
      return connection.writing.delete(ledgerViews).where(mine).run().changes > 0;
    },
  };
}
