import { chainAccess } from '../../domain/log/access.ts';
import { sha256Suite } from '../../services/environment.ts';
import type { SessionReads, SessionWrites, StoredSession } from '../../services/sessions/port.ts';
import { endOfAccess, moveEnd } from './journals.ts';
import { passwords, sessions } from './schema/sessions.ts';
import type { Scope } from './scope.ts';
import { selected, upsert } from './statements.ts';

const all = `SELECT ${selected(sessions, 's', ['tokenHash', 'staffId', 'desk', 'startedAt', 'lastSeenAt'])}
  FROM sessions s WHERE s.feed = $1`;

const sql = {
  session: `${all} AND s.token_hash = $2`,
  sessions: `${all} ORDER BY s.started_at`,
  passwordHash: 'SELECT hash FROM passwords WHERE feed = $1 AND staff_id = $2',
  save: upsert(sessions, ['tokenHash'], ['staffId', 'desk', 'startedAt', 'lastSeenAt']),
  remove: 'DELETE FROM sessions WHERE feed = $1 AND token_hash = $2',
  removeOf: 'DELETE FROM sessions WHERE feed = $1 AND staff_id = $2',
  savePassword: upsert(passwords, ['staffId'], ['hash']),
  // The feed's row is held: nobody else appends meanwhile.
  noteAccess: `INSERT INTO access_log (feed, at, staff_id, kind, subject, reason, digest)
    VALUES ($1, $2, $3, $4, $5, $6, $7)`,
} as const;

export function sessionReads({ transaction: { query }, feed }: Scope): SessionReads {
  return {
    async session(tokenHash) {
      const [row] = await query<StoredSession>(sql.session, [feed, tokenHash]);
      return row ?? null;
    },
    async sessions() {
      return query<StoredSession>(sql.sessions, [feed]);
    },
    async passwordHash(staffId) {
      const [row] = await query<{ hash: string }>(sql.passwordHash, [feed, staffId]);
      return row?.hash ?? null;
    },
  };
}

export function sessionWrites(scope: Scope): SessionWrites {
  const { feed } = scope;
  const { query } = scope.transaction;
  return {
    async saveSession({ tokenHash, staffId, desk, startedAt, lastSeenAt }) {
      await query(sql.save, [feed, tokenHash, staffId, desk, startedAt, lastSeenAt]);
    },
    async removeSession(tokenHash) {
      await query(sql.remove, [feed, tokenHash]);
    },
    async removeSessionsOf(staffId) {
      await query(sql.removeOf, [feed, staffId]);
    },
    async savePasswordHash(staffId, hash) {
      await query(sql.savePassword, [feed, staffId, hash]);
    },
    async noteAccess({ at, staffId, kind, subject, reason = null }) {
      const end = await endOfAccess(scope);
      const next = chainAccess(end, { at, staffId, kind, subject, reason }, sha256Suite);
      await query(sql.noteAccess, [feed, at, staffId, kind, subject, reason, next.digest]);
      await moveEnd(scope, 'access', next);
    },
  };
}
