import type { Role } from '../../domain/access/roles.ts';

/** Who a module is for: IT runs the machine but reads no case. */
const caseRoles: readonly Role[] = ['clerk', 'mediator', 'manager'];
const everyone: readonly Role[] = ['clerk', 'mediator', 'manager', 'it'];

/** A module as it stands in the list at the left. Its digit is fixed, so that the hand learns it. */
export interface ModuleEntry {
  readonly id: string;
  readonly path: string;
  readonly label: string;
  readonly digit: number | null;
  readonly roles: readonly Role[];
  readonly combo?: { readonly key: string; readonly label: string };
}

export const catalogue = [
  {
    id: 'workbench',
    path: '/',
    label: '工作台',
    digit: 1,
    roles: everyone,
    combo: { key: 'F4', label: '我的事' },
  },
  {
    id: 'registration',
    path: '/registration',
    label: '来访登记',
    digit: 2,
    roles: ['clerk', 'manager'],
    combo: { key: 'F2', label: '新登记' },
  },
  { id: 'ledger', path: '/ledger', label: '案件台账', digit: 3, roles: caseRoles },
  { id: 'documents', path: '/documents', label: '调解文书', digit: 4, roles: caseRoles },
  { id: 'stats', path: '/stats', label: '统计', digit: 8, roles: caseRoles },
  { id: 'sync', path: '/sync', label: '数据同步', digit: 9, roles: ['manager', 'it'] },
  { id: 'settings', path: '/settings', label: '设置', digit: null, roles: ['manager', 'it'] },
] as const satisfies readonly ModuleEntry[];

export type ModuleId = (typeof catalogue)[number]['id'];

/** Pages below a module, opened from it or from a search. */
export const pages = [
  { id: 'case', path: '/cases/:id', under: 'ledger', roles: caseRoles },
  { id: 'correction', path: '/cases/:id/correct', under: 'ledger', roles: caseRoles },
  { id: 'agreement', path: '/cases/:id/agreement', under: 'documents', roles: caseRoles },
  { id: 'dossier', path: '/cases/:id/dossier', under: 'ledger', roles: caseRoles },
] as const satisfies readonly {
  readonly id: string;
  readonly path: string;
  readonly under: ModuleId;
  readonly roles: readonly Role[];
}[];

export type PageId = (typeof pages)[number]['id'];

/** The modules that exist and that one of these roles has, in the order of the list. */
export function modulesFor(roles: readonly Role[], exists: (id: ModuleId) => boolean): readonly ModuleEntry[] {
  return catalogue.filter((entry) => exists(entry.id) && entry.roles.some((role) => roles.includes(role)));
}
