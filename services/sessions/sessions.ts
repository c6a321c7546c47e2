import type { StaffMember } from '../../contract/directory.ts';
import { ServiceError } from '../../contract/errors.ts';
import type { SignedIn } from '../../contract/sessions.ts';
import type { Caller, Dependencies } from '../dependencies.ts';
import type { Environment } from '../environment.ts';
import type { Reads } from '../ports.ts';
import { createSignInAttempts } from './attempts.ts';
import { hashPassword, nobodysHash, passwordsAreBusy, verifyPassword } from './password.ts';
import type { StoredSession } from './port.ts';

/** A session ends this long after its last call; the desk then asks for the password again. */
export const IDLE_LIMIT_MS = 12 * 60 * 60 * 1000;
/** How old "last seen" may get before a call writes it anew: not every read may cost a commit. */
const SEEN_EVERY_MS = 5 * 60 * 1000;

/** What somebody is told to wait who comes while too many passwords are being checked. */
const BUSY_RETRY_S = 5;

const encoder = new TextEncoder();

export function tokenHash(token: string, environment: Pick<Environment, 'suite'>): string {
  return environment.suite.digest(encoder.encode(token));
}

function newToken(environment: Environment): string {
  return Buffer.from(environment.randomBytes(32)).toString('base64url');
}

export interface SessionService {
  /** @throws ServiceError WRONG_PASSWORD, TOO_MANY_ATTEMPTS, NOT_SET_UP. */
  signIn(input: {
    account: string;
    password: string;
    desk?: string | undefined;
  }): Promise<{ token: string; signedIn: SignedIn }>;
  signOut(token: string): Promise<void>;
  /** Null where the token is unknown, too old, or its account was switched off. */
  callerOf(token: string): Promise<Caller | null>;
  /** The same without counting as use of the session, for whoever only wants to know whose it is. */
  holderOf(token: string): Promise<Caller | null>;
  /**
   * Ends the person's other sessions: whoever changes a password fears that somebody else has it.
   * @throws ServiceError INVALID_INPUT where the old password is wrong, TOO_MANY_ATTEMPTS as at signing in.
   */
  changeOwnPassword(
    caller: Caller,
    token: string,
    input: { oldPassword: string; newPassword: string },
  ): Promise<{ changed: true }>;
  describe(caller: Caller): Promise<SignedIn>;
}

interface OpenSession {
  readonly session: StoredSession;
  readonly member: StaffMember;
}

function callerIn({ session, member }: OpenSession): Caller {
  return { staffId: member.staffId, roles: member.roles, name: member.name, desk: session.desk };
}

export function createSessionService(dependencies: Dependencies): SessionService {
  const { store, environment, asides } = dependencies;
  const attempts = createSignInAttempts();

  async function signedIn(reads: Reads, member: StaffMember, desk: string): Promise<SignedIn> {
    const stored = await reads.settings.settings();
    if (!stored) throw new ServiceError('NOT_SET_UP');
    const { name, areaCode, committee } = stored.settings;
    return {
      staffId: member.staffId,
      account: member.account,
      name: member.name,
      roles: member.roles,
      center: { id: stored.centerId, name, areaCode },
      committee: { name: committee.name },
      desk,
    };
  }

  /** Null in place of a hash is right for no password, and takes as long to find out. */
  async function isRight(account: string, phc: string | null, password: string): Promise<boolean> {
    const compared = phc ?? (await nobodysHash);
    if (passwordsAreBusy()) {
      const retryAfter = BUSY_RETRY_S;
      throw new ServiceError('TOO_MANY_ATTEMPTS', {
        retryAfter,
        detail: `正在登录的太多，请 ${retryAfter} 秒后再试。`,
      });
    }
    const wait = attempts.begin(account, environment.now());
    if (wait > 0) {
      const retryAfter = Math.ceil(wait / 1000);
      throw new ServiceError('TOO_MANY_ATTEMPTS', { retryAfter, detail: `密码错得太多，请 ${retryAfter} 秒后再试。` });
    }
    const right = (await verifyPassword(compared, password)) && phc !== null;
    if (right) attempts.succeeded(account);
    return right;
  }

  async function openSession(token: string): Promise<OpenSession | null> {
    const found = await store.read(async ({ directory, sessions }) => {
      const session = await sessions.session(tokenHash(token, environment));
      const member = session ? await directory.staff(session.staffId) : null;
      return session && member ? { session, member } : null;
    });
    if (!found?.member.active || environment.now() - found.session.lastSeenAt > IDLE_LIMIT_MS) return null;
    return found;
  }

  return {
    async signIn({ account, password, desk = '' }) {
      const now = environment.now();
      const known = await store.read(async ({ directory, sessions }) => {
        const member = await directory.byAccount(account);
        return member ? { member, phc: await sessions.passwordHash(member.staffId) } : null;
      });
      const right = await isRight(account, known?.member.active ? known.phc : null, password);
      if (!known || !right) {
        const { member } = known ?? {};
        if (member) {
          const entry = { at: now, staffId: member.staffId, kind: 'sign_in_failed', subject: desk } as const;
          await asides.note(store, entry);
        }
        throw new ServiceError('WRONG_PASSWORD');
      }
      const { member } = known;
      const token = newToken(environment);
      return store.write(async (writes) => {
        const session = {
          tokenHash: tokenHash(token, environment),
          staffId: member.staffId,
          desk,
          startedAt: now,
          lastSeenAt: now,
        };
        await writes.sessions.saveSession(session);
        await writes.sessions.noteAccess({ at: now, staffId: member.staffId, kind: 'sign_in', subject: desk });
        return { token, signedIn: await signedIn(writes, member, desk) };
      });
    },

    async signOut(token) {
      await store.write(async ({ sessions }) => {
        const hash = tokenHash(token, environment);
        const session = await sessions.session(hash);
        if (!session) return;
        await sessions.removeSession(hash);
        await sessions.noteAccess({
          at: environment.now(),
          staffId: session.staffId,
          kind: 'sign_out',
          subject: session.desk,
        });
      });
    },

    async callerOf(token) {
      const found = await openSession(token);
      if (!found) return null;
      const { session } = found;
      const now = environment.now();
      if (now - session.lastSeenAt > SEEN_EVERY_MS) {
        await asides.keepLastSeen(store, session, ({ sessions }) =>
          sessions.saveSession({ ...session, lastSeenAt: now }),
        );
      }
      return callerIn(found);
    },

    async holderOf(token) {
      const found = await openSession(token);
      return found && callerIn(found);
    },

    async changeOwnPassword(caller, token, { oldPassword, newPassword }) {
      const known = await store.read(async ({ directory, sessions }) => {
        const member = await directory.staff(caller.staffId);
        return member ? { member, phc: await sessions.passwordHash(member.staffId) } : null;
      });
      if (!known) throw new ServiceError('NOT_SIGNED_IN');
      if (!(await isRight(known.member.account, known.phc, oldPassword))) {
        throw new ServiceError('INVALID_INPUT', { fields: { oldPassword: '原密码不对' } });
      }
      const phc = await hashPassword(newPassword);
      await store.write(async ({ sessions }) => {
        const own = await sessions.session(tokenHash(token, environment));
        await sessions.savePasswordHash(caller.staffId, phc);
        await sessions.removeSessionsOf(caller.staffId);
        if (own) await sessions.saveSession(own);
      });
      return { changed: true };
    },

    async describe(caller) {
      return store.read(async (reads) => {
        const member = await reads.directory.staff(caller.staffId);
        if (!member) throw new ServiceError('NOT_SIGNED_IN');
        return signedIn(reads, member, caller.desk);
      });
    },
  };
}
