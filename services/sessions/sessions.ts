import type { StaffMember } from '../../contract/directory.ts';
import { ServiceError } from '../../contract/errors.ts';
import type { NewSecondFactor, PersonHere, SignedIn } from '../../contract/sessions.ts';
import { SAMPLE_CENTER_NAME, SAMPLE_PASSWORD } from '../../domain/access/sample.ts';
import type { Caller, Dependencies } from '../dependencies.ts';
import type { Reads } from '../ports.ts';
import { acceptPassword, keepPassword } from './new-password.ts';
import {
  findOpenSession,
  type LastUses,
  newToken,
  type OpenSession,
  signInSettingsOf,
  tokenHash,
} from './open-session.ts';
import { owedAtSignIn, owesFactor, recognised, refuseOwing } from './owed.ts';
import { createProof } from './proof.ts';
import { beginSecondFactor, confirmSecondFactor, takeCode } from './second-factor.ts';
import { peopleHere, switchTo } from './switching.ts';

/** How old "last seen" may get before a call writes it anew: not every read may cost a commit. */
const SEEN_EVERY_MS = 60_000;
/** No setting lets a session grow older. */
const OLDEST_SESSION_MS = 24 * 60 * 60 * 1000;

interface SignInInput {
  readonly account: string;
  readonly password: string;
  /** Of the telephone, or a recovery code. */
  readonly code?: string | undefined;
  readonly desk?: string | undefined;
}

export interface SessionService {
  /**
   * `here`: the token that the desk has now. Whoever signs in beside it may change places with its people.
   * @throws ServiceError WRONG_PASSWORD, TOO_MANY_ATTEMPTS, ACCOUNT_LOCKED, CODE_NEEDED, NOT_SET_UP.
   */
  signIn(input: SignInInput, here?: string | null): Promise<{ token: string; signedIn: SignedIn }>;
  signOut(token: string): Promise<void>;
  /**
   * Null where the token is unknown, too old, or its account was switched off.
   * @throws ServiceError PASSWORD_CHANGE_NEEDED, SECOND_FACTOR_NEEDED: nothing else is open to the session before.
   */
  callerOf(token: string): Promise<Caller | null>;
  /** The same for a call that a page repeats by itself, which is no use of the session. */
  watcherOf(token: string): Promise<Caller | null>;
  /** Whose session it is, whatever it owes. */
  holderOf(token: string): Promise<Caller | null>;
  /** Somebody is at the desk: the session is used now. */
  touch(token: string): Promise<void>;
  /**
   * Ends the person's other sessions: whoever changes a password fears that somebody else has it.
   * @throws ServiceError INVALID_INPUT where the old one is wrong or the new one may not be; as at signing in otherwise.
   */
  changeOwnPassword(token: string, input: { oldPassword: string; newPassword: string }): Promise<{ changed: true }>;
  beginSecondFactor(token: string, password: string): Promise<NewSecondFactor>;
  confirmSecondFactor(token: string, code: string): Promise<{ recoveryCodes: readonly string[] }>;
  peopleHere(token: string): Promise<readonly PersonHere[]>;
  switchTo(token: string, staffId: string): Promise<{ token: string; signedIn: SignedIn }>;
  /** Forgets wrong passwords of an account; true where it was locked. */
  unlock(member: Pick<StaffMember, 'staffId' | 'account'>, by: Caller): Promise<boolean>;
  /** Null where nobody is signed in. */
  describe(token: string): Promise<SignedIn | null>;
}

function callerIn({ session, member }: OpenSession): Caller {
  const { staffId, roles, name, placeCode, unit } = member;
  return { staffId, roles, name, placeCode, unit, desk: session.desk };
}

export function createSessionService(dependencies: Dependencies): SessionService {
  const { store, environment, asides } = dependencies;
  const proof = createProof(dependencies);
  const uses: LastUses = new Map();

  async function signedIn(reads: Reads, { session, member, settings }: OpenSession): Promise<SignedIn> {
    const stored = await reads.settings.settings();
    if (!stored) throw new ServiceError('NOT_SET_UP');
    const { name, areaCode, committee } = stored.settings;
    const factor = await reads.sessions.secondFactor(member.staffId);
    return {
      staffId: member.staffId,
      account: member.account,
      name: member.name,
      roles: member.roles,
      center: { id: stored.centerId, name, areaCode },
      committee: { name: committee.name },
      desk: session.desk,
      owes: session.owes,
      samplePassword: (await reads.sessions.password(member.staffId))?.origin === 'sample',
      secondFactor: factor !== null && factor.secret !== null,
      rules: {
        password: settings.password,
        idleMinutes: settings.session.idleMinutes,
        switching: settings.switching.allowed,
      },
    };
  }

  async function findAccount(reads: Reads, member: StaffMember | null) {
    if (!member) return null;
    const { sessions } = reads;
    const factor = await sessions.secondFactor(member.staffId);
    return {
      member,
      password: await sessions.password(member.staffId),
      failures: await sessions.signInFailures(member.staffId),
      hasFactor: factor !== null && factor.secret !== null,
    };
  }

  const openSession = (token: string): Promise<OpenSession | null> =>
    store.read((reads) => findOpenSession(reads, environment, uses, token));

  async function requireSession(token: string): Promise<OpenSession> {
    const found = await openSession(token);
    if (!found) throw new ServiceError('NOT_SIGNED_IN');
    return found;
  }

  async function keepSeen({ session }: OpenSession): Promise<void> {
    const lastSeenAt = environment.now();
    if (lastSeenAt === session.lastSeenAt) return;
    for (const [hash, used] of uses) if (lastSeenAt - used > OLDEST_SESSION_MS) uses.delete(hash);
    uses.set(session.tokenHash, lastSeenAt);
    await asides.keepLastSeen(store, session, ({ sessions }) => sessions.saveSession({ ...session, lastSeenAt }));
  }

  const describe = (token: string): Promise<SignedIn | null> =>
    store.read(async (reads) => {
      const found = await findOpenSession(reads, environment, uses, token);
      return found && signedIn(reads, found);
    });

  /** The person's own password once more, at a desk that may stand unattended. */
  async function proveAgain({ member, session, settings }: OpenSession, password: string, field: string) {
    const { account } = member;
    const known = await store.read((reads) => findAccount(reads, member));
    const attempt = { account, known, settings, desk: session.desk };
    if (await proof.isRight(attempt, password)) {
      proof.succeeded(account);
      if (known?.failures) await store.write(({ sessions }) => sessions.saveSignInFailures(member.staffId, null));
      return;
    }
    const failure = await proof.failed(attempt);
    if (failure.code !== 'WRONG_PASSWORD') throw failure;
    throw new ServiceError('INVALID_INPUT', { fields: { [field]: '原密码不对' } });
  }

  return {
    async signIn({ account, password, code, desk = '' }, here = null) {
      const now = environment.now();
      const { settings, known, isSampleCenter } = await store.read(async (reads) => ({
        settings: await signInSettingsOf(reads),
        known: await findAccount(reads, await reads.directory.byAccount(account)),
        isSampleCenter: (await reads.settings.settings())?.settings.name === SAMPLE_CENTER_NAME,
      }));
      const attempt = { account, known, settings, desk };
      const right = await proof.isRight(attempt, password);
      if (!known?.password || !right) throw await proof.failed(attempt);
      const { member } = known;
      if (known.hasFactor && !code) throw new ServiceError('CODE_NEEDED');
      const { hasFactor } = known;
      const kept = recognised(known.password, password === SAMPLE_PASSWORD, now);
      const owes = owedAtSignIn(kept, { member, settings, hasFactor, isSampleCenter, now });
      const opened = await store.write(async (writes) => {
        const { sessions } = writes;
        const { staffId } = member;
        if (known.hasFactor && code && !(await takeCode(writes, environment, { staffId, code, desk }))) return null;
        const before = here === null ? null : await sessions.session(tokenHash(here));
        const seat = before?.seat || environment.newId();
        for (const { tokenHash: hash, ...each } of await sessions.sessions()) {
          if (each.seat === seat && each.staffId === staffId) await sessions.removeSession(hash);
        }
        await sessions.removeSessionsBefore(now - OLDEST_SESSION_MS);
        const token = newToken(environment);
        const session = {
          tokenHash: tokenHash(token),
          staffId,
          desk,
          seat,
          startedAt: now,
          lastSeenAt: now,
          owes,
        };
        await sessions.saveSession(session);
        if (kept !== known.password) await sessions.savePassword(staffId, kept);
        if (known.failures) await sessions.saveSignInFailures(staffId, null);
        await sessions.noteAccess({ at: now, staffId, kind: 'sign_in', subject: desk });
        return { token, signedIn: await signedIn(writes, { session, member, settings }) };
      });
      if (!opened) {
        const failure = await proof.failed(attempt);
        if (failure.code !== 'WRONG_PASSWORD') throw failure;
        const fields = { code: '动态口令不对，或者刚刚用过。请输入现在显示的 6 位' };
        throw new ServiceError('CODE_NEEDED', { fields });
      }
      proof.succeeded(account);
      return opened;
    },

    async signOut(token) {
      await store.write(async ({ sessions }) => {
        const hash = tokenHash(token);
        const session = await sessions.session(hash);
        if (!session) return;
        await sessions.removeSession(hash);
        const { staffId, desk } = session;
        await sessions.noteAccess({ at: environment.now(), staffId, kind: 'sign_out', subject: desk });
      });
    },

    async callerOf(token) {
      const found = await openSession(token);
      if (!found) return null;
      refuseOwing(found.session);
      if (environment.now() - found.session.lastSeenAt > SEEN_EVERY_MS) await keepSeen(found);
      return callerIn(found);
    },

    async watcherOf(token) {
      const found = await openSession(token);
      if (found) refuseOwing(found.session);
      return found && callerIn(found);
    },

    async holderOf(token) {
      const found = await openSession(token);
      return found && callerIn(found);
    },

    async touch(token) {
      const found = await openSession(token);
      if (!found) throw new ServiceError('NOT_SIGNED_IN');
      await keepSeen(found);
    },

    async changeOwnPassword(token, { oldPassword, newPassword }) {
      const found = await requireSession(token);
      const { member, session, settings } = found;
      const { staffId } = member;
      await proveAgain(found, oldPassword, 'oldPassword');
      const hash = await acceptPassword(dependencies, {
        password: newPassword,
        owner: member,
        staffId,
        field: 'newPassword',
      });
      const now = environment.now();
      await store.write(async (writes) => {
        const { sessions } = writes;
        const own = await sessions.session(tokenHash(token));
        await keepPassword(writes, staffId, { hash, origin: 'own', setAt: now });
        await sessions.removeSessionsOf(staffId);
        const factor = await sessions.secondFactor(staffId);
        const hasFactor = factor !== null && factor.secret !== null;
        const owes = owesFactor({ member, settings, hasFactor }) ? 'second_factor' : null;
        if (own) await sessions.saveSession({ ...own, owes });
        await sessions.noteAccess({ at: now, staffId, kind: 'password_changed', subject: session.desk });
      });
      return { changed: true };
    },

    async beginSecondFactor(token, password) {
      const found = await requireSession(token);
      if (found.session.owes !== 'second_factor') await proveAgain(found, password, 'password');
      return beginSecondFactor(dependencies, found);
    },

    async confirmSecondFactor(token, code) {
      return confirmSecondFactor(dependencies, await requireSession(token), code);
    },

    peopleHere: (token) => peopleHere(dependencies, uses, token),

    async switchTo(token, staffId) {
      const { token: fresh } = await switchTo(dependencies, uses, token, staffId);
      const person = await describe(fresh);
      if (!person) throw new ServiceError('NOT_SIGNED_IN');
      return { token: fresh, signedIn: person };
    },

    async unlock({ staffId, account }, by) {
      const now = environment.now();
      proof.succeeded(account);
      return store.write(async ({ sessions }) => {
        const failures = await sessions.signInFailures(staffId);
        const wasLocked = (failures?.lockedUntil ?? 0) > now;
        if (failures) await sessions.saveSignInFailures(staffId, null);
        if (wasLocked) await sessions.noteAccess({ at: now, staffId: by.staffId, kind: 'unlocked', subject: staffId });
        return wasLocked;
      });
    },

    describe,
  };
}
