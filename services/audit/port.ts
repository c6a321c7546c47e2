import type { AuditFilter, AuditPlace } from '../../contract/audit.ts';

/** A line of the access log. */
export interface AccessLine {
  readonly position: number;
  readonly at: number;
  readonly staffId: string;
  readonly kind: string;
  readonly subject: string;
  readonly reason: string | null;
  /** Of the case that the subject begins with. */
  readonly caseNumber: string | null;
}

/** The head of an action: who did what, and nothing of what it says. */
export interface ActionLine {
  readonly position: number;
  readonly at: number;
  readonly staffId: string;
  readonly type: string;
  readonly streamKind: string;
  readonly caseNumber: string | null;
}

export interface AuditReads {
  /** Newest first, behind these positions. */
  accessLines(filter: AuditFilter, after: AuditPlace | null, limit: number): Promise<readonly AccessLine[]>;
  actionLines(filter: AuditFilter, after: AuditPlace | null, limit: number): Promise<readonly ActionLine[]>;
}
