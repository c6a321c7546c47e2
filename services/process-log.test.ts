import { expect, test } from 'vitest';
import { safeError } from './process-log.ts';

test('an error in the log tells where, and never what somebody typed', () => {
  const error = Object.assign(new Error('UNIQUE failed: 张某 410105197803120010'), { code: 'SQLITE_CONSTRAINT' });
  const logged = safeError(error);
  expect(logged).toMatchObject({ type: 'Error', code: 'SQLITE_CONSTRAINT' });
  expect(logged.stack).toContain('process-log.test.ts');
  expect(JSON.stringify(logged)).not.toMatch(/张某|4101051978/);
});

test('what is thrown without being an error is named by its type only', () => {
  expect(safeError('张某')).toEqual({ type: 'string' });
});
