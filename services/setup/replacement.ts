import type { Replacement } from '../../contract/center.ts';
import type { StaffMember } from '../../contract/directory.ts';
import { ServiceError } from '../../contract/errors.ts';
import type { Role } from '../../domain/access/roles.ts';
import type { Environment } from '../environment.ts';
import type { StationStore } from '../ports.ts';
import { acceptPassword, keepPassword } from '../sessions/new-password.ts';

/** A machine without data that takes a broken one's place (SYNC-14). Only the host holds the station's key. */
export interface ReplacementHost {
  /** From the enrolment until somebody can sign in, also over a restart. */
  isUnderWay(): boolean;
  progress(): Promise<Replacement | null>;
  /**
   * Enrols by a code, and begins to fetch; anew by another code while it is under way.
   * @throws ServiceError ALREADY_SET_UP for a center with data; ENROLMENT_REFUSED; INVALID_INPUT naming the address.
   */
  begin(input: { readonly origin: string; readonly code: string }): Promise<void>;
  /** A round at once. */
  retry(): void;
  /**
   * The password of who signs in first; ends the replacement.
   * @throws ServiceError INVALID_INPUT for another code; NOT_POSSIBLE_NOW before everything is here.
   */
  finish(input: FirstPassword & { readonly code: string }): Promise<void>;
}

interface FirstPassword {
  readonly staffId: string;
  readonly password: string;
}

/** Setting up is for a center of its own. @throws ServiceError NOT_POSSIBLE_NOW while a broken machine is replaced. */
export function refuseWhileReplacing(host: Pick<ReplacementHost, 'isUnderWay'>): void {
  if (host.isUnderWay())
    throw new ServiceError('NOT_POSSIBLE_NOW', { detail: '这台电脑正在替换坏掉的电脑，不能同时建立新的中心。' });
}

/** Whether nothing was done here yet; only such a machine may take another's place. */
export async function requireEmpty(store: StationStore): Promise<void> {
  if (await store.read(({ settings }) => settings.settings())) throw new ServiceError('ALREADY_SET_UP');
}

/** How much of the station's data is here, by the cursors; whole with the first complete round (SYNC-10). */
export function replacementProgress(
  store: StationStore,
  host: Pick<Replacement, 'station' | 'running'>,
): Promise<Replacement> {
  return store.read(async ({ sync, directory }) => {
    const { lastCompleteAt, failure } = await sync.state();
    const cursors = await sync.cursors();
    const complete = lastCompleteAt !== null;
    const staff = complete ? await directory.allStaff() : [];
    const opens = firstIn(staff);
    return {
      ...host,
      done: cursors.reduce((sum, { position }) => sum + position, 0),
      total: cursors.reduce((sum, { head }) => sum + head, 0),
      failure,
      complete,
      administrators: staff
        .filter(({ active, roles }) => active && roles.includes(opens))
        .map(({ staffId, name, account }) => ({ staffId, name, account })),
    };
  });
}

/** Whose password the others' come from: the security administrator's; where an older center has none, IT's. */
function firstIn(staff: readonly StaffMember[]): Role {
  return staff.some(({ active, roles }) => active && roles.includes('security')) ? 'security' : 'it';
}

/** Passwords are in no log: who typed the code chooses one administrator, who gives the others theirs. */
export async function setFirstPassword(
  { store, environment }: { readonly store: StationStore; readonly environment: Pick<Environment, 'now'> },
  { staffId, password }: FirstPassword,
): Promise<void> {
  const owner = await store.read(async ({ sync, directory }) => {
    if ((await sync.state()).lastCompleteAt === null)
      throw new ServiceError('NOT_POSSIBLE_NOW', { detail: '数据还没有全部取回，取回后才能设密码。' });
    const member = await directory.staff(staffId);
    if (!member?.active || !member.roles.includes(firstIn(await directory.allStaff())))
      throw new ServiceError('INVALID_INPUT', { fields: { staffId: '请从列出的管理员里选一位' } });
    return member;
  });
  const hash = await acceptPassword({ store }, { password, owner, staffId, field: 'password' });
  // Whoever has the code is the one who signs in with it.
  await store.write((writes) => keepPassword(writes, staffId, { hash, origin: 'own', setAt: environment.now() }));
}
