import { asc, eq, sql } from 'drizzle-orm';
import type { SessionReads, SessionWrites } from '../services/sessions/port.ts';
import type { Connection } from './connection.ts';
import { accessLog, passwords, sessions } from './schema/sessions.ts';

export function sessionReads({ orm }: Connection): SessionReads {
  const byToken = orm
    .select()
    .from(sessions)
    .where(eq(sessions.tokenHash, sql.placeholder('tokenHash')))
    .prepare();
  return {
    async session(tokenHash) {
      return byToken.get({ tokenHash }) ?? null;
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
    async noteAccess({ at, staffId, kind, subject }) {
      connection.writing.insert(accessLog).values({ at, staffId, kind, subject }).run();
    },
  };
}
