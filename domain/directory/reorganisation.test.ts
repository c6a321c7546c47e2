import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type DivisionChange,
  type DivisionVersion,
  divisionChangeSchema,
  divisionOn,
  isInForce,
  leadsTo,
  reorganise,
} from './reorganisation.ts';

const version = (code: string, parentCode: string | null): DivisionVersion => ({
  ...{ code, name: `名${code}`, shortName: `名${code}`, parentCode, from: null, to: null },
  level: code.length === 6 ? 'area' : code.length === 9 ? 'street' : 'village',
});
const areas = ['410101', '410102'];
const streets = areas.flatMap((area) => [1, 2, 3].map((n) => `${area}00${n}`));
const villages = streets.flatMap((street) => [1, 2, 3].map((n) => `${street}00${n}`));
const base: readonly DivisionVersion[] = [
  ...areas.map((code) => version(code, null)),
  ...streets.map((code) => version(code, code.slice(0, 6))),
  ...villages.map((code) => version(code, code.slice(0, 9))),
];

/** Beginning and end of the years that are looked at, and the days between. */
const days = ['2023-01-01', '2024-01-01', '2024-07-01', '2025-01-01', '2026-01-01', '2027-01-01'];
const change: fc.Arbitrary<DivisionChange> = fc
  .record({
    kind: fc.constantFrom('rename', 'merge', 'split'),
    on: fc.constantFrom(...days.slice(1, -1)),
    level: fc.constantFrom(9, 12),
    picked: fc.uniqueArray(fc.nat(80), { minLength: 2, maxLength: 4 }),
    fresh: fc.uniqueArray(fc.nat(60), { minLength: 3, maxLength: 3 }),
    keeps: fc.boolean(),
    share: fc.nat(3),
  })
  .map(({ kind, on, level, picked, fresh, keeps, share }): DivisionChange => {
    const known = level === 9 ? streets : villages;
    const made = (n: number) => `${known[0]?.slice(0, level - 3)}${String((fresh[n] ?? 0) + 4).padStart(3, '0')}`;
    const from = [...new Set(picked.map((n) => known[n % known.length] ?? ''))];
    const [first = ''] = from;
    const to = keeps ? first : made(0);
    if (kind === 'rename') return { kind, on, code: first, name: `新名${made(0)}` };
    if (kind === 'merge') return { kind, on, from, to: { code: to, name: `合并${to}` } };
    const children = villages.filter((code) => code.startsWith(first) && level === 9);
    return {
      ...{ kind: 'split', on, from: first },
      to: [
        { code: to, name: `一${to}`, children: children.slice(0, share) },
        { code: made(1), name: `二${made(1)}`, children: children.slice(share) },
      ],
    };
  });
const changes = fc.array(change, { maxLength: 12 });
const codesOf = (all: ReturnType<typeof reorganise>) => [...all.versions.keys()];

describe('a reorganisation of divisions', () => {
  it('leaves everything before its day as it was, so that an old case keeps its names', () => {
    fc.assert(
      fc.property(changes, change, (before, last) => {
        const latest = { ...last, on: days[4] ?? '' } as DivisionChange;
        const without = reorganise(base, before);
        const after = reorganise(base, [...before, latest]);
        for (const day of days.slice(0, 4))
          for (const code of codesOf(after)) {
            const strip = (found: DivisionVersion | null) => found && { ...found, to: null };
            expect(strip(divisionOn(after, code, day))).toEqual(strip(divisionOn(without, code, day)));
          }
      }),
    );
  });

  it('gives a code one name at most on each day, under a parent that is there on that day', () => {
    fc.assert(
      fc.property(changes, fc.constantFrom(...days), (all, day) => {
        const result = reorganise(base, all);
        for (const versions of result.versions.values()) {
          const now = versions.filter((each) => isInForce(each, day));
          expect(now.length).toBeLessThanOrEqual(1);
          for (const { parentCode } of now)
            if (parentCode !== null) expect(divisionOn(result, parentCode, day), parentCode).not.toBeNull();
        }
      }),
    );
  });

  it('leads a poster of every code there ever was to places in force, itself first where it is', () => {
    fc.assert(
      fc.property(changes, (all) => {
        const result = reorganise(base, all);
        for (const code of codesOf(result)) {
          const led = leadsTo(result, code, '2027-01-01');
          expect(led.length, code).toBeGreaterThan(0);
          for (const each of led) expect(divisionOn(result, each, '2027-01-01')).not.toBeNull();
          if (divisionOn(result, code, '2027-01-01')) expect(led[0]).toBe(code);
        }
      }),
    );
  });

  it('loses no village and doubles none but by its own merges and splits', () => {
    fc.assert(
      fc.property(changes, (all) => {
        const result = reorganise(base, all);
        const refused = new Set(result.problems.map(({ index }) => index));
        const done = all.filter((each, index) => !refused.has(index) && codeOf(each).length === 12);
        const gained = done.map((each) =>
          each.kind === 'merge' ? 1 - each.from.length : each.kind === 'split' ? each.to.length - 1 : 0,
        );
        const now = codesOf(result).filter((code) => code.length === 12 && divisionOn(result, code, '2027-01-01'));
        expect(now).toHaveLength(villages.length + gained.reduce((sum, each) => sum + each, 0));
      }),
    );
  });

  it('asks which after a split, and leads to the one after a merge; a street takes its villages along', () => {
    const result = reorganise(base, [
      {
        kind: 'split',
        on: '2025-01-01',
        from: '410101001001',
        to: [
          { code: '410101001001', name: '东社区居委会', children: [] },
          { code: '410101001009', name: '西社区居委会', children: [] },
        ],
      },
      { kind: 'merge', on: '2026-01-01', from: ['410101001', '410101002'], to: { code: '410101009', name: '新街道' } },
    ]);
    expect(result.problems).toEqual([]);
    expect(leadsTo(result, '410101001001', '2024-12-31')).toEqual(['410101001001']);
    expect(leadsTo(result, '410101001001', '2025-01-01')).toEqual(['410101001001', '410101001009']);
    expect(leadsTo(result, '410101002', '2026-06-01')).toEqual(['410101009']);
    expect(divisionOn(result, '410101001009', '2025-06-01')).toMatchObject({
      shortName: '西社区',
      parentCode: '410101001',
    });
    expect(divisionOn(result, '410101001009', '2026-01-01')?.parentCode).toBe('410101009');
    expect(divisionOn(result, '410101001', '2025-12-31')?.name).toBe('名410101001');
    expect(divisionOn(result, '410101001', '2026-01-01')).toBeNull();
  });

  it.each<[string, DivisionChange]>([
    ['没有 410101777 这个区划编码', { kind: 'rename', on: '2025-01-01', code: '410101777', name: '新名' }],
    ['410101001 已经叫「名410101001」', { kind: 'rename', on: '2025-01-01', code: '410101001', name: '名410101001' }],
    [
      '410101003 已经用过，不能再给别的地方用',
      { kind: 'merge', on: '2025-01-01', from: ['410101001', '410101002'], to: { code: '410101003', name: '新街道' } },
    ],
    [
      '合并的要是同一级的区划',
      {
        kind: 'merge',
        on: '2025-01-01',
        from: ['410101001', '410101002001'],
        to: { code: '410101009', name: '新街道' },
      },
    ],
    [
      '还没写归哪个新区划：名410101001003',
      {
        kind: 'split',
        on: '2025-01-01',
        from: '410101001',
        to: [
          { code: '410101008', name: '北街道', children: ['410101001001'] },
          { code: '410101009', name: '南街道', children: ['410101001002'] },
        ],
      },
    ],
  ])('refuses with the reason (%s) and changes nothing', (message, wrong) => {
    const result = reorganise(base, [wrong]);
    expect(result.problems).toEqual([{ index: 0, message }]);
    expect([...result.versions.values()].flat()).toEqual(base);
  });

  it('is read from a list with each field checked', () => {
    const read = divisionChangeSchema.safeParse({
      kind: 'merge',
      on: '2025-02-30',
      from: ['410101001'],
      to: { code: '4101', name: '' },
    });
    expect(read.error?.issues.map(({ message }) => message)).toEqual(
      expect.arrayContaining(['合并至少要写两个原编码', '区划编码要写 6、9 或 12 位数字']),
    );
  });
});

function codeOf(each: DivisionChange): string {
  return each.kind === 'rename' ? each.code : each.kind === 'merge' ? (each.from[0] ?? '') : each.from;
}
