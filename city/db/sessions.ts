import { chainAccess } from '../../domain/log/access.ts';
import type {
  SessionReads,
  SessionWrites,
  SignInFailures,
  StoredPassword,
  StoredSecondFactor,
  StoredSession,
} from '../../services/sessions/port.ts';
import { accessSuite, endOfAccess, moveEnd } from './journals.ts';
import { passwords, secondFactors, sessions, signInFailures } from './schema/sessions.ts';
import type { Scope } from './scope.ts';
import { selected, upsert } from './statements.ts';

const sessionContent = ['staffId', 'desk', 'seat', 'startedAt', 'lastSeenAt', 'owes'] as const;
const all = `SELECT ${selected(sessions, 's', ['tokenHash', ...sessionContent])} FROM sessions s WHERE s.feed = $1`;
const passwordContent = ['hash', 'origin', 'setAt', 'earlier'] as const;
const failureContent = ['count', 'lastAt', 'lockedUntil'] as const;
const factorContent = ['secret', 'pending', 'lastStep', 'recoveryHashes'] as const;
const ofMember = 'WHERE m.feed = $1 AND m.staff_id = $2';

const sql = {
  session: `${all} AND s.token_hash = $2`,
  sessions: `${all} ORDER BY s.started_at`,
  password: `SELECT ${selected(passwords, 'm', passwordContent)} FROM passwords m ${ofMember}`,
  failures: `SELECT ${selected(signInFailures, 'm', failureContent)} FROM sign_in_failures m ${ofMember}`,
  locks: `SELECT ${selected(signInFailures, 'm', ['staffId', 'lockedUntil'])} FROM sign_in_failures m
    WHERE m.feed = $1 AND m.locked_until IS NOT NULL`,
  secondFactor: `SELECT ${selected(secondFactors, 'm', factorContent)} FROM second_factors m ${ofMember}`,
  holders: `SELECT ${selected(secondFactors, 'm', ['staffId'])} FROM second_factors m
    WHERE m.feed = $1 AND m.secret IS NOT NULL`,
  save: upsert(sessions, ['tokenHash'], sessionContent),
  remove: 'DELETE FROM sessions WHERE feed = $1 AND token_hash = $2',
  removeOf: 'DELETE FROM sessions WHERE feed = $1 AND staff_id = $2',
  removeBefore: 'DELETE FROM sessions WHERE feed = $1 AND started_at < $2',
  savePassword: upsert(passwords, ['staffId'], passwordContent),
  saveFailures: upsert(signInFailures, ['staffId'], failureContent),
  removeFailures: 'DELETE FROM sign_in_failures WHERE feed = $1 AND staff_id = $2',
  saveFactor: upsert(secondFactors, ['staffId'], factorContent),
  removeFactor: 'DELETE FROM second_factors WHERE feed = $1 AND staff_id = $2',
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
    async password(staffId) {
      const [row] = await query<StoredPassword>(sql.password, [feed, staffId]);
      return row ?? null;
    },
    async signInFailures(staffId) {
      const [row] = await query<SignInFailures>(sql.failures, [feed, staffId]);
      return row ?? null;
    },
    async locks() {
      return query<{ staffId: string; lockedUntil: number }>(sql.locks, [feed]);
    },
    async secondFactor(staffId) {
      const [row] = await query<StoredSecondFactor>(sql.secondFactor, [feed, staffId]);
      return row ?? null;
    },
    async secondFactorHolders() {
      const rows = await query<{ staffId: string }>(sql.holders, [feed]);
      return rows.map(({ staffId }) => staffId);
    },
  };
}

export function sessionWrites(scope: Scope): SessionWrites {
  const { feed } = scope;
  const { query } = scope.transaction;
  return {
    async saveSession({ tokenHash, staffId, desk, seat, startedAt, lastSeenAt, owes }) {
      await query(sql.save, [feed, tokenHash, staffId, desk, seat, startedAt, lastSeenAt, owes]);
    },
    async removeSession(tokenHash) {
      await query(sql.remove, [feed, tokenHash]);
    },
    async removeSessionsOf(staffId) {
      await query(sql.removeOf, [feed, staffId]);
    },
    async removeSessionsBefore(startedAt) {
      await query(sql.removeBefore, [feed, startedAt]);
    },
    async savePassword(staffId, { hash, origin, setAt, earlier }) {
      await query(sql.savePassword, [feed, staffId, hash, origin, setAt, earlier]);
    },
    async saveSignInFailures(staffId, failures) {
      if (failures === null) await query(sql.removeFailures, [feed, staffId]);
      else await query(sql.saveFailures, [feed, staffId, failures.count, failures.lastAt, failures.lockedUntil]);
    },
    async saveSecondFactor(staffId, factor) {
      if (factor === null) {
        await query(sql.removeFactor, [feed, staffId]);
        return;
      }
      const { secret, pending, lastStep, recoveryHashes } = factor;
      await query(sql.saveFactor, [feed, staffId, secret, pending, lastStep, recoveryHashes]);
    },
    async noteAccess({ at, staffId, kind, subject, reason = null }) {
      const end = await endOfAccess(scope);
      const next = chainAccess(end, { at, staffId, kind, subject, reason }, await accessSuite(scope));
      await query(sql.noteAccess, [feed, at, staffId, kind, subject, reason, next.digest]);
      await moveEnd(scope, 'access', next);
    },
  };
}
