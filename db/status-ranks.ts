import type { CaseStatus } from '../domain/cases/status.ts';

/**
 * Statuses as the store writes them: the index is the rank. Rows of older stores hold these numbers, so a new status
 * goes to the end, whatever place it has on screen.
 */
export const statusRanks = [
  'registered',
  'refused',
  'accepted',
  'triaged',
  'assigned',
  'returned',
  'signed_in',
  'mediating',
  'agreed',
  'performing',
  'follow_up',
  'failed',
  'terminated',
  'transferred',
  'closed',
  'archived',
] as const satisfies readonly CaseStatus[];

const rankByStatus = new Map<CaseStatus, number>(statusRanks.map((status, rank) => [status, rank]));

export function rankOf(status: CaseStatus): number {
  const rank = rankByStatus.get(status);
  if (rank === undefined) throw new RangeError(`status ${status} has no rank: add it to the end of statusRanks`);
  return rank;
}

export function statusAt(rank: number): CaseStatus {
  const status = statusRanks[rank];
  if (status === undefined) throw new RangeError(`no status has rank ${rank}`);
  return status;
}
