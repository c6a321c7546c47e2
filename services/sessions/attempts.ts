/** Delay that grows with each wrong password of an account, so that guessing is slow and a typing error is not. */
export interface SignInAttempts {
  /** Milliseconds until the account may try again; 0 when it may now. */
  waitFor(account: string, now: number): number;
  failed(account: string, now: number): void;
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
    waitFor: (account, now) => Math.max(0, (byAccount.get(account)?.retryAt ?? 0) - now),
    failed(account, now) {
      const failures = (byAccount.get(account)?.failures ?? 0) + 1;
      const doublings = failures - FREE_TRIES;
      const delay = doublings < 0 ? 0 : Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.min(doublings, 20));
      byAccount.delete(account);
      byAccount.set(account, { failures, retryAt: now + delay });
      if (byAccount.size > MOST_ACCOUNTS) {
        const oldest = byAccount.keys().next();
        if (!oldest.done) byAccount.delete(oldest.value);
      }
    },
    succeeded: (account) => void byAccount.delete(account),
  };
}
