import fc from 'fast-check';
import { expect, test } from 'vitest';
import { amountFromText, amountText, findAmountProblem } from './amount-value.ts';

test('yuan as people write them become whole fen', () => {
  expect(amountFromText('12500')).toBe(1_250_000);
  expect(amountFromText('12,500.00')).toBe(1_250_000);
  expect(amountFromText('36万')).toBe(36_000_000);
  expect(amountFromText(' ')).toBeNull();
});

test('what is no amount stays as it was typed, with its message', () => {
  expect(amountFromText('一万二')).toBe('一万二');
  expect(amountText('一万二')).toBe('一万二');
  expect(findAmountProblem('一万二')).toContain('金额要写成数字');
  expect(findAmountProblem('12.345')).toContain('最小到分');
});

test('an empty field is a mistake only where it is required', () => {
  expect(findAmountProblem(null)).toBeNull();
  expect(findAmountProblem(null, true)).toBe('请填写金额');
});

test('leaving and entering the field again never changes the amount', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 99_999_999_999_999 }), (fen) => {
      expect(amountFromText(amountText(fen))).toBe(fen);
    }),
  );
});
