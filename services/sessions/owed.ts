import type { StaffMember } from '../../contract/directory.ts';
import { ServiceError } from '../../contract/errors.ts';
import type { Owed, SignInSettings } from '../../domain/access/sign-in-settings.ts';
import type { StoredPassword, StoredSession } from './port.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

interface Standing {
  readonly member: Pick<StaffMember, 'roles'>;
  readonly settings: SignInSettings;
  readonly hasFactor: boolean;
}

/** Whether a role of the person signs in with a code, and the person has brought no telephone yet. */
export function owesFactor({ member, settings, hasFactor }: Standing): boolean {
  return !hasFactor && member.roles.some((role) => settings.secondFactorFor.includes(role));
}

/** What a session owes that begins with this password, before anything else is open to it. */
export function owedAtSignIn(
  { origin, setAt }: StoredPassword,
  standing: Standing & { readonly isSampleCenter: boolean; readonly now: number },
): Owed | null {
  const { settings, isSampleCenter, now } = standing;
  if (origin === 'first' || origin === 'reset') return 'first_password';
  if (origin === 'sample' && !isSampleCenter) return 'sample_password';
  const { longestDays } = settings.password;
  if (origin === 'own' && longestDays !== null && now - setAt > longestDays * DAY_MS) return 'old_password';
  return owesFactor(standing) ? 'second_factor' : null;
}

/**
 * The password as it is known once somebody has signed in with it: that it is the sample's, and since when it is used,
 * where a store of an earlier program did not say.
 */
export function recognised(password: StoredPassword, isSample: boolean, now: number): StoredPassword {
  const origin = isSample && password.origin === 'own' ? 'sample' : password.origin;
  const setAt = password.setAt === 0 ? now : password.setAt;
  return origin === password.origin && setAt === password.setAt ? password : { ...password, origin, setAt };
}

/** @throws ServiceError PASSWORD_CHANGE_NEEDED, SECOND_FACTOR_NEEDED: nothing else is open to the session before. */
export function refuseOwing({ owes }: Pick<StoredSession, 'owes'>): void {
  if (owes === null) return;
  throw new ServiceError(owes === 'second_factor' ? 'SECOND_FACTOR_NEEDED' : 'PASSWORD_CHANGE_NEEDED');
}
