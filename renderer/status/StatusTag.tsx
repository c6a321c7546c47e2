import type { ReactNode } from 'react';
import { type CaseStatus, caseStatus } from '../../domain/cases/status.ts';
import './status-tag.css';

/** The six looks of a status. Each always comes with its word; solid red is the only one that is filled. */
export type StatusLook = 'waiting' | 'active' | 'soon' | 'late' | 'done' | 'ended';

export function StatusTag({ look, children }: { readonly look: StatusLook; readonly children: ReactNode }) {
  return <span className={`status-tag status-${look}`}>{children}</span>;
}

interface CaseStatusTagProps {
  readonly status: CaseStatus;
  /** Of the deadline that runs now; in a list 临期 and 超期 take the place of the status. */
  readonly urgency?: 'ok' | 'warning' | 'overdue';
  /** With the exact state behind the group: 办理中 · 调解中. */
  readonly exact?: boolean;
}

export function CaseStatusTag({ status, urgency = 'ok', exact = false }: CaseStatusTagProps) {
  const { group, name, tone } = caseStatus(status);
  const words = exact && name !== group ? `${group} · ${name}` : group;
  if (exact || urgency === 'ok') return <StatusTag look={tone}>{words}</StatusTag>;
  return urgency === 'overdue' ? <StatusTag look="late">超期</StatusTag> : <StatusTag look="soon">临期</StatusTag>;
}
