import { expect, test } from 'vitest';
import { accountsOfPlace, type DirectoryEntries } from './accounts-of-place.ts';

const street = '410105016';
const row = (code: string, name: string, role: DirectoryEntries['accounts'][number]['role'], change = {}) => ({
  ...{ code, name, role, level: '街道' as const, placeCode: street, unitCode: '', phone: '' },
  ...change,
});
const mediator = (name: string, change = {}) => ({
  ...{ code: `TJ-${name}`, name, type: '专职' as const, committeeCode: 'TW1', placeCode: street },
  ...{ specialities: ['02' as const], openCases: 0, phone: '', ...change },
});
const none = { units: [], mediators: [] };

test('the accounts of exactly this place, each with the reach that its role needs', () => {
  const accounts = [
    row('wang', '王网', '网格员'),
    row('li', '李理', '受理员', { phone: '0371-60000001' }),
    row('xia', '夏下', '受理员', { level: '社区', placeCode: `${street}002` }),
    row('bu', '卜门', '部门承办人', { unitCode: 'RSJ' }),
  ];
  const units = [{ code: 'RSJ', name: '区人社局', level: '区县级' as const, placeCode: '410105', phone: '' }];
  const { people, left } = accountsOfPlace(street, { accounts, units, mediators: [] });
  expect(left).toEqual([]);
  expect(people.map(({ account, role, placeCode, unit, phone }) => [account, role, placeCode, unit, phone])).toEqual([
    ['bu', 'department_handler', null, '区人社局', null],
    ['li', 'clerk', null, null, '0371-60000001'],
    ['wang', 'grid_worker', street, null, null],
  ]);
});

test('a mediator brings what the mediators’ sheet says; of two namesakes nothing is guessed', () => {
  const accounts = [row('tiao', '张调', '调解员'), row('tong', '陈同', '调解员')];
  const mediators = [mediator('张调', { specialities: ['02', '17'] }), mediator('陈同'), mediator('陈同')];
  const { people } = accountsOfPlace(street, { accounts, units: [], mediators });
  expect(people.map(({ specialities, servedPlace }) => [specialities, servedPlace])).toEqual([
    [['02', '17'], street],
    [[], street],
  ]);
});

test('who has no department, or no place of the right level, is left out with the reason', () => {
  const accounts = [row('bu', '卜门', '部门承办人'), row('yan', '严收', '县级验收员')];
  const { people, left } = accountsOfPlace(street, { accounts, ...none });
  expect(people).toEqual([]);
  expect(left).toEqual([
    { account: 'bu', name: '卜门', why: '请填写部门名称，和转办时写的一致' },
    { account: 'yan', name: '严收', why: '请选择区县（6 位代码）' },
  ]);
});
