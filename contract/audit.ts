import { type } from '@orpc/contract';
import * as z from 'zod';
import { accessKinds } from '../domain/log/access.ts';
import { procedure } from './errors.ts';

/** What the auditor may ask for: of the access log one kind, or all that was changed. */
export const auditKinds = ['action', ...(Object.keys(accessKinds) as (keyof typeof accessKinds)[])] as const;
export type AuditKind = (typeof auditKinds)[number];

export const auditFilterSchema = z.object({
  staffId: z.uuid().nullable(),
  kind: z.enum(auditKinds).nullable(),
  /** Milliseconds since 1970: from, and up to but not including. */
  from: z.int().nullable(),
  to: z.int().nullable(),
  caseNumber: z.string().trim().max(60),
});
export type AuditFilter = z.infer<typeof auditFilterSchema>;

/** Positions behind which the next page begins: of each log the last that was shown. */
export const auditPlaceSchema = z.object({ access: z.int().min(0), actions: z.int().min(0) });
export type AuditPlace = z.infer<typeof auditPlaceSchema>;

/** One line of the list: who did what to which record, without a word of the record. */
export interface AuditEntry {
  /** `access 12` or `action 1203`. */
  readonly id: string;
  readonly at: number;
  readonly staffName: string;
  readonly kind: AuditKind;
  /** In Chinese. */
  readonly what: string;
  /** Of the case, where it is about one that has a number. */
  readonly caseNumber: string | null;
  /** What else is noted: a desk, a paper, a table. */
  readonly about: string;
  readonly reason: string | null;
}

export interface AuditPage {
  readonly entries: readonly AuditEntry[];
  /** Null at the end. */
  readonly next: AuditPlace | null;
}

/** How the history of this center stands (LOG-12). */
export interface HistoryState {
  readonly running: { readonly done: number; readonly total: number } | null;
  readonly last: {
    readonly part: 'recent' | 'all';
    readonly endedAt: number;
    readonly cancelled: boolean;
    readonly actions: number;
    readonly entries: number;
    readonly rows: number;
    readonly files: number;
    readonly receipts: number;
    readonly found: number;
    /** The first of them, in Chinese. */
    readonly findings: readonly string[];
    /** The city's word was compared as well (LOG-13). */
    readonly withCity: boolean;
  } | null;
  /** Why the last one broke off, in Chinese; null where it did not. */
  readonly failure: string | null;
}

export const audit = {
  entries: procedure
    .input(z.object({ filter: auditFilterSchema, after: auditPlaceSchema.nullable() }))
    .output(type<AuditPage>()),
  /** The same lines as a table, with who took it and when; noted as an export. */
  exported: procedure.input(z.object({ filter: auditFilterSchema })).output(z.instanceof(File)),
  history: procedure.output(type<HistoryState>()),
  /** Begins to verify all of it, unless that is under way. */
  verify: procedure.output(type<HistoryState>()),
  stopVerifying: procedure.output(type<HistoryState>()),
};
