import type { AuditFilter, AuditPage, AuditPlace, HistoryState } from '../../contract/audit.ts';
import type { Caller } from '../dependencies.ts';

/** What only the host of a station has: its own history, and what the city keeps of it. */
export interface HistoryHost {
  entries(input: { readonly filter: AuditFilter; readonly after: AuditPlace | null }): Promise<AuditPage>;
  exported(caller: Caller, filter: AuditFilter): Promise<File>;
  state(): HistoryState;
  /** Begins to verify all of it, unless that is under way. */
  verify(): HistoryState;
  stopVerifying(): HistoryState;
}
