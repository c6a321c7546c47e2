import { expect, test } from 'vitest';
import { ServiceError } from '../../contract/errors.ts';
import { toOpenError, toStoreError } from './errors.ts';

/** An error as the drivers throw it. */
const failed = (code: string) => Object.assign(new Error('the server says'), { code });

test.each([
  ['a full disk', '53100', 'DISK_FULL'],
  ['a full disk, as the system says it', 'ENOSPC', 'DISK_FULL'],
  ['a server that takes no writes', '25006', 'STORE_READ_ONLY'],
  ['an account that may not write', '42501', 'STORE_READ_ONLY'],
  ['a disk that fails', '58030', 'STORE_READ_ONLY'],
  ['transactions that crossed', '40001', 'STORE_BUSY'],
  ['a deadlock', '40P01', 'STORE_BUSY'],
  ['a lock that came too late', '55P03', 'STORE_BUSY'],
  ['too many connections', '53300', 'STORE_BUSY'],
  ['a server that shuts down', '57P01', 'STORE_BUSY'],
  ['a connection that broke', '08006', 'STORE_BUSY'],
  ['a server that is away', 'ECONNREFUSED', 'STORE_BUSY'],
])('%s is told to people as what it is', (_what, code, told) => {
  const error = failed(code);
  const known = toStoreError(error);
  expect(known).toBeInstanceOf(ServiceError);
  expect(known).toMatchObject({ code: told, cause: error });
});

test.each(['23505', '42P01', ''])('a fault of the program (%s) stays what it is', (code) => {
  const error = failed(code);
  expect(toStoreError(error)).toBe(error);
});

test.each(['timeout exceeded when trying to connect', 'Connection terminated unexpectedly'])(
  'the pool’s “%s”, which has no code, is busy',
  (message) => {
    expect(toStoreError(new Error(message))).toMatchObject({ code: 'STORE_BUSY' });
  },
);

test.each([
  ['28P01', 'NOT_ADMITTED'],
  ['3D000', 'NOT_ADMITTED'],
  ['53100', 'DISK_FULL'],
  ['EACCES', 'READ_ONLY'],
  ['ECONNREFUSED', 'UNREACHABLE'],
])('while opening, %s is %s, in Chinese', (code, told) => {
  expect(toOpenError(failed(code), 'UNREACHABLE')).toMatchObject({
    code: told,
    message: expect.stringMatching(/[\u4e00-\u9fff]/),
    details: `${code} the server says`,
  });
});
