import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findDateProblem } from '../../domain/text/chinese-date.ts';
import { finishDate, maskDate } from './date-mask.ts';

/** Types characters one after the other at the end of the field. */
function typed(keys: string): string {
  return [...keys].reduce((text, key) => maskDate(text + key, text.length + 1).text, '');
}

describe('a date typed blind', () => {
  test.each([
    ['20260711', '2026-07-11'],
    ['２０２６０７１１', '2026-07-11'],
    ['2026-07-11', '2026-07-11'],
    ['2026-7-11', '2026-07-11'],
    ['2026/7/11', '2026-07-11'],
    ['2026.7.11', '2026-07-11'],
    ['202607115', '2026-07-11'],
  ])('%s becomes %s', (keys, text) => {
    expect(typed(keys)).toBe(text);
  });

  test.each([
    ['2026年7月1日', '2026-07-01'],
    ['2026-07-11 16:05', '2026-07-11'],
  ])('%s pasted becomes %s', (pasted, text) => {
    expect(maskDate(pasted, pasted.length).text).toBe(text);
  });

  test('30 February stays as typed, so that its message can name it', () => {
    expect(typed('20260230')).toBe('2026-02-30');
    expect(findDateProblem(typed('20260230'))).toContain('2 月没有 30 日');
  });

  test('every date typed as eight digits arrives as it is', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1900-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }),
        (date) => {
          const iso = date.toISOString().slice(0, 10);
          expect(typed(iso.replaceAll('-', ''))).toBe(iso);
        },
      ),
    );
  });
});

test('a digit put into the middle leaves the caret behind it', () => {
  expect(maskDate('20026-07-11', 3)).toEqual({ text: '2002-60-71', caret: 3 });
});

test('on leaving the field a single digit gets its zero', () => {
  expect(finishDate('2026-07-1')).toBe('2026-07-01');
  expect(finishDate('2026-0')).toBe('2026-0');
});
