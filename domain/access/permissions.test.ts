import { describe, expect, test } from 'vitest';
import { isForAnybody, may, type Permission, permissions, refusalWords, scopesOf } from './permissions.ts';
import { type Role, roleSchema, roles } from './roles.ts';
import { incompatibility, keeperRoles, separated } from './separation.ts';

const names = Object.keys(permissions) as (keyof typeof permissions)[];
const allowed = (role: Role) => names.filter((name) => !isForAnybody(name) && may([role], name));
const matching = (role: Role, pattern: RegExp) => allowed(role).filter((name) => pattern.test(name));

describe('the table of rights', () => {
  test('keepers get no procedure that gives a word of a case', () => {
    const ofCases = /^(cases|drafts|home|ledger|documents|dossier|files|signing)\./;
    for (const role of keeperRoles) expect([role, matching(role, ofCases)]).toEqual([role, []]);
  });

  test('the auditor changes nothing but how the own signing in goes', () => {
    const reads =
      /^(directory\.(staff|centers|searchPlaces|place)|settings\.get|sync\.corner|audit\.\w+|personalData\.erasures)$/;
    const others = allowed('auditor').filter((name) => !reads.test(name));
    const own = others.filter((name) => name.startsWith('sessions.'));
    expect(others.filter((name) => !own.includes(name))).toEqual(['sync.withdraw', 'sync.handToCity']);
  });

  test('only roles of the field read cases, and those outside the center only a part of them', () => {
    const readers = roles.filter(({ id }) => may([id], 'cases.get')).map(({ id }) => id);
    expect(readers).toEqual(roles.filter(({ kind }) => kind === 'case').map(({ id }) => id));
    expect(scopesOf('cases.get', ['grid_worker'])).toEqual(['place']);
    expect(scopesOf('cases.get', ['department_handler', 'mediator'])).toEqual(['unit', 'organisation']);
  });

  test('a procedure that it does not know is nobody’s', () => {
    for (const name of ['cases.everything', 'toString', 'constructor', '']) {
      expect(isForAnybody(name)).toBe(false);
      expect(scopesOf(name, roleSchema.options)).toEqual([]);
    }
  });

  test('before the sign-in there is the sign-in, the first start, the lock of the keys and a move, and nothing else', () => {
    const early = /^((center|sessions)\.|keys\.unlock$|moving\.(look|bringIn|undo)$)/;
    expect(names.filter(isForAnybody).filter((name) => !early.test(name))).toEqual([]);
  });

  test('who may not is told whose it is, for every procedure that is not everybody’s', () => {
    const silent = names.filter((name) => {
      const permission: Permission = permissions[name];
      return typeof permission === 'object' && !refusalWords(name);
    });
    expect(silent).toEqual([]);
  });
});

describe('三员分立', () => {
  test('a keeper’s role stands alone in an account; roles of the field meet freely', () => {
    for (const { id: one } of roles) {
      expect(incompatibility([one])).toBeNull();
      for (const { id: other } of roles) {
        const apart = one !== other && (keeperRoles.includes(one) || keeperRoles.includes(other));
        expect([one, other, incompatibility([one, other]) !== null]).toEqual([one, other, apart]);
      }
    }
    expect(incompatibility(['it', 'manager'])).toBe('「系统管理员」不能和「主任」是同一个账号（三员分立），请另建账号');
  });

  test('of roles that an older program joined the keeper’s counts, so that the account reads less than before', () => {
    expect(separated(['manager', 'it'])).toEqual(['it']);
    expect(separated(['auditor', 'security'])).toEqual(['security']);
    expect(separated(['clerk', 'mediator'])).toEqual(['clerk', 'mediator']);
    for (const { id: one } of roles)
      for (const { id: other } of roles) expect(incompatibility(separated([one, other]))).toBeNull();
  });
});
