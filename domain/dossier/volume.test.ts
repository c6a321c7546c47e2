import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { caseIn, withAction } from '../cases/testing.ts';
import { testDay, testRegistration } from '../cases/testing-facts.ts';
import { numberPages } from './page-numbers.ts';
import { MAX_CASES_IN_VOLUME, mediationDays, retentionText, volumeDays, volumeProblem } from './volume.ts';
import { caseVolumeTitle, volumeTitle } from './volume-title.ts';

const closed = caseIn('closed');
const general = { ...closed, caseNumber: '金矛调〔2026〕9', registration: testRegistration({ complexity: 'general' }) };
const oral = { ...withAction(caseIn('mediating'), 'agreement.reached_oral'), registration: general.registration };

describe('page numbers (卷内目录的页号)', () => {
  it('run through from the first page, without a gap and without an overlap', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 400 }), { maxLength: 80 }),
        fc.integer({ min: 1, max: 30 }),
        (counts, first) => {
          const stamped = numberPages(counts, first).flatMap(({ firstPage, lastPage }) =>
            Array.from({ length: lastPage - firstPage + 1 }, (_, index) => firstPage + index),
          );
          const total = counts.reduce((sum, count) => sum + count, 0);
          expect(stamped).toEqual(Array.from({ length: total }, (_, index) => first + index));
        },
      ),
    );
  });

  it('refuse a part without a page', () => {
    expect(() => numberPages([2, 0, 1])).toThrow(RangeError);
  });
});

describe('a volume (一案一卷、多案一卷)', () => {
  it('takes one case of any kind, and several where each is simple or ended by word of mouth', () => {
    expect(volumeProblem([general])).toBeNull();
    expect(volumeProblem([closed, oral])).toBeNull();
    expect(volumeProblem([closed, general])).toBe('只有简单案件和口头协议案件可以合订，要单独成卷：金矛调〔2026〕9');
    expect(volumeProblem([])).toBe('没有选案件');
    expect(volumeProblem(Array.from({ length: MAX_CASES_IN_VOLUME + 1 }, () => closed))).toContain('最多合订');
  });

  it('is called A 与 B ××纠纷, and says how many cases it has where it has several', () => {
    const renamed = { ...closed, registration: testRegistration({ title: '楼道垃圾' }) };
    expect(caseVolumeTitle(renamed)).toBe('张某与李某邻里纠纷');
    expect(volumeTitle([closed])).toBe('张某与李某邻里纠纷');
    expect(volumeTitle([closed, oral, oral])).toBe('张某与李某邻里纠纷等 3 案');
    expect(caseVolumeTitle({ ...closed, registration: null })).toBe(closed.caseNumber);
  });

  it('says from when to when was mediated', () => {
    expect(mediationDays(closed)).toEqual({ from: testDay, to: testDay });
    const later = { ...closed, agreement: null, ending: { reason: '', routesTold: [], toldOn: '2026-12-02' } };
    expect(mediationDays(later)).toEqual({ from: testDay, to: '2026-12-02' });
    expect(volumeDays([later, closed])).toEqual({ from: testDay, to: '2026-12-02' });
    expect(mediationDays(caseIn('registered'))).toEqual({ from: null, to: null });
  });

  it('prints the years of a class only where the center has set them', () => {
    const years = { retentionYears: { long: 30, short: null }, numberFront: false };
    expect(retentionText('permanent', years)).toBe('永久');
    expect(retentionText('long', years)).toBe('长期（30 年）');
    expect(retentionText('short', years)).toBe('短期');
  });
});
