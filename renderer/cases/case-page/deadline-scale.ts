import type { RunningDeadline } from '../../../contract/cases.ts';

/** Percent of the period that is used up, 0 to 100. */
export function usedPercent({ startAt, dueAt }: RunningDeadline, now: number): number {
  if (dueAt <= startAt) return 100;
  return Math.max(0, Math.min(100, Math.round(((now - startAt) / (dueAt - startAt)) * 100)));
}

/** Percent of the period after which it is shown amber. */
export function warnPercent({ startAt, warnAt, dueAt }: RunningDeadline): number {
  return dueAt <= startAt ? 100 : Math.round(((warnAt - startAt) / (dueAt - startAt)) * 100);
}
