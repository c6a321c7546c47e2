import { type PasswordOwner, passwordProblem } from '../../domain/access/passwords.ts';
import { initialSignInSettings, type PasswordRules } from '../../domain/access/sign-in-settings.ts';
import type { FindProblem } from '../forms/checks.ts';

/** Where no center has said yet what it wants: at setting it up. */
export const initialPasswordRules: PasswordRules = initialSignInSettings.password;

/**
 * A new password as the center takes it; what only the center knows (the last ones, the name in pinyin) it says itself.
 * `owner` is asked for when the field is left: name and account may stand in the same form.
 */
export function newPasswordCheck(rules: PasswordRules, owner: () => Partial<PasswordOwner> = () => ({})): FindProblem {
  return (value) => {
    const { account = '', name = '', phone } = owner();
    return passwordProblem(typeof value === 'string' ? value : '', rules, { account, name, phone });
  };
}

/** The same password typed once more: nobody sees what was typed the first time. */
export function againCheck(first: () => unknown): FindProblem {
  return (value) => (value === first() ? null : '两次输入的密码不一样');
}
