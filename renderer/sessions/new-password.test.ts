import { expect, test } from 'vitest';
import { againCheck, initialPasswordRules, newPasswordCheck } from './new-password.ts';

test('a new password follows the rules, and is not like what stands in the same form', () => {
  let account = 'wangyi';
  const check = newPasswordCheck(initialPasswordRules, () => ({ account, name: '王祎' }));
  expect(check('1234567')).toBe('密码至少 8 位');
  expect(check(undefined)).toBe('密码至少 8 位');
  expect(check('Wangyi-26')).toBe('密码里不能有账号');
  account = 'lihua';
  expect(check('Wangyi-26')).toBeNull();
});

test('the second time must be like the first, as it stands when it is checked', () => {
  let first = 'fengqiao';
  const check = againCheck(() => first);
  expect(check('fengqiao')).toBeNull();
  first = 'fengqiao2026';
  expect(check('fengqiao')).toBe('两次输入的密码不一样');
});
