import { type Role, roleName, roles } from '../../domain/access/roles.ts';
import { type SignInSettings, signInSettingsSchema } from '../../domain/access/sign-in-settings.ts';
import { NO, type SettingField, wholeNumber, YES } from './setting-field.ts';

/** A whole number of the sign-in settings, or nothing where that is allowed; the schema says within which bounds. */
function number(
  id: string,
  label: string,
  read: (signIn: SignInSettings) => number | null,
  put: (signIn: SignInSettings, value: number | null) => unknown,
): SettingField {
  return {
    id: `signIn.${id}`,
    part: 'sign-in',
    label,
    read: ({ signIn }) => String(read(signIn) ?? ''),
    write: (settings, typed) => {
      const value = typed.trim() === '' ? null : wholeNumber(typed);
      if (typed.trim() !== '' && value === null) return '要填整数';
      const parsed = signInSettingsSchema.safeParse(put(settings.signIn, value));
      if (parsed.success) return { ...settings, signIn: parsed.data };
      return value === null ? '要填整数' : (parsed.error.issues[0]?.message ?? '填得不对，请核对');
    },
  };
}

/** Roles as a text: their names with 、 between them. */
export function rolesAsText(chosen: readonly Role[]): string {
  return roles
    .filter(({ id }) => chosen.includes(id))
    .map(({ name }) => name)
    .join('、');
}

export function rolesOfText(text: string): readonly Role[] {
  const names = text.split('、');
  return roles.filter(({ id }) => names.includes(roleName(id))).map(({ id }) => id);
}

/** How people sign in, in the order of the page. */
export const signInFields: readonly SettingField[] = [
  number(
    'password.shortest',
    '密码最少几位',
    (s) => s.password.shortest,
    (s, shortest) => ({ ...s, password: { ...s.password, shortest } }),
  ),
  number(
    'password.kinds',
    '至少几种字符',
    (s) => s.password.kinds,
    (s, kinds) => ({ ...s, password: { ...s.password, kinds } }),
  ),
  number(
    'password.differentFromLast',
    '不能和最近几次相同',
    (s) => s.password.differentFromLast,
    (s, differentFromLast) => ({ ...s, password: { ...s.password, differentFromLast } }),
  ),
  number(
    'password.longestDays',
    '多少天要换一次',
    (s) => s.password.longestDays,
    (s, longestDays) => ({ ...s, password: { ...s.password, longestDays } }),
  ),
  number(
    'lock.after',
    '连错几次锁账号',
    (s) => s.lock.after,
    (s, after) => ({ ...s, lock: { ...s.lock, after } }),
  ),
  number(
    'lock.minutes',
    '锁多少分钟',
    (s) => s.lock.minutes,
    (s, minutes) => ({ ...s, lock: { ...s.lock, minutes } }),
  ),
  number(
    'session.idleMinutes',
    '多久没人用要重输密码',
    (s) => s.session.idleMinutes,
    (s, idleMinutes) => ({ ...s, session: { ...s.session, idleMinutes } }),
  ),
  number(
    'session.longestHours',
    '登录一次最长多久',
    (s) => s.session.longestHours,
    (s, longestHours) => ({ ...s, session: { ...s.session, longestHours } }),
  ),
  {
    id: 'signIn.switching.allowed',
    part: 'sign-in',
    label: '同一台电脑上换人不重输密码（F6）',
    read: ({ signIn }) => (signIn.switching.allowed ? YES : NO),
    write: (settings, typed) => {
      const { signIn } = settings;
      return { ...settings, signIn: { ...signIn, switching: { ...signIn.switching, allowed: typed === YES } } };
    },
  },
  number(
    'switching.idleMinutes',
    '离开多久换回来要密码',
    (s) => s.switching.idleMinutes,
    (s, idleMinutes) => ({ ...s, switching: { ...s.switching, idleMinutes } }),
  ),
  {
    id: 'signIn.secondFactorFor',
    part: 'sign-in',
    label: '必须用手机动态口令的岗位',
    read: ({ signIn }) => rolesAsText(signIn.secondFactorFor),
    write: (settings, typed) => ({
      ...settings,
      signIn: { ...settings.signIn, secondFactorFor: [...rolesOfText(typed)] },
    }),
  },
];
