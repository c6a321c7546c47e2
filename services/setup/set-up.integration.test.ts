import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SetUp } from '../../contract/center.ts';
import { openTestStore, type TestStore } from '../../db/testing.ts';
import { testCenterFacts } from '../../tests/support/center-facts.ts';
import { openTestDesk, type TestDesk } from '../../tests/support/desk.ts';
import { setUpCenter } from './set-up.ts';

let desk: TestDesk;
let store: TestStore;
beforeEach(async () => {
  desk = await openTestDesk();
  store = await openTestStore();
});
afterEach(async () => {
  await desk.store.remove();
  await store.remove();
});

const nothing = { placeCode: null, unit: null, phone: null, specialities: [], servedPlace: null };
const input: SetUp = {
  ...testCenterFacts,
  administrator: { account: 'zhang', name: '张主', password: 'Kettle and 3 cups' },
  handedOut: true,
  keepers: {
    it: { account: 'guan', name: '管机', password: 'Kettle and 4 cups' },
    security: { account: 'mi', name: '米安' },
    auditor: { account: 'shen', name: '沈计' },
  },
  people: [
    {
      ...nothing,
      account: 'wang',
      name: '王网',
      role: 'grid_worker',
      placeCode: '410105016',
      password: 'Kettle and 5 cups',
    },
    {
      ...{ ...nothing, account: 'tiao', name: '田调', role: 'mediator', password: 'Kettle and 6 cups' },
      ...{ specialities: ['02', '17'], servedPlace: '410105016' },
    },
  ],
};

test('people who are named at the set-up have their role, place and speciality, and are to choose another password', async () => {
  await setUpCenter({ ...desk, store }, input);
  const { staff, origins } = await store.read(async ({ directory, sessions }) => {
    const all = await directory.allStaff();
    const kept = await Promise.all(all.map(({ staffId }) => sessions.password(staffId)));
    return { staff: all, origins: kept.map((each) => each?.origin) };
  });
  expect(staff.map(({ account, roles, placeCode }) => [account, roles, placeCode])).toEqual([
    ['guan', ['it'], null],
    ['mi', ['security'], null],
    ['shen', ['auditor'], null],
    ['tiao', ['mediator'], null],
    ['wang', ['grid_worker'], '410105016'],
    ['zhang', ['manager'], null],
  ]);
  expect(staff.find(({ account }) => account === 'tiao')).toMatchObject({
    specialities: ['02', '17'],
    servedPlace: '410105016',
  });
  expect(new Set(origins)).toEqual(new Set(['first']));
});

test('of two accounts with one name, and of a role without its place, nothing is set up', async () => {
  const [first] = input.people ?? [];
  if (!first) throw new Error('nobody is named');
  const twice = { ...input, people: [{ ...first, account: 'guan' }] };
  const placeless = { ...input, people: [{ ...first, placeCode: null }] };
  for (const wrong of [twice, placeless])
    await expect(setUpCenter({ ...desk, store }, wrong)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      data: { fields: { people: expect.any(String) } },
    });
  expect(await store.read(({ settings }) => settings.settings())).toBeNull();
});
