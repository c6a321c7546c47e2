import * as z from 'zod';

/** The four roles of the desk. What each may do with a case stands in the workflow table (domain/cases/workflow.ts). */
export const roles = [
  { id: 'clerk', name: '受理员', duty: '登记、受理、分流' },
  { id: 'mediator', name: '调解员', duty: '签收、调解、达成协议、回访' },
  { id: 'manager', name: '主任', duty: '交办、督办、盖章、结案、归档' },
  { id: 'it', name: '系统管理员', duty: '账号、设置、同步，不看案件' },
] as const;

export type Role = (typeof roles)[number]['id'];

export const roleSchema = z.enum(['clerk', 'mediator', 'manager', 'it']);

export function roleName(role: Role): string {
  return roles.find((entry) => entry.id === role)?.name ?? role;
}

/** Who does something: the person and the roles held when it was done. */
export interface Actor {
  readonly staffId: string;
  readonly roles: readonly Role[];
  /** The station of the center at which it is done; left out where who has the pen is judged apart (SYNC-6). */
  readonly stationId?: string | undefined;
}

/** Roles that may read cases at all; IT runs the machine but reads no case. */
export const caseReaders: readonly Role[] = ['clerk', 'mediator', 'manager'];

export function holdsAny(actor: Actor, allowed: readonly Role[]): boolean {
  return actor.roles.some((role) => allowed.includes(role));
}
