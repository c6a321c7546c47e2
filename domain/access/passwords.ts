import { isCommonPassword } from './common-passwords.ts';
import type { PasswordRules } from './sign-in-settings.ts';

/** Whose password it is, by everything that it must not be like. */
export interface PasswordOwner {
  readonly account: string;
  readonly name: string;
  readonly phone?: string | null | undefined;
  /** The name in other letters, as pinyin. */
  readonly spellings?: readonly string[];
}

/** Where the password came from; everything but the person's own is to be changed at the next signing in. */
export type PasswordOrigin = 'own' | 'first' | 'reset' | 'sample';

const kinds = [
  { name: '小写字母', pattern: /\p{Ll}/u },
  { name: '大写字母', pattern: /\p{Lu}/u },
  { name: '数字', pattern: /\p{Nd}/u },
  { name: '符号', pattern: /[^\p{Ll}\p{Lu}\p{Nd}]/u },
] as const;

/** As people are told before they type. */
export function passwordRulesInWords({ shortest, kinds: least, differentFromLast }: PasswordRules): string {
  const mixed = least > 1 ? `，${kinds.map(({ name }) => name).join('、')}里至少 ${least} 种` : '';
  const earlier = differentFromLast > 0 ? `，不能和最近 ${differentFromLast} 次用过的相同` : '';
  return `至少 ${shortest} 位${mixed}${earlier}`;
}

/** Characters in a row that follow each other, as 123456 or fedcba, or that are the same. */
const LONGEST_RUN = 5;

function longestRun(text: string): number {
  const codes = Array.from(text.toLowerCase(), (sign) => sign.codePointAt(0) ?? 0);
  let longest = 1;
  for (const step of [-1, 0, 1]) {
    let run = 1;
    for (let at = 1; at < codes.length; at += 1) {
      run = (codes[at] ?? 0) - (codes[at - 1] ?? 0) === step ? run + 1 : 1;
      longest = Math.max(longest, run);
    }
  }
  return longest;
}

/** Shorter parts occur in anything. */
const SHORTEST_LIKENESS = 3;

function isLike(password: string, word: string): boolean {
  const own = word.normalize('NFKC').toLowerCase().replace(/\s/g, '');
  const text = password.normalize('NFKC').toLowerCase();
  if (Array.from(own).length < (/^\p{Script=Han}+$/u.test(own) ? 2 : SHORTEST_LIKENESS)) return false;
  return text.includes(own) || text.includes(Array.from(own).reverse().join(''));
}

/**
 * What is wrong with a new password, in Chinese; null where nothing is. That it is none of the last ones is found out
 * where their hashes are (services/sessions/new-password.ts). Source: GB/T 22239-2019 8.1.4.1 a.
 */
export function passwordProblem(password: string, rules: PasswordRules, owner: PasswordOwner): string | null {
  const length = Array.from(password).length;
  if (length < rules.shortest) return `密码至少 ${rules.shortest} 位`;
  const used = kinds.filter(({ pattern }) => pattern.test(password));
  if (used.length < rules.kinds) {
    const missing = kinds.filter((kind) => !used.includes(kind)).map(({ name }) => name);
    return `还要再加 ${rules.kinds - used.length} 种：${missing.join('、')}`;
  }
  if (longestRun(password) > LONGEST_RUN) return `不能有 ${LONGEST_RUN + 1} 个以上相同或连续的字符，如 123456`;
  if (isLike(password, owner.account)) return '密码里不能有账号';
  if ([owner.name, ...(owner.spellings ?? [])].some((word) => isLike(password, word))) {
    return '密码里不能有姓名或姓名的拼音';
  }
  if (owner.phone && isLike(password, owner.phone)) return '密码里不能有电话号码';
  if (isCommonPassword(password)) return '这个密码很多人用，一猜就中，请换一个';
  return null;
}
