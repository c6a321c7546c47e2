import { expect, test } from 'vitest';
import { closedWords } from '../../domain/access/hosted.ts';
import { partsFor } from './parts.ts';

test('on a hosted desk IT is not offered what the machine’s operator sets, and everything else', () => {
  const everywhere = partsFor(['it'], () => true).map(({ id }) => id);
  const hosted = partsFor(['it'], (procedure) => closedWords(procedure) === null).map(({ id }) => id);
  expect(everywhere.filter((id) => !hosted.includes(id))).toEqual(['lan', 'scan']);
  expect(hosted).toContain('backup');
});
