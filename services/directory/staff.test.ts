import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTestDesk, type TestDesk } from '../../tests/support/desk.ts';
import { createSessionService } from '../sessions/sessions.ts';
import { governingAreas } from './areas.ts';
import { addStaff, listStaff, setStaffActive, setStaffContact, setStaffRoles } from './staff.ts';

let desk: TestDesk;
beforeEach(async () => {
  desk = await openTestDesk();
});
afterEach(() => desk.store.remove());

const rolesOf = async (staffId: string) =>
  (await listStaff(desk, desk.it)).find((member) => member.staffId === staffId)?.roles;

test('other roles hold from the next call on, in a session that was already open', async () => {
  const sessions = createSessionService(desk);
  const { token } = await sessions.signIn({ account: 'chengmin', password: 'Long enough 1' });
  const input = {
    actionId: desk.environment.newId(),
    staffId: desk.clerk.staffId,
    roles: ['mediator', 'mediator'] as const,
  };
  expect((await setStaffRoles(desk, desk.it, input)).roles).toEqual(['mediator']);
  expect((await sessions.callerOf(token))?.roles).toEqual(['mediator']);
});

test('the same change sent twice is one action (LOG-2)', async () => {
  const input = { actionId: desk.environment.newId(), staffId: desk.clerk.staffId, roles: ['manager'] as const };
  await setStaffRoles(desk, desk.it, input);
  await setStaffRoles(desk, desk.it, input);
  const actions = await desk.store.read(({ log }) => log.stream('staff', desk.clerk.staffId));
  expect(actions.map(({ header }) => header.type)).toEqual(['staff.registered', 'staff.roles_changed']);
  expect(await rolesOf(desk.clerk.staffId)).toEqual(['manager']);
});

test('a telephone number is given, changed and taken away, by IT alone (GB/T 31000, 化解责任人联系方式)', async () => {
  const { newId } = desk.environment;
  const change = (phone: string | null, caller = desk.it) =>
    setStaffContact(desk, caller, { actionId: newId(), staffId: desk.mediator.staffId, phone });
  expect((await change('13800001203')).phone).toBe('13800001203');
  expect((await change(null)).phone).toBeNull();
  await expect(change('110', desk.manager)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
  const actions = await desk.store.read(({ log }) => log.stream('staff', desk.mediator.staffId));
  expect(actions.map(({ header }) => header.type)).toEqual([
    'staff.registered',
    'staff.contact_changed',
    'staff.contact_changed',
  ]);
});

test.each([[['it', 'manager']], [['security', 'it']], [['auditor', 'clerk']]] as const)(
  '%j is no account’s, and why not is said at the roles (三员分立)',
  async (roles) => {
    const { newId } = desk.environment;
    const fields = { roles: expect.stringContaining('三员分立') };
    const refused = { code: 'INVALID_INPUT', data: { fields } };
    const change = { actionId: newId(), staffId: desk.clerk.staffId, roles };
    await expect(setStaffRoles(desk, desk.it, change)).rejects.toMatchObject(refused);
    const person = { actionId: newId(), account: 'both', name: '双', phone: null, password: 'long enough' };
    await expect(addStaff(desk, desk.it, { ...person, roles })).rejects.toMatchObject(refused);
  },
);

test('IT gives roles, nobody else; and nobody takes IT or the account from oneself', async () => {
  const { newId } = desk.environment;
  const { staffId } = desk.clerk;
  await expect(setStaffRoles(desk, desk.manager, { actionId: newId(), staffId, roles: ['it'] })).rejects.toMatchObject({
    code: 'NOT_ALLOWED',
  });
  const own = { actionId: newId(), staffId: desk.it.staffId };
  await expect(setStaffRoles(desk, desk.it, { ...own, roles: ['manager'] })).rejects.toMatchObject({
    code: 'NOT_POSSIBLE_NOW',
  });
  await expect(setStaffActive(desk, desk.it, { ...own, active: false })).rejects.toMatchObject({
    code: 'NOT_POSSIBLE_NOW',
  });
  await expect(
    setStaffRoles(desk, desk.it, { actionId: newId(), staffId: newId(), roles: ['clerk'] }),
  ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect(await rolesOf(staffId)).toEqual(['clerk']);
});

test('a first start chooses among the 16 governing areas, the one without a code of its own among them', () => {
  const areas = governingAreas(desk);
  expect(areas).toHaveLength(16);
  expect(areas.find(({ name }) => name === '郑东新区')).toEqual({
    code: 'ZDXQ',
    name: '郑东新区',
    shortName: '郑东新区',
  });
});
