import type { StaffMember } from '../../contract/directory.ts';
import { may, type Procedure } from '../../domain/access/permissions.ts';
import type { Role } from '../../domain/access/roles.ts';
import type { SecondaryAction } from '../frame/ActionBar.tsx';
import type { useStaff } from './use-staff.ts';

interface StaffActionParts {
  /** Of whoever is signed in. */
  readonly roles: readonly Role[];
  readonly staff: Pick<ReturnType<typeof useStaff>, 'hasSecurity' | 'setActive' | 'appointSecurity'>;
  readonly open: (dialog: 'roles' | 'contact' | 'mediation' | 'password') => void;
}

/** What may be done with the account that is selected, by the table of rights: who makes accounts grants no roles. */
export function staffActions(
  member: StaffMember,
  { roles, staff, open }: StaffActionParts,
): readonly SecondaryAction[] {
  const actions: readonly (SecondaryAction & { readonly needs: Procedure })[] = [
    { needs: 'directory.setStaffRoles', label: '改岗位', combo: 'Alt+G', onRun: () => open('roles') },
    { needs: 'directory.setStaffContact', label: '改电话', combo: 'Alt+E', onRun: () => open('contact') },
    { needs: 'directory.setStaffMediation', label: '改擅长', combo: 'Alt+S', onRun: () => open('mediation') },
    { needs: 'directory.resetPassword', label: '重设密码', combo: 'Alt+P', onRun: () => open('password') },
    {
      needs: 'directory.setStaffActive',
      label: member.active ? `停用 ${member.name}` : `启用 ${member.name}`,
      combo: 'Alt+T',
      onRun: () => staff.setActive(member, !member.active),
    },
    {
      needs: 'directory.appointSecurity',
      label: '任命安全保密管理员',
      combo: 'Alt+G',
      onRun: () => staff.appointSecurity(member),
    },
  ];
  return actions
    .filter(({ needs }) => may(roles, needs) && (needs !== 'directory.appointSecurity' || !staff.hasSecurity))
    .map(({ needs: _, ...action }) => action);
}
