import { describe, expect, test } from 'vitest';
import { setUpSchema } from '../../contract/center.ts';
import type { DirectoryPerson } from '../../domain/directory/accounts-of-place.ts';
import { passwordTable, seatsOf, withAccounts } from './first-accounts.ts';

function person(account: string, role: DirectoryPerson['role'], name = `${account}某`): DirectoryPerson {
  return { account, name, role, placeCode: null, unit: null, phone: null, specialities: [], servedPlace: null };
}
const usual = {
  ...{ centerName: '兴达路街道综治中心', centerShortName: '兴达路', areaCode: '410105', committeeName: '兴达路调委会' },
  ...{
    committeeShortName: '兴达路',
    phone: '',
    address: '',
    administrator: { account: 'zhuren', name: '主任', password: 'Kettle and 3 cups' },
  },
  handedOut: true,
};

describe('accounts of the directory at a new desk', () => {
  test('manager and keepers of the directory take the place of the usual ones; who is missing is called as everywhere', () => {
    const seats = seatsOf([
      person('li', 'clerk'),
      person('guan', 'it'),
      person('zhang', 'manager'),
      person('he', 'it'),
    ]);
    expect(seats.map(({ account, role }) => `${account} ${role}`)).toEqual([
      'zhang manager',
      'guan it',
      'secadmin security',
      'auditor auditor',
      'li clerk',
      'he it',
    ]);
    expect(new Set(seats.map(({ password }) => password)).size).toBe(seats.length);
    const input = setUpSchema.parse(withAccounts(usual, seats));
    expect(input.keepers?.it.account).toBe('guan');
    expect(input.people?.map(({ account }) => account)).toEqual(['li', 'he']);
  });

  test('an account that is called as one that every center has is told, and none is made', () => {
    expect(() => seatsOf([person('auditor', 'clerk')])).toThrow(/auditor.*重名/);
  });

  test('the table has everybody’s password once, and a name is no formula in it', async () => {
    const seats = seatsOf([person('li', 'clerk', '=1+1')]);
    const text = new TextDecoder().decode(await passwordTable(seats));
    for (const { password } of seats) expect(text.split(password)).toHaveLength(2);
    expect(text).toContain(`"'=1+1"`);
  });
});
