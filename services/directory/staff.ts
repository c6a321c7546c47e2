import type { StaffAccount, StaffMember } from '../../contract/directory.ts';
import { ServiceError } from '../../contract/errors.ts';
import { type Reach, reachProblems } from '../../domain/access/reach.ts';
import { type Role, roleName } from '../../domain/access/roles.ts';
import { incompatibility, keeperRoles } from '../../domain/access/separation.ts';
import { STAFF_SCHEMA_VERSION, type StaffAction } from '../../domain/directory/staff.ts';
import { requireRight } from '../access/rights.ts';
import type { Caller, Dependencies } from '../dependencies.ts';
import { appendAction } from '../log/append.ts';
import { findDone, usedElsewhere } from '../log/done.ts';
import type { Writes } from '../ports.ts';
import { acceptPassword, keepPassword } from '../sessions/new-password.ts';
import { foldStaffAction, inFoldOrder } from '../sync/fold.ts';

/** @throws ServiceError INVALID_INPUT naming `roles` (三员分立), `placeCode` or `unit`. */
function requireGrantable(roles: readonly Role[], { placeCode = null, unit = null }: Partial<Reach>): void {
  const together = incompatibility(roles);
  const fields = { ...reachProblems(roles, { placeCode, unit }), ...(together === null ? {} : { roles: together }) };
  if (Object.keys(fields).length > 0) throw new ServiceError('INVALID_INPUT', { fields });
}

/** A center without one of its keepers could not be run, or nobody could grant rights in it, or nobody would look. */
async function requireKeepersLeft(
  { directory }: Pick<Writes, 'directory'>,
  member: StaffMember,
  after: readonly Role[],
): Promise<void> {
  const lost = member.active ? keeperRoles.filter((role) => member.roles.includes(role) && !after.includes(role)) : [];
  const others = (await directory.allStaff()).filter(({ active, staffId }) => active && staffId !== member.staffId);
  const last = lost.find((role) => !others.some(({ roles }) => roles.includes(role)));
  if (last === undefined) return;
  const detail = `${member.name}是唯一在用的${roleName(last)}，请先让另一个账号担任，再改这个账号。`;
  throw new ServiceError('NOT_POSSIBLE_NOW', { detail });
}

/** Appends one action of a staff member's stream and saves the member as it folds. */
export async function applyStaffAction(
  writes: Writes,
  { environment }: Pick<Dependencies, 'environment'>,
  change: { actionId: string; actorId: string; staffId: string; action: StaffAction },
): Promise<StaffMember> {
  const { actionId, actorId, staffId, action } = change;
  const before = await writes.directory.staff(staffId);
  const appended = await appendAction(writes.log, environment, {
    id: actionId,
    streamKind: 'staff',
    streamId: staffId,
    type: action.type,
    schemaVersion: STAFF_SCHEMA_VERSION,
    payload: action.payload,
    actorId,
    baseRevision: inFoldOrder(await writes.sync.stream('staff', staffId)).length,
  });
  const { stationId } = await writes.log.station();
  const member = foldStaffAction(before, appended, stationId);
  if (!member) throw new ServiceError('NOT_FOUND');
  await writes.directory.saveStaff(member);
  return member;
}

export interface NewStaff {
  readonly actionId: string;
  readonly account: string;
  readonly name: string;
  readonly phone: string | null;
  readonly password: string;
}

/** An account that can sign in and do nothing yet: the system administrator makes it, security grants its roles. */
export async function addStaff(dependencies: Dependencies, caller: Caller, input: NewStaff): Promise<StaffMember> {
  requireRight(caller, 'directory.addStaff');
  return registerStaff(dependencies, caller, { ...input, roles: [] });
}

/** A member with the roles that set-up and sample data give at once. Whoever calls has made sure of the right to. */
export async function registerStaff(
  dependencies: Dependencies,
  by: Pick<Caller, 'staffId'>,
  input: NewStaff & { readonly roles: readonly Role[] } & Partial<Reach>,
): Promise<StaffMember> {
  requireGrantable(input.roles, input);
  const hash = await acceptPassword(dependencies, {
    password: input.password,
    owner: input,
    staffId: null,
    field: 'password',
  });
  const setAt = dependencies.environment.now();
  return dependencies.store.write(async (writes) => {
    const done = await findDone(writes.log, input.actionId, { streamKind: 'staff', type: 'staff.registered' });
    if (done) {
      const earlier = await writes.directory.staff(done.header.streamId);
      if (earlier?.account !== input.account) throw usedElsewhere();
      return earlier;
    }
    if (await writes.directory.byAccount(input.account)) {
      throw new ServiceError('INVALID_INPUT', { fields: { account: '已有这个账号，请换一个' } });
    }
    const { actionId, account, name, roles, phone, placeCode = null, unit = null } = input;
    const staffId = dependencies.environment.newId();
    const payload = { account, name, roles: [...roles], placeCode, unit, phone };
    const action: StaffAction = { type: 'staff.registered', payload };
    const member = await applyStaffAction(writes, dependencies, { actionId, actorId: by.staffId, staffId, action });
    await keepPassword(writes, staffId, { hash, origin: 'first', setAt });
    return member;
  });
}

export async function setStaffActive(
  dependencies: Dependencies,
  caller: Caller,
  input: { actionId: string; staffId: string; active: boolean },
): Promise<StaffMember> {
  requireRight(caller, 'directory.setStaffActive');
  const { actionId, staffId, active } = input;
  if (staffId === caller.staffId && !active) {
    throw new ServiceError('NOT_POSSIBLE_NOW', { detail: '不能停用自己的账号，请由另一位系统管理员办理。' });
  }
  return dependencies.store.write(async (writes) => {
    const before = await writes.directory.staff(staffId);
    if (!before) throw new ServiceError('NOT_FOUND');
    const action = { type: 'staff.activity_changed', payload: { active } } as const;
    const deed = { streamKind: 'staff', streamId: staffId, type: action.type } as const;
    if (await findDone(writes.log, actionId, deed)) return before;
    if (!active) await requireKeepersLeft(writes, before, []);
    const member = await applyStaffAction(writes, dependencies, { actionId, actorId: caller.staffId, staffId, action });
    if (!active) await writes.sessions.removeSessionsOf(staffId);
    return member;
  });
}

/** Other roles from the next call on, wherever the person is signed in. Nobody grants roles to oneself. */
export async function setStaffRoles(
  dependencies: Dependencies,
  caller: Caller,
  input: { actionId: string; staffId: string; roles: readonly Role[] } & Partial<Reach>,
): Promise<StaffMember> {
  requireRight(caller, 'directory.setStaffRoles');
  const { actionId, staffId, placeCode = null, unit = null } = input;
  const roles = [...new Set(input.roles)];
  requireGrantable(roles, input);
  if (staffId === caller.staffId)
    throw new ServiceError('NOT_POSSIBLE_NOW', { detail: '不能改自己的岗位，请由另一位安全保密管理员办理。' });
  return changeRoles(dependencies, caller, { actionId, staffId, payload: { roles, placeCode, unit } });
}

/** The way out for a center of an older program, in which nobody can grant roles: only while that is so. */
export async function appointSecurity(
  dependencies: Dependencies,
  caller: Caller,
  { actionId, staffId }: { actionId: string; staffId: string },
): Promise<StaffMember> {
  requireRight(caller, 'directory.appointSecurity');
  const staff = await dependencies.store.read(({ directory }) => directory.allStaff());
  if (staff.some(({ active, roles, staffId: id }) => active && roles.includes('security') && id !== staffId))
    throw new ServiceError('NOT_POSSIBLE_NOW', { detail: '已有在用的安全保密管理员，岗位由其授予。' });
  if (staffId === caller.staffId)
    throw new ServiceError('NOT_POSSIBLE_NOW', { detail: '系统管理员不能兼任，请另选一个账号（三员分立）。' });
  const payload = { roles: ['security' as const], placeCode: null, unit: null };
  return changeRoles(dependencies, caller, { actionId, staffId, payload });
}

function changeRoles(
  dependencies: Dependencies,
  caller: Caller,
  change: { actionId: string; staffId: string; payload: { roles: Role[] } & Reach },
): Promise<StaffMember> {
  const { actionId, staffId, payload } = change;
  return dependencies.store.write(async (writes) => {
    const before = await writes.directory.staff(staffId);
    if (!before) throw new ServiceError('NOT_FOUND');
    const action: StaffAction = { type: 'staff.roles_changed', payload };
    const deed = { streamKind: 'staff', streamId: staffId, type: action.type } as const;
    if (await findDone(writes.log, actionId, deed)) return before;
    await requireKeepersLeft(writes, before, payload.roles);
    return applyStaffAction(writes, dependencies, { actionId, actorId: caller.staffId, staffId, action });
  });
}

/** Another telephone number, or none: it stands in the records of the cases that the person settles from then on. */
export async function setStaffContact(
  dependencies: Dependencies,
  caller: Caller,
  input: { actionId: string; staffId: string; phone: string | null },
): Promise<StaffMember> {
  requireRight(caller, 'directory.setStaffContact');
  const { actionId, staffId, phone } = input;
  return dependencies.store.write(async (writes) => {
    const before = await writes.directory.staff(staffId);
    if (!before) throw new ServiceError('NOT_FOUND');
    const action: StaffAction = { type: 'staff.contact_changed', payload: { phone } };
    const deed = { streamKind: 'staff', streamId: staffId, type: action.type } as const;
    if (await findDone(writes.log, actionId, deed)) return before;
    return applyStaffAction(writes, dependencies, { actionId, actorId: caller.staffId, staffId, action });
  });
}

/** A new password ends every session of the account, and its holder changes it at the next signing in. */
export async function resetPassword(
  dependencies: Dependencies,
  caller: Caller,
  input: { staffId: string; password: string },
): Promise<StaffMember> {
  requireRight(caller, 'directory.resetPassword');
  const { store, environment } = dependencies;
  const { staffId, password } = input;
  const owner = await store.read(({ directory }) => directory.staff(staffId));
  if (!owner) throw new ServiceError('NOT_FOUND');
  const hash = await acceptPassword(dependencies, { password, owner, staffId, field: 'password' });
  const at = environment.now();
  await store.write(async (writes) => {
    await keepPassword(writes, staffId, { hash, origin: 'reset', setAt: at });
    await writes.sessions.removeSessionsOf(staffId);
    await writes.sessions.noteAccess({ at, staffId: caller.staffId, kind: 'password_reset', subject: staffId });
  });
  return owner;
}

/** For whoever has lost the telephone: signs in with the password alone, or brings another where the role asks for one. */
export async function resetSecondFactor(
  { store, environment }: Dependencies,
  caller: Caller,
  { staffId }: { staffId: string },
): Promise<{ reset: true }> {
  requireRight(caller, 'directory.resetSecondFactor');
  await store.write(async ({ directory, sessions }) => {
    if (!(await directory.staff(staffId))) throw new ServiceError('NOT_FOUND');
    await sessions.saveSecondFactor(staffId, null);
    const note = { at: environment.now(), staffId: caller.staffId, subject: staffId };
    await sessions.noteAccess({ ...note, kind: 'second_factor_reset' });
  });
  return { reset: true };
}

/** The account whose wrong passwords are to be forgotten. */
export async function lockedAccount(
  { store }: Dependencies,
  caller: Caller,
  { staffId }: { staffId: string },
): Promise<StaffMember> {
  requireRight(caller, 'directory.unlock');
  const member = await store.read(({ directory }) => directory.staff(staffId));
  if (!member) throw new ServiceError('NOT_FOUND');
  return member;
}

export async function listStaff(
  { store, environment }: Pick<Dependencies, 'store' | 'environment'>,
  caller: Caller,
): Promise<readonly StaffAccount[]> {
  requireRight(caller, 'directory.staff');
  const now = environment.now();
  return store.read(async ({ directory, sessions }) => {
    const locks = new Map((await sessions.locks()).map(({ staffId, lockedUntil }) => [staffId, lockedUntil]));
    const holders = await sessions.secondFactorHolders();
    return (await directory.allStaff()).map((member) => {
      const until = locks.get(member.staffId) ?? 0;
      const secondFactor = holders.includes(member.staffId);
      return { ...member, lockedUntil: until > now ? until : null, secondFactor };
    });
  });
}
