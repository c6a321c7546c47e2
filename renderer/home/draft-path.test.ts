import { expect, test } from 'vitest';
import { draftKindSchema } from '../../contract/drafts.ts';
import { catalogue, pages } from '../app/catalogue.ts';
import { dayAndTime, dayOrTime } from './day-and-time.ts';
import { draftPath } from './draft-path.ts';

test('every kind of draft leads to a page that exists', () => {
  const paths = [...catalogue, ...pages].map(({ path }) => new RegExp(`^${path.replace(':id', '[^/]+')}$`));
  for (const kind of draftKindSchema.options) {
    const [path = ''] = draftPath({ kind, draftId: 'd', caseId: 'c' }).split('?');
    expect(
      paths.some((known) => known.test(path)),
      path,
    ).toBe(true);
  }
});

test('a time of today is a time, of another day a day (Asia/Shanghai)', () => {
  const now = Date.UTC(2026, 10, 23, 8, 5);
  expect(dayAndTime(now, now)).toBe('16:05');
  expect(dayAndTime(now - 24 * 3_600_000, now)).toBe('11-22 16:05');
  expect(dayOrTime(now - 24 * 3_600_000, now)).toBe('11-22');
  expect(dayOrTime(now - 60_000, now)).toBe('16:04');
});
