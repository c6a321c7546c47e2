import { describe, expect, test } from 'vitest';
import { passwordProblem, passwordRulesInWords } from './passwords.ts';
import { initialSignInSettings } from './sign-in-settings.ts';

const rules = initialSignInSettings.password;
const owner = { account: 'zhangwei', name: '张卫', phone: '13800001203', spellings: ['zhangwei', 'weizhang'] };
const problem = (password: string) => passwordProblem(password, rules, owner);

describe('a new password (GB/T 22239-2019 8.1.4.1 a)', () => {
  test.each(['Long enough 1', '枫叶Red26秋', 'tR7-kettle', 'Kettle and 3 cups'])('%s may be taken', (password) => {
    expect(problem(password)).toBeNull();
  });

  test('is long enough, counted in characters as people see them', () => {
    expect(problem('aB3-xyz')).toBe('密码至少 8 位');
    expect(problem('𠮷𠮷𠮷aB3')).toBe('密码至少 8 位');
    expect(passwordProblem('tR7-kettle', { ...rules, shortest: 12 }, owner)).toBe('密码至少 12 位');
  });

  test('has characters of several kinds, and is told which are missing', () => {
    expect(problem('kettlecups')).toBe('还要再加 2 种：大写字母、数字、符号');
    expect(problem('kettle26cup')).toBe('还要再加 1 种：大写字母、符号');
    expect(passwordProblem('kettlecups', { ...rules, kinds: 1 }, owner)).toBeNull();
  });

  test.each(['Kettle-123456', 'Kettle-fedcba1', 'Kettle111111'])(
    '%s is refused for its run of characters',
    (password) => {
      expect(problem(password)).toContain('连续');
    },
  );

  test.each(['Zhangwei-26', 'x-IEWGNAHZ-26', 'Abc-weizhang7', '张卫Kettle7'])(
    '%s is refused for the account or the name in it',
    (password) => {
      expect(problem(password)).toMatch(/账号|姓名/);
    },
  );

  test('has no telephone number in it', () => {
    expect(problem('Ab-13800001203')).toBe('密码里不能有电话号码');
  });

  test.each([
    'Admin@123',
    'P@ssw0rd1',
    'Passw0rd!',
    'Fengqiao2026',
    'fengqiao@2026',
    'Zhengzhou#1',
    'Qwer!@#$1',
    '!QAZ2wsx',
    '1qaz@WSX',
    'Abc123!!',
    '2026-11-27',
  ])('%s is refused: guessers try it first', (password) => {
    expect(passwordProblem(password, { ...rules, kinds: 1 }, owner)).toBe('这个密码很多人用，一猜就中，请换一个');
  });
});

test('the rules are told before anything is typed', () => {
  expect(passwordRulesInWords(rules)).toBe(
    '至少 8 位，小写字母、大写字母、数字、符号里至少 3 种，不能和最近 5 次用过的相同',
  );
  expect(passwordRulesInWords({ ...rules, kinds: 1, differentFromLast: 0 })).toBe('至少 8 位');
});
