import { toChinaDate } from '../deadlines/china-time.ts';

/** Half past two in China: a day of backups begins when no desk is open. */
const DAY_BEGINS_MS = 2.5 * 3_600_000;
const DAY_MS = 86_400_000;

/** From so long after the last verified backup on, IT is told in red. */
export const LATE_AFTER_MS = 3 * DAY_MS;
/** How long to wait after a backup that failed, as where the other disk was away. */
const AGAIN_AFTER_MS = 30 * 60_000;

export type BackupStanding = 'never' | 'fine' | 'late';

/** How a center stands with its backups. Where the clock was set, in either direction, nobody may be told that all is well. */
export function backupStanding(lastVerifiedAt: number | null, now: number): BackupStanding {
  if (lastVerifiedAt === null) return 'never';
  return Math.abs(now - lastVerifiedAt) > LATE_AFTER_MS ? 'late' : 'fine';
}

/** What was tried: the last verified backup and the last failure, in ms; null where there was none. */
export interface BackupHistory {
  readonly lastVerifiedAt: number | null;
  readonly lastFailedAt: number | null;
}

/** Whether a backup is to be made now: one a day, and after a failure again and again, but not at once. */
export function isBackupDue({ lastVerifiedAt, lastFailedAt }: BackupHistory, now: number): boolean {
  const dayOf = (instant: number) => toChinaDate(instant - DAY_BEGINS_MS);
  if (lastVerifiedAt !== null && dayOf(lastVerifiedAt) === dayOf(now)) return false;
  return lastFailedAt === null || Math.abs(now - lastFailedAt) >= AGAIN_AFTER_MS;
}
