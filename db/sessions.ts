import { asc, eq, isNotNull, lt } from 'drizzle-orm';
import { chainAccess } from '../domain/log/access.ts';
import type { SessionReads, SessionWrites, StoredSession } from '../services/sessions/port.ts';
import type { Connection } from './connection.ts';
import { accessSuite, moveEnd } from './journals.ts';
import { accessLog, passwords, secondFactors, sessions, signInFailures } from './schema/sessions.ts';

// Asked for with every call, so it is a bare statement.
const byToken = `SELECT token_hash AS tokenHash, staff_id AS staffId, desk, seat, started_at AS startedAt,
  last_seen_at AS lastSeenAt, owes FROM sessions WHERE token_hash = @tokenHash`;

export function sessionReads(connection: Connection): SessionReads {
  const { orm } = connection;
  return {
    async session(tokenHash) {
      return connection.statement<StoredSession>(byToken).get({ tokenHash }) ?? null;
    },
    async sessions() {
      return orm.select().from(sessions).orderBy(asc(sessions.startedAt)).all();
    },
    async password(staffId) {
      const row = orm.select().from(passwords).where(eq(passwords.staffId, staffId)).get();
      if (!row) return null;
      const { hash, origin, setAt, earlier } = row;
      return { hash, origin, setAt, earlier };
    },
    async signInFailures(staffId) {
      const row = orm.select().from(signInFailures).where(eq(signInFailures.staffId, staffId)).get();
      return row ? { count: row.count, lastAt: row.lastAt, lockedUntil: row.lockedUntil } : null;
    },
    async locks() {
      const rows = orm.select().from(signInFailures).where(isNotNull(signInFailures.lockedUntil)).all();
      return rows.flatMap(({ staffId, lockedUntil }) => (lockedUntil === null ? [] : [{ staffId, lockedUntil }]));
    },
    async secondFactor(staffId) {
      const row = orm.select().from(secondFactors).where(eq(secondFactors.staffId, staffId)).get();
      if (!row) return null;
      const { secret, pending, lastStep, recoveryHashes } = row;
      return { secret, pending, lastStep, recoveryHashes };
    },
    async secondFactorHolders() {
      const rows = orm.select().from(secondFactors).where(isNotNull(secondFactors.secret)).all();
      return rows.map(({ staffId }) => staffId);
    },
  };
}

export function sessionWrites(connection: Connection): SessionWrites {
  return {
    async saveSession({ tokenHash, ...content }) {
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
    async removeSessionsBefore(startedAt) {
      connection.writing.delete(sessions).where(lt(sessions.startedAt, startedAt)).run();
    },
    async savePassword(staffId, content) {
      connection.writing
        .insert(passwords)
        .values({ staffId, ...content })
        .onConflictDoUpdate({ target: passwords.staffId, set: content })
        .run();
    },
    async saveSignInFailures(staffId, content) {
      if (content === null) {
        connection.writing.delete(signInFailures).where(eq(signInFailures.staffId, staffId)).run();
        return;
      }
      connection.writing
        .insert(signInFailures)
        .values({ staffId, ...content })
        .onConflictDoUpdate({ target: signInFailures.staffId, set: content })
        .run();
    },
    async saveSecondFactor(staffId, content) {
      if (content === null) {
        connection.writing.delete(secondFactors).where(eq(secondFactors.staffId, staffId)).run();
        return;
      }
      connection.writing
        .insert(secondFactors)
        .values({ staffId, ...content })
        .onConflictDoUpdate({ target: secondFactors.staffId, set: content })
        .run();
    },
    async noteAccess({ reason = null, ...note }) {
      const entry = { ...note, reason };
      const { digest } = moveEnd(connection, 'access', (end) => chainAccess(end, entry, accessSuite(connection)));
      connection.writing
        .insert(accessLog)
        .values({ ...entry, digest })
        .run();
    },
  };
}
