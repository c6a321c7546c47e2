import { asc, eq } from 'drizzle-orm';
import { chainAccess } from '../domain/log/access.ts';
import { sha256Suite } from '../services/environment.ts';
import type { SessionReads, SessionWrites, StoredSession } from '../services/sessions/port.ts';
import type { Connection } from './connection.ts';
import { moveEnd } from './journals.ts';
import { accessLog, passwords, sessions } from './schema/sessions.ts';

// Asked for with every call, so it is a bare statement.
const byToken = `SELECT token_hash AS tokenHash, staff_id AS staffId, desk, started_at AS startedAt,
  last_seen_at AS lastSeenAt FROM sessions WHERE token_hash = @tokenHash`;

export function sessionReads(connection: Connection): SessionReads {
  const { orm } = connection;
  return {
    async session(tokenHash) {
      return connection.statement<StoredSession>(byToken).get({ tokenHash }) ?? null;
    },
    async sessions() {
      return orm.select().from(sessions).orderBy(asc(sessions.startedAt)).all();
    },
    async passwordHash(staffId) {
      return orm.select().from(passwords).where(eq(passwords.staffId, staffId)).get()?.hash ?? null;
    },
  };
}

export function sessionWrites(connection: Connection): SessionWrites {
  return {
    async saveSession({ tokenHash, staffId, desk, startedAt, lastSeenAt }) {
      const content = { staffId, desk, startedAt, lastSeenAt };
      connection.writing
        .insert(sessions)
        .values({ tokenHash, ...content })
        .onConflictDoUpdate({ target: sessions.tokenHash, set: content })
        .run();
    },
    async removeSession(tokenHash) {
      connection.writing.delete(sessions).where(eq(sessions.tokenHash, tokenHash)).run();
    },
    async removeSessionsOf(staffId) {
      connection.writing.delete(sessions).where(eq(sessions.staffId, staffId)).run();
    },
    async savePasswordHash(staffId, hash) {
      connection.writing
        .insert(passwords)
        .values({ staffId, hash })
        .onConflictDoUpdate({ target: passwords.staffId, set: { hash } })
        .run();
    },
    async noteAccess({ reason = null, ...note }) {
      const entry = { ...note, reason };
      const { digest } = moveEnd(connection, 'access', (end) => chainAccess(end, entry, sha256Suite));
      connection.writing
        .insert(accessLog)
        .values({ ...entry, digest })
        .run();
    },
  };
}
