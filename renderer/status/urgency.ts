import type { LedgerRow } from '../../contract/ledger.ts';
import { type DeadlineStatus, deadlineStatus } from '../../domain/deadlines/due.ts';

/** How pressing the deadline of a row is, by the one rule of every list: amber from its warning on, red once over. */
export function urgencyOf({ dueAt, warnAt }: Pick<LedgerRow, 'dueAt' | 'warnAt'>, now: number): DeadlineStatus {
  return dueAt === null ? 'ok' : deadlineStatus({ dueAt, warnAt: warnAt ?? dueAt }, now).status;
}
