/** Delay that grows with each wrong password of an account, so that guessing is slow and a typing error is not. */
export interface SignInAttempts {
  /**
   * Begins an attempt, which counts as wrong until it has succeeded: guesses sent all at once must not each find the
   * account free. Returns 0, or the milliseconds until the account may try again; then nothing was begun.
   */
  begin(account: string, now: number): number;
  succeeded(account: string): void;
}

const FREE_TRIES = 3;
const FIRST_DELAY_MS = 2_000;
const LONGEST_DELAY_MS = 5 * 60_000;
/** Accounts remembered at once; a flood of made-up names must not fill the memory. */
const MOST_ACCOUNTS = 10_000;

export function createSignInAttempts(): SignInAttempts {
  const byAccount = new Map<string, { failures: number; retryAt: number }>();
  return {
    begin(account, now) {
      const before = byAccount.get(account);
      const wait = Math.max(0, (before?.retryAt ?? 0) - now);
      if (wait > 0) return wait;
      const failures = (before?.failures ?? 0) + 1;
      const doublings = failures - FREE_TRIES;
      const delay = doublings < 0 ? 0 : Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.min(doublings, 20));
      byAccount.delete(account);
      byAccount.set(account, { failures, retryAt: now + delay });
      if (byAccount.size > MOST_ACCOUNTS) {
        const oldest = byAccount.keys().next();
        if (!oldest.done) byAccount.delete(oldest.value);
      }
      return 0;
    },
    succeeded: (account) => void byAccount.delete(account),
  };
}
