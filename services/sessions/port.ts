import type { PasswordOrigin } from '../../domain/access/passwords.ts';
import type { Owed } from '../../domain/access/sign-in-settings.ts';
import type { AccessEntry } from '../../domain/log/access.ts';

export interface StoredSession {
  /** SHA-256 of the session token: a stolen store opens no session. */
  readonly tokenHash: string;
  readonly staffId: string;
  readonly desk: string;
  /** Sessions of one window or browser; whoever has one of them may change places with the others. */
  readonly seat: string;
  readonly startedAt: number;
  readonly lastSeenAt: number;
  /** What must be done before anything else; null where nothing is owed. */
  readonly owes: Owed | null;
}

export interface StoredPassword {
  /** argon2id in PHC form. */
  readonly hash: string;
  readonly origin: PasswordOrigin;
  readonly setAt: number;
  /** Hashes of the ones before it, the latest first. */
  readonly earlier: readonly string[];
}

/** Wrong passwords and codes of one account in a row. */
export interface SignInFailures {
  readonly count: number;
  readonly lastAt: number;
  /** Until when nobody signs in with the account, in ms; null where it is not locked. */
  readonly lockedUntil: number | null;
}

/** The codes of a person's telephone (RFC 6238). */
export interface StoredSecondFactor {
  /** Base32; null before the first code was confirmed. */
  readonly secret: string | null;
  /** A secret that is shown and not yet confirmed by a code. */
  readonly pending: string | null;
  /** Number of the interval of the last code that was taken: no code is taken twice. */
  readonly lastStep: number;
  /** SHA-256 of the recovery codes that are left. */
  readonly recoveryHashes: readonly string[];
}

/** What is to be noted; without a reason where none is asked for. */
export type AccessNote = Omit<AccessEntry, 'reason'> & { readonly reason?: string | null };

export interface SessionReads {
  session(tokenHash: string): Promise<StoredSession | null>;
  sessions(): Promise<readonly StoredSession[]>;
  /** Null where the account has no password. */
  password(staffId: string): Promise<StoredPassword | null>;
  signInFailures(staffId: string): Promise<SignInFailures | null>;
  /** Accounts that are locked, or were, with the end of it. */
  locks(): Promise<readonly { readonly staffId: string; readonly lockedUntil: number }[]>;
  secondFactor(staffId: string): Promise<StoredSecondFactor | null>;
  /** Who signs in with a code. */
  secondFactorHolders(): Promise<readonly string[]>;
}

export interface SessionWrites {
  saveSession(session: StoredSession): Promise<void>;
  removeSession(tokenHash: string): Promise<void>;
  removeSessionsOf(staffId: string): Promise<void>;
  /** Of everybody, begun before this instant. */
  removeSessionsBefore(startedAt: number): Promise<void>;
  savePassword(staffId: string, password: StoredPassword): Promise<void>;
  /** Null: none any more. */
  saveSignInFailures(staffId: string, failures: SignInFailures | null): Promise<void>;
  saveSecondFactor(staffId: string, factor: StoredSecondFactor | null): Promise<void>;
  /** Who looked at what; no action, a log of its own (LOG-1), each entry chained to the one before (LOG-11). */
  noteAccess(entry: AccessNote): Promise<void>;
}
