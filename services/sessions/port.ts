import type { AccessEntry } from '../../domain/log/access.ts';

export interface StoredSession {
  /** SHA-256 of the session token: a stolen store opens no session. */
  readonly tokenHash: string;
  readonly staffId: string;
  readonly desk: string;
  readonly startedAt: number;
  readonly lastSeenAt: number;
}

/** What is to be noted; without a reason where none is asked for. */
export type AccessNote = Omit<AccessEntry, 'reason'> & { readonly reason?: string | null };

export interface SessionReads {
  session(tokenHash: string): Promise<StoredSession | null>;
  sessions(): Promise<readonly StoredSession[]>;
  /** argon2id hash in PHC form; null where the account has no password. */
  passwordHash(staffId: string): Promise<string | null>;
}

export interface SessionWrites {
  saveSession(session: StoredSession): Promise<void>;
  removeSession(tokenHash: string): Promise<void>;
  removeSessionsOf(staffId: string): Promise<void>;
  savePasswordHash(staffId: string, hash: string): Promise<void>;
  /** Who looked at what; no action, a log of its own (LOG-1), each entry chained to the one before (LOG-11). */
  noteAccess(entry: AccessNote): Promise<void>;
}
