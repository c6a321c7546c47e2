/** Milliseconds to wait before the 1st, 2nd, … restart after a crash. */
export const RESTART_DELAYS_MS = [500, 2_000, 5_000, 10_000, 30_000] as const;

/** A service that ran this long since it was ready has recovered: its earlier crashes count no more. */
export const STABLE_AFTER_MS = 60_000;

export type RestartDecision = { restart: true; delayMs: number; attempt: number } | { restart: false };

/** What to do after the `crashes`-th crash in a row (1 for the first). */
export function decideRestart(crashes: number): RestartDecision {
  const delayMs = RESTART_DELAYS_MS[crashes - 1];
  return delayMs === undefined ? { restart: false } : { restart: true, delayMs, attempt: crashes };
}
