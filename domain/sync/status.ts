/** What is known at a station about its own sync. Instants in milliseconds since 1970. */
export interface SyncFacts {
  readonly enrolled: boolean;
  /** Own actions without a receipt, and files that have not gone up. */
  readonly waitingActions: number;
  readonly waitingFiles: number;
  /** A pull has halted, and a manager must decide (SYNC-12). */
  readonly halted: boolean;
  /** Actions that the city set aside, or holds behind one, and that nobody has settled. */
  readonly needsAttention: number;
  /** Feeds whose cursor has not met the head that the city named last. */
  readonly feedsBehind: number;
  /** Why the last round ended early, if it did. */
  readonly failure: string | null;
  /** When the last complete round ended; null before the first. */
  readonly lastCompleteAt: number | null;
}

const syncStatuses = [
  { id: 'not_enrolled', name: '未接入市平台' },
  { id: 'halted', name: '取回已停住' },
  { id: 'attention', name: '同步待处理' },
  { id: 'failed', name: '没同步上' },
  { id: 'waiting', name: '待同步' },
  { id: 'synced', name: '已同步' },
] as const;
export type SyncStatus = (typeof syncStatuses)[number]['id'];

/** The word that people read in the corner of every window. */
export function syncStatusName(status: SyncStatus): string {
  return syncStatuses.find(({ id }) => id === status)?.name ?? status;
}

/**
 * The one word in the corner of the window (SYNC-10): `synced` only when every own action has its receipt, no file is
 * pending, nothing is set aside, the cursors have met the heads, and at least one round was complete.
 */
export function syncStatus(facts: SyncFacts): SyncStatus {
  if (!facts.enrolled) return 'not_enrolled';
  if (facts.halted) return 'halted';
  if (facts.needsAttention > 0) return 'attention';
  if (facts.failure !== null) return 'failed';
  const waiting = facts.waitingActions + facts.waitingFiles + facts.feedsBehind > 0;
  return waiting || facts.lastCompleteAt === null ? 'waiting' : 'synced';
}
