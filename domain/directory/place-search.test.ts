import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import overrides from '../../resources/divisions/overrides.json' with { type: 'json' };
import raw from '../../resources/divisions/zhengzhou-2023.json' with { type: 'json' };
import { buildDirectory } from './divisions.ts';
import { createPlaceSearch, type PlacePreference, placeSearchOf } from './place-search.ts';

const directory = buildDirectory(raw, overrides);
const places = createPlaceSearch(directory);

/** Hits as the list shows them, with what is highlighted in brackets. */
function shown(query: string, limit = 8, preference: PlacePreference = {}): string[] {
  return places.search(query, limit, preference).map((hit) =>
    hit.levels
      .map(({ text, ranges }) => {
        let marked = '';
        let done = 0;
        for (const [from, to] of ranges) {
          marked += `${text.slice(done, from)}[${text.slice(from, to)}]`;
          done = to;
        }
        return marked + text.slice(done);
      })
      .join(' / '),
  );
}

describe('place search', () => {
  it('finds 鸿苑社区 with “xdl h”, before the other villages of the street, those in h first', () => {
    expect(shown('xdl h')).toEqual([
      '金水区 / [兴达路]街道 / [鸿]苑社区',
      '金水区 / [兴达路]街道 / [黄]庄村',
      '金水区 / [兴达路]街道 / [黄]岗庙村',
      '金水区 / [兴达路]街道 / 智[汇]谷社区',
    ]);
    expect(places.search('xdl h', 1)[0]).toMatchObject({ initials: 'xdl hysq', place: { code: '410105016002' } });
  });

  it.each([
    ['鸿苑', '金水区 / 兴达路街道 / [鸿苑]社区'],
    ['hongyuan', '金水区 / 兴达路街道 / [鸿苑]社区'],
    ['xingdalu hong', '金水区 / [兴达路]街道 / [鸿]苑社区'],
    ['XDL HYSQ', '金水区 / [兴达路]街道 / [鸿苑社区]'],
    ['xdlhy', '金水区 / [兴达路]街道 / [鸿苑]社区'],
    ['兴达路hy', '金水区 / [兴达路]街道 / [鸿苑]社区'],
    ['jsq 兴达 hongy', '[金水区] / [兴达]路街道 / [鸿苑]社区'],
    ['金水区 鸿苑', '[金水区] / 兴达路街道 / [鸿苑]社区'],
    ['金水区兴达路街道鸿苑社区居民委员会', '[金水区] / [兴达路街道] / [鸿苑社区]'],
    ['河南省郑州市金水区兴达路街道', '[金水区] / [兴达路街道]'],
    ['金水区/兴达路街道/鸿苑社区', '[金水区] / [兴达路街道] / [鸿苑社区]'],
    ['郑州高新技术产业开发区', '[高新区]'],
    ['gxq sf', '[高新区] / [石佛]镇'],
    ['zdxq lzh', '[郑东新区] / [龙子湖]街道'],
    ['zhac', '郑东新区 / 祭城路街道 / [祭城]社区'],
    ['ｊｓｑ', '[金水区]'],
  ])('reads “%s”', (query, first) => {
    expect(shown(query)[0]).toBe(first);
  });

  it('lists what lies inside a street or an area that was typed whole', () => {
    const inside = shown('xdl', 20);
    expect(inside[0]).toBe('金水区 / [兴达路]街道');
    expect(inside.slice(1, 10).every((text) => text.startsWith('金水区 / [兴达路]街道 / '))).toBe(true);
  });

  it('puts the own area first, but never before a name that begins with what was typed', () => {
    expect(places.search('龙湖', 3)[0]?.place.name).toMatch(/^龙湖/);
    expect(places.search('龙湖', 1, { preferArea: '410184' })[0]?.place.code).toBe('410184109');
    expect(places.search('龙湖', 1, { preferArea: 'ZDXQ' })[0]?.place.code).toBe('410105562');
    const hits = places.search('h', 10, { preferArea: '410105' });
    expect(hits.every((hit) => hit.place.managingArea.code === '410105')).toBe(true);
    const street = places.search('h', 3, { preferArea: '410105', preferStreet: '410105016' });
    expect(street[0]?.place.code).toBe('410105016002');
  });

  it('accepts another reading of a character, behind the right one', () => {
    expect(shown('cjl')[0]).toBe('二七区 / [长江路]街道');
    const other = shown('zjl', 200);
    expect(other).toContain('二七区 / [长江路]街道');
    expect(other[0]).not.toBe('二七区 / [长江路]街道');
  });

  it('finds nothing for nothing, nonsense or a pasted page, and keeps to the limit', () => {
    expect(places.search('', 8)).toEqual([]);
    expect(places.search('  ', 8)).toEqual([]);
    expect(places.search('xqzv', 8)).toEqual([]);
    expect(places.search('鸿'.repeat(5000), 8)).toEqual([]);
    expect(places.search('h', 0)).toEqual([]);
    expect(places.search('h', 7)).toHaveLength(7);
  });

  it('survives any text, and its marks always lie inside the names', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[a-z郑金水 ]{0,8}$/)), (query) => {
        for (const hit of places.search(query, 5)) {
          for (const { text, ranges } of hit.levels) {
            for (const [from, to] of ranges) {
              expect(from).toBeLessThan(to);
              expect(to).toBeLessThanOrEqual(text.length);
            }
          }
        }
      }),
    );
  });

  it('finds every village by its own initials under its street', () => {
    for (const village of directory.villages.filter((_, index) => index % 97 === 0)) {
      const street = directory.find(village.parentCode ?? '');
      const query = `${street?.initials} ${village.initials}`;
      const codes = places.search(query, 10, { preferStreet: street?.code ?? '' }).map((hit) => hit.place.code);
      expect(codes, `${query} for ${village.path.join('')}`).toContain(village.code);
    }
  });
});

it('is prepared once for a directory, for all who search it', () => {
  expect(placeSearchOf(directory)).toBe(placeSearchOf(directory));
  expect(placeSearchOf(directory).search('jsq', 1)[0]?.place.code).toBe(places.search('jsq', 1)[0]?.place.code);
});
