import type { StaffMember } from '../../contract/directory.ts';
import { initialSignInSettings, type SignInSettings } from '../../domain/access/sign-in-settings.ts';
import type { Environment } from '../environment.ts';
import type { Reads } from '../ports.ts';
import { sha256Hash } from '../suites/hash.ts';
import type { StoredSession } from './port.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const encoder = new TextEncoder();

/** In every suite by SHA-256: a change of the suite ends nobody's session. */
export function tokenHash(token: string): string {
  return sha256Hash.digest(encoder.encode(token));
}

export function newToken({ randomBytes }: Pick<Environment, 'randomBytes'>): string {
  return Buffer.from(randomBytes(32)).toString('base64url');
}

export async function signInSettingsOf({ settings }: Pick<Reads, 'settings'>): Promise<SignInSettings> {
  return (await settings.settings())?.settings.signIn ?? initialSignInSettings;
}

/** Whether a session is too old, or nobody has been at its desk for too long. */
function hasEnded({ startedAt, lastSeenAt }: StoredSession, { session }: SignInSettings, now: number): boolean {
  return now - lastSeenAt > session.idleMinutes * MINUTE_MS || now - startedAt > session.longestHours * HOUR_MS;
}

/**
 * When sessions were used last, by the hash of their token, as far as this process knows. The store is told now and then,
 * and not at all while it cannot be written: people go on reading then, and nobody is sent away.
 */
export type LastUses = Map<string, number>;

function asUsed(session: StoredSession, uses: LastUses): StoredSession {
  const used = uses.get(session.tokenHash) ?? 0;
  return used > session.lastSeenAt ? { ...session, lastSeenAt: used } : session;
}

export interface OpenSession {
  readonly session: StoredSession;
  readonly member: StaffMember;
  readonly settings: SignInSettings;
}

/** Null where the token is unknown, its session has ended, or its account was switched off. */
export async function findOpenSession(
  reads: Pick<Reads, 'sessions' | 'directory' | 'settings'>,
  environment: Pick<Environment, 'suite' | 'now'>,
  uses: LastUses,
  token: string,
): Promise<OpenSession | null> {
  const stored = await reads.sessions.session(tokenHash(token));
  const session = stored && asUsed(stored, uses);
  const member = session ? await reads.directory.staff(session.staffId) : null;
  if (!session || !member?.active) return null;
  const settings = await signInSettingsOf(reads);
  return hasEnded(session, settings, environment.now()) ? null : { session, member, settings };
}

/** Every open session at the seat of this one, itself among them, the first one first. */
export async function sessionsAtSeat(
  reads: Pick<Reads, 'sessions' | 'directory'>,
  { session: { seat, tokenHash: own }, settings }: OpenSession,
  uses: LastUses,
  now: number,
): Promise<readonly OpenSession[]> {
  const found: OpenSession[] = [];
  for (const stored of await reads.sessions.sessions()) {
    const session = asUsed(stored, uses);
    // Sessions of an earlier program have no seat, and are alone.
    const isHere = session.tokenHash === own || (seat !== '' && session.seat === seat);
    const member = isHere && !hasEnded(session, settings, now) ? await reads.directory.staff(session.staffId) : null;
    if (member?.active) found.push({ session, member, settings });
  }
  return found;
}
