import { ServiceError } from '../../contract/errors.ts';
import { type PasswordOrigin, type PasswordOwner, passwordProblem } from '../../domain/access/passwords.ts';
import { initialSignInSettings } from '../../domain/access/sign-in-settings.ts';
import { namePinyin } from '../../domain/text/pinyin.ts';
import type { Dependencies } from '../dependencies.ts';
import type { Writes } from '../ports.ts';
import { hashPassword, verifyPassword } from './password.ts';

interface NewPassword {
  readonly password: string;
  readonly owner: PasswordOwner;
  /** Null for an account that is only being made. */
  readonly staffId: string | null;
  /** Where the form shows what is wrong: `newPassword`. */
  readonly field: string;
}

/**
 * The hash of a new password that the center's rules allow (GB/T 22239-2019 8.1.4.1 a).
 * @throws ServiceError INVALID_INPUT with the reason at the field.
 */
export async function acceptPassword(
  { store }: Pick<Dependencies, 'store'>,
  { password, owner, staffId, field }: NewPassword,
): Promise<string> {
  const { rules, hashes } = await store.read(async ({ settings, sessions }) => {
    const { signIn } = (await settings.settings())?.settings ?? { signIn: initialSignInSettings };
    const known = staffId === null ? null : await sessions.password(staffId);
    const { differentFromLast } = signIn.password;
    return { rules: signIn.password, hashes: known ? [known.hash, ...known.earlier].slice(0, differentFromLast) : [] };
  });
  const refuse = (reason: string) => new ServiceError('INVALID_INPUT', { fields: { [field]: reason } });
  const problem = passwordProblem(password, rules, { ...owner, spellings: namePinyin(owner.name) });
  if (problem !== null) throw refuse(problem);
  for (const hash of hashes) {
    if (await verifyPassword(hash, password)) throw refuse(`不能和最近 ${rules.differentFromLast} 次用过的密码相同`);
  }
  return hashPassword(password);
}

/** As many as any setting can ask for. */
const MOST_EARLIER = 24;

/** Keeps an accepted password; the ones before it stay as hashes, so that they are not taken again. */
export async function keepPassword(
  { sessions }: Pick<Writes, 'sessions'>,
  staffId: string,
  kept: { readonly hash: string; readonly origin: PasswordOrigin; readonly setAt: number },
): Promise<void> {
  const before = await sessions.password(staffId);
  const earlier = before ? [before.hash, ...before.earlier].slice(0, MOST_EARLIER) : [];
  await sessions.savePassword(staffId, { ...kept, earlier });
}
