import { may, type Procedure } from '../../domain/access/permissions.ts';
import type { Role } from '../../domain/access/roles.ts';

/** The groups of settings, in the order of the list at the left, each with what must be allowed to open it. */
export const settingsParts = [
  { id: 'center', name: '中心与调委会', needs: 'settings.ownTemplates' },
  { id: 'numbering', name: '编号', needs: 'settings.ownTemplates' },
  { id: 'deadlines', name: '时限', needs: 'settings.ownTemplates' },
  { id: 'calendar', name: '节假日', needs: 'settings.ownTemplates' },
  { id: 'documents', name: '文书', needs: 'settings.ownTemplates' },
  { id: 'sign-in', name: '登录与密码', needs: 'settings.ownTemplates' },
  { id: 'seal', name: '印章', needs: 'signing.setSeal' },
  { id: 'staff', name: '账号', needs: 'directory.staff' },
  { id: 'lan', name: '其他电脑', needs: 'settings.lan', sets: 'settings.setLan' },
  { id: 'backup', name: '备份', needs: 'backups.view' },
  { id: 'scan', name: '扫描文件夹', needs: 'settings.scanFolder', sets: 'settings.setScanFolder' },
  { id: 'keys', name: '密钥', needs: 'keys.status' },
] as const satisfies readonly {
  readonly id: string;
  readonly name: string;
  readonly needs: Procedure;
  /** Where it is for nothing else: on a machine on which that is closed it is not offered. */
  readonly sets?: Procedure;
}[];

export type SettingsPartId = (typeof settingsParts)[number]['id'];

/** What these roles may open, by the table of rights: a manager sees how the center is set and keeps its seal. */
export function partsFor(
  roles: readonly Role[],
  isOpen: (procedure: Procedure) => boolean,
): readonly (typeof settingsParts)[number][] {
  return settingsParts.filter((part) => may(roles, part.needs) && (!('sets' in part) || isOpen(part.sets)));
}
