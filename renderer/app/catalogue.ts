import { may, type Procedure } from '../../domain/access/permissions.ts';
import type { Role } from '../../domain/access/roles.ts';

/** A module as it stands in the list at the left. Its digit is fixed, so that the hand learns it. */
export interface ModuleEntry {
  readonly id: string;
  readonly path: string;
  readonly label: string;
  readonly digit: number | null;
  /** What the module is there to call: whoever may call none of it, does not see it. Null for what everybody has. */
  readonly needs: Procedure | readonly Procedure[] | null;
  readonly combo?: { readonly key: string; readonly label: string };
}

export const catalogue = [
  {
    id: 'workbench',
    path: '/',
    label: '工作台',
    digit: 1,
    needs: null,
    combo: { key: 'F4', label: '我的事' },
  },
  {
    id: 'registration',
    path: '/registration',
    label: '来访登记',
    digit: 2,
    needs: 'cases.register',
    combo: { key: 'F2', label: '新登记' },
  },
  { id: 'ledger', path: '/ledger', label: '案件台账', digit: 3, needs: 'ledger.page' },
  { id: 'documents', path: '/documents', label: '调解文书', digit: 4, needs: 'documents.desk' },
  { id: 'stats', path: '/stats', label: '统计', digit: 8, needs: 'ledger.views' },
  { id: 'personalData', path: '/personal-data', label: '个人信息', digit: null, needs: 'personalData.erasures' },
  { id: 'sync', path: '/sync', label: '数据同步', digit: 9, needs: 'sync.overview' },
  { id: 'audit', path: '/audit', label: '审计', digit: 0, needs: 'audit.history' },
  {
    id: 'settings',
    path: '/settings',
    label: '设置',
    digit: null,
    needs: ['settings.ownTemplates', 'directory.staff'],
  },
] as const satisfies readonly ModuleEntry[];

export type ModuleId = (typeof catalogue)[number]['id'];

/** Pages below a module, opened from it or from a search. */
export const pages = [
  { id: 'case', path: '/cases/:id', under: 'ledger', needs: 'cases.get' },
  { id: 'correction', path: '/cases/:id/correct', under: 'ledger', needs: 'cases.similarOpen' },
  { id: 'agreement', path: '/cases/:id/agreement', under: 'documents', needs: 'documents.preview' },
  { id: 'posters', path: '/documents/posters', under: 'documents', needs: 'posters.print' },
  { id: 'person', path: '/personal-data/person', under: 'personalData', needs: 'personalData.findPerson' },
  { id: 'dossier', path: '/cases/:id/dossier', under: 'ledger', needs: 'dossier.view' },
] as const satisfies readonly {
  readonly id: string;
  readonly path: string;
  readonly under: ModuleId;
  readonly needs: Procedure;
}[];

export type PageId = (typeof pages)[number]['id'];

/** Whether these roles open a module or page, by the table of rights. */
export function opens(roles: readonly Role[], { needs }: Pick<ModuleEntry, 'needs'>): boolean {
  return needs === null || [needs].flat().some((procedure) => may(roles, procedure));
}

/** The modules that exist and that one of these roles has, in the order of the list. */
export function modulesFor(roles: readonly Role[], exists: (id: ModuleId) => boolean): readonly ModuleEntry[] {
  return catalogue.filter((entry) => exists(entry.id) && opens(roles, entry));
}
