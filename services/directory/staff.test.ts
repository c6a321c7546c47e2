import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ServiceError } from '../../contract/errors.ts';
import type { Role } from '../../domain/access/roles.ts';
import { openTestDesk, type TestDesk } from '../../tests/support/desk.ts';
import { createSessionService } from '../sessions/sessions.ts';
import { governingAreas } from './areas.ts';
import {
  addStaff,
  appointSecurity,
  listStaff,
  resetPassword,
  setStaffActive,
  setStaffContact,
  setStaffRoles,
} from './staff.ts';

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
  expect((await setStaffRoles(desk, desk.security, input)).roles).toEqual(['mediator']);
  expect((await sessions.callerOf(token))?.roles).toEqual(['mediator']);
});

test('the same change sent twice is one action (LOG-2)', async () => {
  const input = { actionId: desk.environment.newId(), staffId: desk.clerk.staffId, roles: ['manager'] as const };
  await setStaffRoles(desk, desk.security, input);
  await setStaffRoles(desk, desk.security, input);
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

const newId = () => desk.environment.newId();
const code = (failure: Promise<unknown>) => failure.then(() => 'done').catch((error: ServiceError) => error.code);

test.each([[['it', 'manager']], [['security', 'it']], [['auditor', 'clerk']]] as const)(
  '%j is no account’s, and why not is said at the roles (三员分立)',
  async (roles) => {
    const change = { actionId: newId(), staffId: desk.clerk.staffId, roles };
    const fields = { roles: expect.stringContaining('三员分立') };
    await expect(setStaffRoles(desk, desk.security, change)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      data: { fields },
    });
    expect(await rolesOf(desk.clerk.staffId)).toEqual(['clerk']);
  },
);

test('IT makes the account, security grants its roles, nobody else does either; the auditor only reads (三员分立)', async () => {
  const person = { account: 'xin', name: '新人', phone: null, password: 'Long enough 1' };
  for (const other of [desk.security, desk.auditor, desk.manager])
    expect(await code(addStaff(desk, other, { ...person, actionId: newId() }))).toBe('NOT_ALLOWED');
  const { staffId, roles } = await addStaff(desk, desk.it, { ...person, actionId: newId() });
  expect(roles).toEqual([]);
  const grant = { staffId, roles: ['clerk'] as const };
  for (const other of [desk.it, desk.auditor, desk.manager]) {
    expect(await code(setStaffRoles(desk, other, { ...grant, actionId: newId() }))).toBe('NOT_ALLOWED');
    expect(await code(resetPassword(desk, other, { staffId, password: 'Taken over 12' }))).toBe('NOT_ALLOWED');
  }
  expect((await setStaffRoles(desk, desk.security, { ...grant, actionId: newId() })).roles).toEqual(['clerk']);
  expect(await listStaff(desk, desk.auditor)).toHaveLength(7);
  expect(await code(setStaffRoles(desk, desk.security, { ...grant, staffId: newId(), actionId: newId() }))).toBe(
    'NOT_FOUND',
  );
});

test('nobody grants roles to oneself, and the last of each keeper stays', async () => {
  const own = { actionId: newId(), staffId: desk.security.staffId, roles: ['manager'] as const };
  expect(await code(setStaffRoles(desk, desk.security, own))).toBe('NOT_POSSIBLE_NOW');
  const off = { actionId: newId(), active: false };
  for (const { staffId } of [desk.it, desk.security, desk.auditor])
    expect(await code(setStaffActive(desk, desk.it, { ...off, staffId }))).toBe('NOT_POSSIBLE_NOW');
  const change = { actionId: newId(), staffId: desk.auditor.staffId, roles: ['clerk'] as const };
  expect(await code(setStaffRoles(desk, desk.security, change))).toBe('NOT_POSSIBLE_NOW');
  // With another one it goes.
  await setStaffRoles(desk, desk.security, { actionId: newId(), staffId: desk.clerk.staffId, roles: ['auditor'] });
  expect((await setStaffRoles(desk, desk.security, change)).roles).toEqual(['clerk']);
});

test('a grid worker needs a place and a department handler a department, and the callers have them', async () => {
  const { staffId } = desk.clerk;
  const grant = (roles: readonly Role[], reach = {}) =>
    setStaffRoles(desk, desk.security, { actionId: newId(), staffId, roles, ...reach });
  await expect(grant(['grid_worker'])).rejects.toMatchObject({
    data: { fields: { placeCode: expect.stringContaining('12 位') } },
  });
  await expect(grant(['acceptance_area'], { placeCode: '410105017' })).rejects.toMatchObject({
    data: { fields: { placeCode: expect.stringContaining('6 位') } },
  });
  await expect(grant(['department_handler'])).rejects.toMatchObject({
    data: { fields: { unit: expect.stringContaining('部门') } },
  });
  const sessions = createSessionService(desk);
  const { token } = await sessions.signIn({ account: 'chengmin', password: 'Long enough 1' });
  await grant(['grid_worker'], { placeCode: '410105017' });
  expect(await sessions.callerOf(token)).toMatchObject({ roles: ['grid_worker'], placeCode: '410105017', unit: null });
});

test('IT appoints a security administrator only while a center of an older program has none', async () => {
  const appoint = (staffId: string) => appointSecurity(desk, desk.it, { actionId: newId(), staffId });
  expect(await code(appoint(desk.clerk.staffId))).toBe('NOT_POSSIBLE_NOW');
  const gone = await desk.store.read(({ directory }) => directory.staff(desk.security.staffId));
  await desk.store.write(async ({ directory }) => {
    if (gone) await directory.saveStaff({ ...gone, active: false });
  });
  expect(await code(appoint(desk.it.staffId))).toBe('NOT_POSSIBLE_NOW');
  expect((await appoint(desk.clerk.staffId)).roles).toEqual(['security']);
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
