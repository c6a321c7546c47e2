const CHECK_MS = 15_000;
const CHECK_WHILE_LOST_MS = 2_000;

/**
 * How often the page asks the center for its status. It asks in the background too: a desk whose window is covered is
 * still there, and the center counts a desk as gone that has not called for three minutes (`center/desks.ts`).
 */
export function statusCheck(connected: boolean) {
  return {
    refetchInterval: connected ? CHECK_MS : CHECK_WHILE_LOST_MS,
    refetchIntervalInBackground: true,
  } as const;
}
