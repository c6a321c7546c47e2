import { expect, test } from 'vitest';
import * as z from 'zod';
import { plainText } from '../../domain/text/plain-text.ts';
import { firstProblem } from './zod-rule.ts';

test('the message under the field is the schema’s own, in Chinese', () => {
  const name = plainText({ label: '姓名', min: 1, max: 50 });
  expect(firstProblem(name, undefined)).toBe('请填写「姓名」');
  expect(firstProblem(name, '王\u0000')).toContain('控制字符');
  expect(firstProblem(name, '王喆')).toBeNull();
});

test('of several problems the first is said', () => {
  const schema = z.string().min(8, '太短').regex(/\d/, '要有数字');
  expect(firstProblem(schema, 'abc')).toBe('太短');
});
