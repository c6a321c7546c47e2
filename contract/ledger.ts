import { type } from '@orpc/contract';
import * as z from 'zod';
import { revealReason } from '../domain/access/reveal.ts';
import { type CaseStatus, caseStatusIds } from '../domain/cases/status.ts';
import { type ConfirmationStanding, confirmationStandings } from '../domain/confirmation/stages.ts';
import { ledgerColumns } from '../domain/ledger/columns.ts';
import { procedure } from './errors.ts';

export const ledgerFilterSchema = z.object({
  search: z.string().max(100).optional(),
  statuses: z
    .array(z.enum(caseStatusIds as readonly [CaseStatus, ...CaseStatus[]]))
    .max(20)
    .optional(),
  mojTypes: z.array(z.string().max(8)).max(20).optional(),
  areaCode: z.string().max(12).optional(),
  streetCodes: z.array(z.string().max(12)).max(60).optional(),
  mediatorId: z.uuid().optional(),
  registeredFrom: z.int().optional(),
  registeredTo: z.int().optional(),
  amountFromFen: z.int().optional(),
  amountToFen: z.int().optional(),
  flags: z
    .array(z.enum(['supervised', 'escalated', 'sensitive']))
    .max(3)
    .optional(),
  riskLevels: z.array(z.string().max(8)).max(5).optional(),
  /** Against the time of asking: running over, to its last fifth, or to its end before an instant. */
  due: z.enum(['overdue', 'warning', 'this_week']).optional(),
  /** How the court's confirmation stands. */
  confirmationStandings: z.array(z.enum(confirmationStandings)).max(20).optional(),
  /** The days in which the parties may ask for it, against the time of asking; `soon`: seven days at most are left. */
  confirmationDue: z.enum(['running', 'soon', 'over']).optional(),
});

export const ledgerSortSchema = z.object({
  column: z.enum(ledgerColumns.filter((column) => column.sortable).map((column) => column.id) as [string, ...string[]]),
  direction: z.enum(['asc', 'desc']),
});

export type LedgerFilter = z.infer<typeof ledgerFilterSchema>;
export type LedgerSort = z.infer<typeof ledgerSortSchema>;

export interface LedgerRow {
  readonly caseId: string;
  readonly caseNumber: string;
  readonly status: CaseStatus;
  readonly parties: string;
  readonly title: string;
  readonly mojType: string;
  readonly areaName: string;
  readonly streetName: string;
  readonly mediators: string;
  readonly amountFen: number | null;
  readonly registeredAt: number;
  readonly deadlineName: string | null;
  readonly deadlineStartAt: number | null;
  readonly warnAt: number | null;
  readonly dueAt: number | null;
  readonly provisional: boolean;
  readonly supervised: boolean;
  readonly riskLevel: string;
  /** How the court's confirmation stands; null where nobody wants it. */
  readonly confirmationStanding: ConfirmationStanding | null;
  /** Until when the parties may ask for it, while that runs. */
  readonly confirmationDueAt: number | null;
  readonly confirmationProvisional: boolean;
}

export interface LedgerPage {
  readonly rows: readonly LedgerRow[];
  /** Rows that pass the filter, and all rows; counted once per filter, not per page. */
  readonly filtered: number;
  readonly total: number;
  readonly amountFen: number;
}

export interface SavedView {
  readonly id: string;
  readonly name: string;
  readonly filter: LedgerFilter;
  readonly sort: LedgerSort;
  readonly columns: readonly string[];
}

export type ExportProgress =
  | { readonly state: 'running'; readonly done: number; readonly total: number }
  | { readonly state: 'ready'; readonly done: number; readonly total: number; readonly fileName: string }
  | { readonly state: 'cancelled' }
  | { readonly state: 'failed'; readonly message: string };

const query = z.object({ filter: ledgerFilterSchema, sort: ledgerSortSchema });

export const ledger = {
  page: procedure
    .input(query.extend({ startRow: z.int().min(0), endRow: z.int().min(1), withTotals: z.boolean() }))
    .output(type<LedgerPage>()),
  /** How many rows each saved or built-in view holds now, for the tabs. */
  views: procedure.output(type<readonly (SavedView & { readonly builtIn: boolean; readonly count: number })[]>()),
  saveView: procedure
    .input(
      z.object({
        id: z.uuid(),
        name: z.string().trim().min(1, '给视图起个名字').max(20),
        filter: ledgerFilterSchema,
        sort: ledgerSortSchema,
        columns: z.array(z.string().max(40)).max(40),
      }),
    )
    .output(type<SavedView>()),
  removeView: procedure.input(z.object({ id: z.uuid() })).output(type<{ readonly removed: boolean }>()),
  /** Starts an xlsx of what is filtered; it runs on while the desk works. */
  startExport: procedure
    .input(
      query.extend({
        columns: z.array(z.string().max(40)).min(1).max(60),
        /** With whole numbers and names, for who may and says why; left out, they are masked. */
        inFull: z.object({ reason: revealReason }).optional(),
      }),
    )
    .output(type<{ readonly exportId: string }>()),
  exportProgress: procedure.input(z.object({ exportId: z.uuid() })).output(type<ExportProgress>()),
  cancelExport: procedure.input(z.object({ exportId: z.uuid() })).output(type<ExportProgress>()),
  exportFile: procedure.input(z.object({ exportId: z.uuid() })).output(z.file()),
};
