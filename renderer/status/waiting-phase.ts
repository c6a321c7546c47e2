/** Under 100 ms nothing, to 1 s a quiet sign at the place, then words and progress. */
export type WaitingPhase = 'nothing' | 'quiet' | 'progress';

export const QUIET_AFTER_MS = 100;
export const PROGRESS_AFTER_MS = 1000;

export function waitingPhase(waitedMs: number): WaitingPhase {
  if (waitedMs < QUIET_AFTER_MS) return 'nothing';
  return waitedMs < PROGRESS_AFTER_MS ? 'quiet' : 'progress';
}
