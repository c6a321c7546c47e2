import { ORPCError } from '@orpc/client';
import { describe, expect, test } from 'vitest';
import { errorCodes, errorTable } from '../../contract/errors.ts';
import { toApiError } from './errors.ts';

describe('an error of the table', () => {
  test.each(errorCodes)('%s reads as the table says and has a code to read out', (code) => {
    const error = toApiError(new ORPCError(code, { status: errorTable[code].status }));
    expect(error.message).toBe(errorTable[code].message);
    expect(error.retryable).toBe(errorTable[code].retryable);
    expect(error.phoneCode).toMatch(/^FQ-\d{3}$/);
  });

  test('no two codes share a number', () => {
    const numbers = errorCodes.map((code) => toApiError(new ORPCError(code)).phoneCode);
    expect(new Set(numbers).size).toBe(numbers.length);
  });

  test('a stale write carries the current state (LOG-5), the detail and the fields', () => {
    const current = { revision: 7 };
    const error = toApiError(
      new ORPCError('STALE_REVISION', {
        data: { current, detail: '程某刚改过', fields: { 'parties.0.name': '请填写姓名' } },
      }),
    );
    expect(error).toMatchObject({ state: current, detail: '程某刚改过', fields: { 'parties.0.name': '请填写姓名' } });
  });

  test('broken data does not hide the error itself', () => {
    expect(toApiError(new ORPCError('DISK_FULL', { data: { fields: 'nonsense' } }))).toMatchObject({
      code: 'DISK_FULL',
      fields: {},
    });
  });
});

test('nobody answers: said as such, and what was written is safe', () => {
  const error = toApiError(new TypeError('Failed to fetch'));
  expect(error).toMatchObject({ code: 'NO_CONNECTION', retryable: true, phoneCode: 'FQ-901' });
  expect(error.message).toContain('还在');
});

test('an unknown error is never shown in its own words', () => {
  const error = toApiError(new ORPCError('SQLITE_CORRUPT', { message: 'database disk image is malformed' }));
  expect(error.message).not.toContain('malformed');
  expect(error.phoneCode).toBe('FQ-999（SQLITE_CORRUPT）');
});
