import { expect, test } from 'vitest';
import { againCheck, newPasswordCheck } from './new-password.ts';

test('a new password has at least eight characters', () => {
  expect(newPasswordCheck('1234567')).toBe('密码至少 8 位');
  expect(newPasswordCheck(undefined)).toBe('密码至少 8 位');
  expect(newPasswordCheck('12345678')).toBeNull();
});

test('the second time must be like the first, as it stands when it is checked', () => {
  let first = 'fengqiao';
  const check = againCheck(() => first);
  expect(check('fengqiao')).toBeNull();
  first = 'fengqiao2026';
  expect(check('fengqiao')).toBe('两次输入的密码不一样');
});
