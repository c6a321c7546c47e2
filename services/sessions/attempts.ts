import type { SignInSettings } from '../../domain/access/sign-in-settings.ts';
import type { SignInFailures } from './port.ts';

/** What {@link SignInAttempts.begin} says: go on, come back in a while, or the account is locked. */
export type Begun =
  | { readonly state: 'begun' }
  | { readonly state: 'wait'; readonly ms: number }
  | { readonly state: 'locked'; readonly until: number };

/**
 * Delay that grows with each wrong password of an account, so that guessing is slow and a typing error is not; and a lock
 * after many of them. The memory decides, because guesses come at once; the store keeps what it knows over a restart.
 */
export interface SignInAttempts {
  /**
   * Begins an attempt, which counts as wrong until it has succeeded: guesses sent all at once must not each find the
   * account free. `stored`: what was kept of an account that the memory does not know.
   */
  begin(account: string, now: number, lock: SignInSettings['lock'], stored: SignInFailures | null): Begun;
  /** How the account stands after an attempt that was begun and is wrong. */
  failures(account: string): SignInFailures | null;
  succeeded(account: string): void;
}

interface Known extends SignInFailures {
  readonly retryAt: number;
}

const FREE_TRIES = 3;
const FIRST_DELAY_MS = 2_000;
const LONGEST_DELAY_MS = 5 * 60_000;
/** Accounts remembered at once; a flood of made-up names must not fill the memory. */
const MOST_ACCOUNTS = 10_000;

function delayAfter(failures: number): number {
  const doublings = failures - FREE_TRIES;
  return doublings < 0 ? 0 : Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.min(doublings, 20));
}

function fromStore(stored: SignInFailures | null): Known | undefined {
  return stored ? { ...stored, retryAt: stored.lastAt + delayAfter(stored.count) } : undefined;
}

export function createSignInAttempts(): SignInAttempts {
  const byAccount = new Map<string, Known>();
  return {
    begin(account, now, lock, stored) {
      const before = byAccount.get(account) ?? fromStore(stored);
      const lockedUntil = before?.lockedUntil ?? null;
      if (lockedUntil !== null && lockedUntil > now) return { state: 'locked', until: lockedUntil };
      // A lock that has run out has paid for what was wrong before it.
      const counted = lockedUntil === null ? (before?.count ?? 0) : 0;
      const ms = lockedUntil === null ? Math.max(0, (before?.retryAt ?? 0) - now) : 0;
      // After a clock that was set back nobody waits longer than the longest wait.
      if (ms > 0 && ms <= LONGEST_DELAY_MS) return { state: 'wait', ms };
      const count = counted + 1;
      byAccount.delete(account);
      byAccount.set(account, {
        count,
        lastAt: now,
        lockedUntil: count >= lock.after ? now + lock.minutes * 60_000 : null,
        retryAt: now + delayAfter(count),
      });
      if (byAccount.size > MOST_ACCOUNTS) {
        const oldest = byAccount.keys().next();
        if (!oldest.done) byAccount.delete(oldest.value);
      }
      return { state: 'begun' };
    },
    failures(account) {
      const known = byAccount.get(account);
      return known ? { count: known.count, lastAt: known.lastAt, lockedUntil: known.lockedUntil } : null;
    },
    succeeded: (account) => void byAccount.delete(account),
  };
}
