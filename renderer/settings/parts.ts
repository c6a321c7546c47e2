import type { Role } from '../../domain/access/roles.ts';

/** The groups of settings, in the order of the list at the left. */
export const settingsParts = [
  { id: 'center', name: '中心与调委会', itOnly: false },
  { id: 'numbering', name: '编号', itOnly: false },
  { id: 'deadlines', name: '时限', itOnly: false },
  { id: 'calendar', name: '节假日', itOnly: false },
  { id: 'documents', name: '文书', itOnly: false },
  { id: 'staff', name: '账号', itOnly: true },
  { id: 'lan', name: '其他电脑', itOnly: true },
  { id: 'scan', name: '扫描文件夹', itOnly: true },
] as const;

export type SettingsPartId = (typeof settingsParts)[number]['id'];

/** What a role may open: a manager sees how the center is set, IT changes it. */
export function partsFor(roles: readonly Role[]): readonly (typeof settingsParts)[number][] {
  return settingsParts.filter(({ itOnly }) => !itOnly || roles.includes('it'));
}
