import type { Role } from '../../domain/access/roles.ts';

/** The groups of settings, in the order of the list at the left. */
export const settingsParts = [
  { id: 'center', name: '中心与调委会', only: null },
  { id: 'numbering', name: '编号', only: null },
  { id: 'deadlines', name: '时限', only: null },
  { id: 'calendar', name: '节假日', only: null },
  { id: 'documents', name: '文书', only: null },
  { id: 'sign-in', name: '登录与密码', only: null },
  { id: 'seal', name: '印章', only: 'manager' },
  { id: 'staff', name: '账号', only: 'it' },
  { id: 'lan', name: '其他电脑', only: 'it' },
  { id: 'backup', name: '备份', only: 'it' },
  { id: 'scan', name: '扫描文件夹', only: 'it' },
  { id: 'keys', name: '密钥', only: 'it' },
] as const;

export type SettingsPartId = (typeof settingsParts)[number]['id'];

/** What a role may open: a manager sees how the center is set and keeps its seal, IT changes the rest. */
export function partsFor(roles: readonly Role[]): readonly (typeof settingsParts)[number][] {
  return settingsParts.filter(({ only }) => only === null || roles.includes(only));
}
