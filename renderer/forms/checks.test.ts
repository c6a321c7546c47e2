import { expect, test } from 'vitest';
import * as z from 'zod';
import { plainText } from '../../domain/text/plain-text.ts';
import { zodCheck } from './checks.ts';

test('the message under the field is the schema’s own, in Chinese', () => {
  const check = zodCheck(plainText({ label: '姓名', min: 1, max: 50 }));
  expect(check(undefined)).toBe('请填写「姓名」');
  expect(check('王\u0000')).toContain('控制字符');
  expect(check('王喆')).toBeNull();
});

test('of several problems the first is said', () => {
  expect(zodCheck(z.string().min(8, '太短').regex(/\d/, '要有数字'))('abc')).toBe('太短');
});
