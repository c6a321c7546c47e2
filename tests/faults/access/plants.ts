import { type Permission, type Procedure, permissions, type Scope } from '../../../domain/access/permissions.ts';
import type { Role } from '../../../domain/access/roles.ts';

/** Holes that somebody might make in the table; the matrix must find each. */
export const plants: readonly { readonly procedure: Procedure; readonly role: Role; readonly scope: Scope }[] = [
  { procedure: 'cases.get', role: 'it', scope: 'organisation' },
  { procedure: 'cases.get', role: 'grid_worker', scope: 'organisation' },
  { procedure: 'directory.resetPassword', role: 'it', scope: 'organisation' },
];

/** Does the work while the running table has a hole, and mends it. */
export async function withHole<Result>(
  { procedure, role, scope }: (typeof plants)[number],
  work: () => Promise<Result>,
): Promise<Result> {
  const permission: Permission = permissions[procedure];
  if (typeof permission === 'string') throw new Error(`${procedure} has no roles`);
  const by = permission.by as Partial<Record<Role, Scope>>;
  const before = by[role];
  by[role] = scope;
  try {
    return await work();
  } finally {
    if (before === undefined) Reflect.deleteProperty(by, role);
    else by[role] = before;
  }
}
