import { randomBytes } from 'node:crypto';
import { type SetUp, usualKeepers } from '../../contract/center.ts';
import { type PasswordOwner, passwordProblem } from '../../domain/access/passwords.ts';
import { type Role, roleName } from '../../domain/access/roles.ts';
import { initialSignInSettings } from '../../domain/access/sign-in-settings.ts';
import { queryCodeFrom } from '../../domain/center/numbering.ts';
import type { DirectoryPerson } from '../../domain/directory/accounts-of-place.ts';
import { namePinyin } from '../../domain/text/pinyin.ts';
import { csvFile } from '../../services/csv.ts';

/** Somebody who signs in at a new desk, with the password to begin with. */
export type FirstAccount = DirectoryPerson & { readonly password: string };

/** Whom every center needs, in this order; where the directory names nobody, they are called as everywhere. */
const needed = [
  ['manager', { account: 'zhuren', name: '主任' }],
  ['it', usualKeepers.it],
  ['security', usualKeepers.security],
  ['auditor', usualKeepers.auditor],
] as const satisfies readonly (readonly [Role, { readonly account: string; readonly name: string }])[];

/** Both kinds of letters, digits and a sign, read out over the telephone without doubt; one that the rules let in. */
export function firstPassword(owner: PasswordOwner): string {
  const spellings = namePinyin(owner.name);
  for (;;) {
    const [first, second] = [queryCodeFrom(randomBytes(32)), queryCodeFrom(randomBytes(32))];
    if (first === null || second === null) continue;
    const password = `${first}-${second.toLowerCase()}9`;
    if (passwordProblem(password, initialSignInSettings.password, { ...owner, spellings }) === null) return password;
  }
}

/**
 * Everybody who gets an account at a desk: first the manager and the three keepers, of the directory where it has them,
 * then the others of the directory. Each with a password of its own.
 * @throws RangeError in Chinese where an account of the directory is called as one that every center has
 */
export function seatsOf(people: readonly DirectoryPerson[]): readonly FirstAccount[] {
  const firsts = needed.map(([role, usual]): DirectoryPerson => {
    const found = people.find((person) => person.role === role);
    const nothing = { placeCode: null, unit: null, phone: null, specialities: [], servedPlace: null };
    return found ?? { ...usual, ...nothing, role };
  });
  const all = [...firsts, ...people.filter((person) => !firsts.includes(person))];
  const twice = all.find(({ account }, index) => all.findIndex((each) => each.account === account) < index);
  if (twice)
    throw new RangeError(`目录里的账号 ${twice.account}（${twice.name}）和管理账号重名，请在目录里改名后重新导入`);
  return all.map((person) => ({ ...person, password: firstPassword(person) }));
}

/** The set-up of a center with these accounts. */
export function withAccounts(
  usual: SetUp,
  [manager, it, security, auditor, ...people]: readonly FirstAccount[],
): SetUp {
  if (!manager || !it || !security || !auditor) throw new Error('a center begins with a manager and three keepers');
  const signIn = ({ account, name, phone, password }: FirstAccount) => ({
    ...{ account, name, password },
    ...(phone === null ? {} : { phone }),
  });
  const keepers = { it: signIn(it), security: signIn(security), auditor: signIn(auditor) };
  return { ...usual, administrator: signIn(manager), keepers, people };
}

/** What is handed out: a table that spreadsheets open. */
export async function passwordTable(seats: readonly FirstAccount[]): Promise<Uint8Array> {
  const lines = seats.map(({ account, name, role, password }) => [name, account, roleName(role), password]);
  const file = csvFile('', [['姓名', '账号', '岗位', '首次密码（登录后要改）'], ...lines]);
  return new Uint8Array(await file.arrayBuffer());
}
