import * as z from 'zod';

/**
 * The roles, as data. `kind` says what a role is for: `case` works on cases, `keeper` keeps the machine, the rights or the
 * record (三员), `acceptance` judges what a lower level reports. `level` says of which level the holder is.
 * What each may call stands in permissions.ts, what each may do with a case in the workflow table
 * (domain/cases/workflow.ts).
 */
export const roles = [
  { id: 'clerk', name: '受理员', duty: '登记、受理、分流', kind: 'case', level: 'center' },
  { id: 'mediator', name: '调解员', duty: '签收、调解、达成协议、回访', kind: 'case', level: 'center' },
  { id: 'manager', name: '主任', duty: '交办、督办、盖章、结案、归档', kind: 'case', level: 'center' },
  { id: 'head', name: '中心负责人', duty: '看全中心的案件，督办、考评', kind: 'case', level: 'center' },
  { id: 'department_handler', name: '部门承办人', duty: '看转给本部门的案件，反馈办理', kind: 'case', level: 'center' },
  { id: 'grid_worker', name: '网格员', duty: '登记、看本辖区的案件，反馈情况', kind: 'case', level: 'grid' },
  {
    id: 'acceptance_street',
    name: '乡级验收员',
    duty: '验收村（社区）、企业事业单位的创建',
    kind: 'acceptance',
    level: 'street',
  },
  { id: 'acceptance_area', name: '县级验收员', duty: '验收乡镇（街道）的创建', kind: 'acceptance', level: 'area' },
  { id: 'acceptance_city', name: '市级验收员', duty: '验收区县的创建', kind: 'acceptance', level: 'city' },
  { id: 'it', name: '系统管理员', duty: '建账号、设置、同步，不看案件', kind: 'keeper', level: 'center' },
  { id: 'security', name: '安全保密管理员', duty: '授予岗位、重设密码，不看案件', kind: 'keeper', level: 'center' },
  { id: 'auditor', name: '安全审计员', duty: '查看日志，什么都不改', kind: 'keeper', level: 'center' },
] as const;

export type Role = (typeof roles)[number]['id'];

export const roleSchema = z.enum(roles.map(({ id }) => id));

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

export function holdsAny(actor: Pick<Actor, 'roles'>, allowed: readonly Role[]): boolean {
  return actor.roles.some((role) => allowed.includes(role));
}
