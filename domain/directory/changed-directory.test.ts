import { describe, expect, it } from 'vitest';
import overrides from '../../resources/divisions/overrides.json' with { type: 'json' };
import raw from '../../resources/divisions/zhengzhou-2023.json' with { type: 'json' };
import { withChanges } from './changed-directory.ts';
import { buildDirectory } from './divisions.ts';
import { createPlaceSearch } from './place-search.ts';
import type { DivisionChange } from './reorganisation.ts';

const base = buildDirectory(raw, overrides);
/** 鸿苑社区 is split; its street gets another name a year later. */
const changes: readonly DivisionChange[] = [
  {
    kind: 'split',
    on: '2027-01-01',
    from: '410105016002',
    to: [
      { code: '410105016901', name: '鸿苑东社区居民委员会', children: [] },
      { code: '410105016902', name: '鸿苑西社区居民委员会', children: [] },
    ],
  },
  { kind: 'rename', on: '2028-01-01', code: '410105016', name: '兴达新街道' },
];

describe('the directory after a reorganisation', () => {
  it('lists and finds what is in force, and nothing that is to come', () => {
    expect(withChanges(base, changes, '2026-12-31').find('410105016901', '2026-12-31')?.path.at(-1)).toBe('鸿苑东社区');
    expect(withChanges(base, changes, '2026-12-31').places).toHaveLength(base.places.length);
    const after = withChanges(base, changes, '2027-01-01');
    expect(after.villages).toHaveLength(base.villages.length + 1);
    expect(after.childrenOf('410105016').map(({ shortName }) => shortName)).toEqual(
      expect.arrayContaining(['鸿苑东社区', '鸿苑西社区']),
    );
    const hits = createPlaceSearch(after)
      .search('xdl hongyuan', 5)
      .map(({ place }) => place.code);
    expect(hits).toContain('410105016902');
    expect(hits).not.toContain('410105016002');
  });

  it('names an old case by what its place was called on its day, and a new one by what it is called now', () => {
    const now = withChanges(base, changes, '2028-06-01');
    expect(now.find('410105016002', '2026-11-23')).toEqual(base.find('410105016002'));
    expect(now.find('410105016002')?.path).toEqual(['金水区', '兴达路街道', '鸿苑社区']);
    expect(now.find('410105016901', '2027-06-01')?.path).toEqual(['金水区', '兴达路街道', '鸿苑东社区']);
    expect(now.find('410105016901', '2028-06-01')).toMatchObject({
      path: ['金水区', '兴达新街道', '鸿苑东社区'],
      managingArea: { code: '410105' },
      statisticalArea: { code: '410105' },
      initials: 'hydsq',
    });
  });

  it('leads an old poster on, and every code of today to itself', () => {
    const now = withChanges(base, changes, '2028-06-01');
    expect(now.leadsTo('410105016002').map(({ shortName }) => shortName)).toEqual(['鸿苑东社区', '鸿苑西社区']);
    expect(now.leadsTo('410105016').map(({ shortName }) => shortName)).toEqual(['兴达新街道']);
    expect(now.leadsTo('999999999999')).toEqual([]);
    for (const { code } of now.places.slice(0, 500))
      expect(now.leadsTo(code).map((place) => place.code)).toEqual([code]);
  });

  it('keeps every place under one that exists, and the areas that the bureau does not know', () => {
    const now = withChanges(base, changes, '2028-06-01');
    for (const place of now.places) {
      const parent = place.parentCode === null ? null : now.find(place.parentCode);
      expect(parent?.level ?? null).toBe({ area: null, street: 'area', village: 'street' }[place.level]);
    }
    expect(now.childrenOf('ZDXQ')).toHaveLength(12);
    expect(now.find('410105014')).toEqual(base.find('410105014'));
  });

  it('refuses a change that does not fit, naming it', () => {
    const wrong: DivisionChange = { kind: 'rename', on: '2027-01-01', code: '410199', name: '没有的区' };
    expect(() => withChanges(base, [...changes, wrong], '2028-01-01')).toThrow('区划调整第 3 条不对：没有 410199');
  });
});
