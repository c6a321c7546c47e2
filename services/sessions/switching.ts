import { ServiceError } from '../../contract/errors.ts';
import type { PersonHere } from '../../contract/sessions.ts';
import { holdsAny } from '../../domain/access/roles.ts';
import { keeperRoles } from '../../domain/access/separation.ts';
import type { Dependencies } from '../dependencies.ts';
import {
  findOpenSession,
  type LastUses,
  newToken,
  type OpenSession,
  sessionsAtSeat,
  tokenHash,
} from './open-session.ts';

/** Whether the person takes the place without a password. */
function isFree({ session, member, settings: { switching } }: OpenSession, now: number): boolean {
  if (!switching.allowed || session.owes !== null) return false;
  // Keepers always type the password: two keys would open the machine, the rights or the record.
  if (holdsAny(member, keeperRoles)) return false;
  return now - session.lastSeenAt <= switching.idleMinutes * 60_000;
}

export async function peopleHere(
  { store, environment }: Dependencies,
  uses: LastUses,
  token: string,
): Promise<readonly PersonHere[]> {
  const now = environment.now();
  return store.read(async (reads) => {
    const here = await findOpenSession(reads, environment, uses, token);
    if (!here) return [];
    return (await sessionsAtSeat(reads, here, uses, now)).map((found) => {
      const { staffId, account, name, roles } = found.member;
      const current = found.session.tokenHash === here.session.tokenHash;
      return { staffId, account, name, roles, current, free: current || isFree(found, now) };
    });
  });
}

/**
 * Gives the desk to somebody who has signed in at it: the token is a new one, for the store knows the old one by its hash
 * alone. The session of whoever leaves stays open, and counts as used until now.
 * @throws ServiceError PASSWORD_NEEDED where the person has not signed in here, or was away too long.
 */
export async function switchTo(
  { store, environment }: Dependencies,
  uses: LastUses,
  token: string,
  staffId: string,
): Promise<{ readonly token: string }> {
  const now = environment.now();
  const fresh = newToken(environment);
  await store.write(async (writes) => {
    const here = await findOpenSession(writes, environment, uses, token);
    if (!here) throw new ServiceError('NOT_SIGNED_IN');
    const found = (await sessionsAtSeat(writes, here, uses, now)).find(({ member }) => member.staffId === staffId);
    if (!found || !isFree(found, now)) throw new ServiceError('PASSWORD_NEEDED');
    const { sessions } = writes;
    await sessions.saveSession({ ...here.session, lastSeenAt: now });
    await sessions.removeSession(found.session.tokenHash);
    await sessions.saveSession({ ...found.session, tokenHash: tokenHash(fresh), lastSeenAt: now });
    await sessions.noteAccess({ at: now, staffId, kind: 'switched', subject: found.session.desk });
  });
  return { token: fresh };
}
