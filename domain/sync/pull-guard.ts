/** Share of a station's open cases that one pull may close or take away before a person is asked (SYNC-12); a setting. */
export const DEFAULT_LOSS_SHARE = 0.3;

/** Below so many open cases a share says little: closing two of three is a day's work. */
const LEAST_CASES = 10;

/** What a pull would do to the open cases of a station. */
export interface PullEffect {
  readonly openBefore: number;
  /** Of these, how many it would close, hand away or erase. */
  readonly lost: number;
}

/** Whether the pull must halt and ask (SYNC-12). */
export function pullNeedsConsent({ openBefore, lost }: PullEffect, share: number = DEFAULT_LOSS_SHARE): boolean {
  return openBefore >= LEAST_CASES && lost > openBefore * share;
}
