import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatNumber, numberOf } from '../center/numbering.ts';
import { left, nextBlock, nextSource, wantsBlock, yearsAhead } from './blocks.ts';
import { doubtSegment, SEGMENT_LETTERS, segmentOf } from './segment.ts';
import { BLOCK_SIZES } from './series.ts';

const held = { block: null, isReserving: true, segment: 'KTW', doubt: null };
const block = { first: 301, last: 600, next: 400 };

describe('where the next number comes from (SYNC-15)', () => {
  test('a center that never met a city counts alone', () => {
    expect(nextSource({ ...held, isReserving: false })).toEqual({ kind: 'counter' });
  });

  test('the block first, then the segment, never nothing: no desk waits for the city', () => {
    expect(nextSource({ ...held, block })).toEqual({ kind: 'block', block });
    expect(nextSource({ ...held, block: { ...block, next: 601 } })).toEqual({ kind: 'segment', segment: 'KTW' });
    expect(nextSource(held)).toEqual({ kind: 'segment', segment: 'KTW' });
  });

  test('a store in doubt takes nothing from its block: the original may have used it', () => {
    expect(nextSource({ ...held, block, doubt: 'AXUY' })).toEqual({ kind: 'segment', segment: 'AXUY' });
    expect(nextSource({ ...held, isReserving: false, doubt: 'AXUY' })).toEqual({ kind: 'segment', segment: 'AXUY' });
  });
});

describe('blocks', () => {
  test('one follows the other without a gap, behind what the station has used', () => {
    const asker = { used: 57, hasOthers: true, isFresh: false };
    expect(nextBlock('case', { last: 0, isOfThisEpoch: true }, { ...asker, used: 0 }, 0.9)).toEqual({
      first: 1,
      last: 300,
    });
    expect(nextBlock('case', { last: 300, isOfThisEpoch: true }, asker, 0.9)).toEqual({ first: 301, last: 600 });
    expect(nextBlock('agreement', { last: 0, isOfThisEpoch: true }, asker, 0.9)).toEqual({ first: 58, last: 207 });
  });

  test('a restored city leaves room for what others may hold: stations of the center, older lives (SYNC-11)', () => {
    const restored = { last: 300, isOfThisEpoch: false };
    const asker = { used: 310, hasOthers: false, isFresh: false };
    expect(nextBlock('case', restored, asker, 0.9).first).toBe(311);
    expect(nextBlock('case', restored, { ...asker, hasOthers: true }, 0.9).first).toBe(3_311);
  });

  test('a later life leaves room for the block of the one before: the city may have forgotten it unawares', () => {
    const asker = { used: 310, hasOthers: true, isFresh: true };
    const given = (random: number) => nextBlock('case', { last: 300, isOfThisEpoch: true }, asker, random).first;
    expect([given(0), given(0.5)]).toEqual([911, 45_911]);
  });

  test('of any sequence of askers no two get a number in common', () => {
    const asked = fc.array(
      fc.record({ used: fc.nat(500), hasOthers: fc.boolean(), isFresh: fc.boolean(), same: fc.boolean() }),
      { maxLength: 20 },
    );
    fc.assert(
      fc.property(asked, (askers) => {
        let last = 0;
        for (const { same, ...asker } of askers) {
          const given = nextBlock('case', { last, isOfThisEpoch: same }, asker, 0.5);
          expect(given.first).toBeGreaterThan(Math.max(last, asker.used));
          expect(given.last - given.first + 1).toBe(BLOCK_SIZES.case);
          last = given.last;
        }
      }),
    );
  });

  test('one is asked for while half of one is left, and from December on for the next year too', () => {
    expect(left([block, { first: 1, last: 300, next: 301 }])).toBe(201);
    expect(wantsBlock('case', 150)).toBe(false);
    expect(wantsBlock('case', 149)).toBe(true);
    expect(yearsAhead('2026-11-30')).toEqual([2026]);
    expect(yearsAhead('2026-12-01')).toEqual([2026, 2027]);
  });
});

describe('segments', () => {
  const digest = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex').padEnd(64, '0').slice(-64);

  test('each life of a station has its own, and one in doubt another length', () => {
    const own = segmentOf({ stationId: 'a', incarnation: 1 }, digest);
    expect(own).toMatch(new RegExp(`^[${SEGMENT_LETTERS}]{3}$`));
    expect(segmentOf({ stationId: 'a', incarnation: 1 }, digest, 1)).toMatch(new RegExp(`^[${SEGMENT_LETTERS}]{3}$`));
    expect(doubtSegment(Uint8Array.of(0, 1, 2, 250))).toMatch(new RegExp(`^[${SEGMENT_LETTERS}]{4}$`));
  });

  test('a number with a segment is read back as what it was made of', () => {
    const center = { shortName: '金水', committee: '金水人调' };
    const parts = fc.record({
      year: fc.integer({ min: 2000, max: 2099 }),
      segment: fc.option(fc.constantFrom('KTW', 'AXUY')),
      counter: fc.integer({ min: 1, max: 99_999 }),
    });
    fc.assert(
      fc.property(
        parts,
        fc.constantFrom('{简称}矛调〔{年}〕{序号}', '（{年}）{委员会}字第{序号:4}号'),
        (each, template) => {
          expect(numberOf(template, center, formatNumber(template, { ...center, ...each }))).toEqual(each);
        },
      ),
    );
  });
});
