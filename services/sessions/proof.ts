import type { StaffMember } from '../../contract/directory.ts';
import { ServiceError } from '../../contract/errors.ts';
import type { SignInSettings } from '../../domain/access/sign-in-settings.ts';
import { formatInstant } from '../../domain/text/chinese-date.ts';
import type { Dependencies } from '../dependencies.ts';
import { createSignInAttempts } from './attempts.ts';
import { nobodysHash, passwordsAreBusy, verifyPassword } from './password.ts';
import type { SignInFailures, StoredPassword } from './port.ts';

/** What somebody is told to wait who comes while too many passwords are being checked. */
const BUSY_RETRY_S = 5;
/** From so many tries before the lock on, people are told. */
const WARNED_TRIES = 2;

export interface KnownAccount {
  readonly member: StaffMember;
  readonly password: StoredPassword | null;
  readonly failures: SignInFailures | null;
}

interface Try {
  readonly account: string;
  /** Null where there is no such account: it is answered in the same words, after the same time. */
  readonly known: KnownAccount | null;
  readonly settings: SignInSettings;
  readonly desk: string;
}

/** Whether people know what only they know; wrong answers are counted, slowed down, and lock the account. */
export interface Proof {
  /** @throws ServiceError TOO_MANY_ATTEMPTS, ACCOUNT_LOCKED. */
  isRight(attempt: Try, password: string): Promise<boolean>;
  /** Counts what was wrong, and gives what to tell the person. */
  failed(attempt: Try): Promise<ServiceError>;
  /** After everything was right; what the store knows goes with the caller's own write. */
  succeeded(account: string): void;
}

function locked(until: number): ServiceError {
  const detail = `密码连错太多次，账号锁到 ${formatInstant(until)}。请到时再试，或请管理员解锁。`;
  return new ServiceError('ACCOUNT_LOCKED', { detail });
}

export function createProof({ store, environment, asides }: Dependencies): Proof {
  const attempts = createSignInAttempts();

  async function keep(staffId: string, failures: SignInFailures, desk: string): Promise<void> {
    const at = environment.now();
    await asides.keepFailures(store, { staffId }, async ({ sessions }) => {
      await sessions.saveSignInFailures(staffId, failures);
      await sessions.noteAccess({ at, staffId, kind: 'sign_in_failed', subject: desk });
      if (failures.lockedUntil !== null) await sessions.noteAccess({ at, staffId, kind: 'locked', subject: desk });
    });
  }

  return {
    async isRight({ account, known, settings }, password) {
      // Null in place of a hash is right for no password, and takes as long to find out.
      const hash = known?.member.active ? (known.password?.hash ?? null) : null;
      const compared = hash ?? (await nobodysHash);
      if (passwordsAreBusy()) {
        const detail = `正在登录的太多，请 ${BUSY_RETRY_S} 秒后再试。`;
        throw new ServiceError('TOO_MANY_ATTEMPTS', { retryAfter: BUSY_RETRY_S, detail });
      }
      const begun = attempts.begin(account, environment.now(), settings.lock, known?.failures ?? null);
      if (begun.state === 'locked') throw locked(begun.until);
      if (begun.state === 'wait') {
        const retryAfter = Math.ceil(begun.ms / 1000);
        throw new ServiceError('TOO_MANY_ATTEMPTS', {
          retryAfter,
          detail: `密码错得太多，请 ${retryAfter} 秒后再试。`,
        });
      }
      return (await verifyPassword(compared, password)) && hash !== null;
    },

    async failed({ account, known, settings: { lock }, desk }) {
      const failures = attempts.failures(account);
      if (!failures) return new ServiceError('WRONG_PASSWORD');
      if (known) await keep(known.member.staffId, failures, desk);
      if (failures.lockedUntil !== null) return locked(failures.lockedUntil);
      const left = lock.after - failures.count;
      if (left > WARNED_TRIES) return new ServiceError('WRONG_PASSWORD');
      const detail = `账号或密码不对。再错 ${left} 次，账号会锁 ${lock.minutes} 分钟。`;
      return new ServiceError('WRONG_PASSWORD', { detail });
    },

    succeeded: (account) => attempts.succeeded(account),
  };
}
