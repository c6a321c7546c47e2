import { describe, expect, it } from 'vitest';
import overrides from '../../resources/divisions/overrides.json' with { type: 'json' };
import raw from '../../resources/divisions/zhengzhou-2023.json' with { type: 'json' };
import { buildDirectory, checkPlaceCode, placeText } from './divisions.ts';
import { spokenStreetName, spokenVillageName } from './spoken-name.ts';

const directory = buildDirectory(raw, overrides);

describe('the divisions of Zhengzhou', () => {
  it('are 16 governing areas, 208 streets and 3,306 villages', () => {
    expect(directory.areas).toHaveLength(16);
    expect(directory.streets).toHaveLength(208);
    expect(directory.villages).toHaveLength(3306);
    expect(directory.places).toHaveLength(16 + 208 + 3306);
  });

  it('keep who governs apart from where it is counted: 郑东新区 has 12 streets of three other areas', () => {
    const east = directory.childrenOf('ZDXQ');
    expect(east).toHaveLength(12);
    const counted = new Set(east.map((street) => street.statisticalArea?.name));
    expect(counted).toEqual(new Set(['金水区', '管城回族区', '中牟县']));
    const lake = directory.find('410105014');
    expect(lake).toMatchObject({ name: '龙子湖街道', path: ['郑东新区', '龙子湖街道'], parentCode: 'ZDXQ' });
    expect(directory.find('ZDXQ')).toMatchObject({ name: '郑东新区', statisticalArea: null });
    expect(directory.childrenOf('410105').some((street) => street.code === '410105014')).toBe(false);
    const villages = east.flatMap((street) => directory.childrenOf(street.code));
    expect(villages).toHaveLength(143);
  });

  it('find a village by its code with its names, path and initials', () => {
    const village = directory.find('410105016002');
    expect(village).toEqual({
      code: '410105016002',
      name: '鸿苑社区居民委员会',
      shortName: '鸿苑社区',
      level: 'village',
      managingArea: { code: '410105', name: '金水区', shortName: '金水区' },
      statisticalArea: { code: '410105', name: '金水区', shortName: '金水区' },
      parentCode: '410105016',
      path: ['金水区', '兴达路街道', '鸿苑社区'],
      initials: 'hysq',
    });
    expect(village && placeText(village)).toBe('金水区兴达路街道鸿苑社区');
    expect(directory.find('410172')?.shortName).toBe('高新区');
  });

  it('put every place under one that exists, of the level above, in the same governing area', () => {
    for (const place of directory.places) {
      const parent = place.parentCode === null ? null : directory.find(place.parentCode);
      expect(parent?.level ?? null).toBe({ area: null, street: 'area', village: 'street' }[place.level]);
      if (parent) expect(parent.managingArea.code).toBe(place.managingArea.code);
      expect(place.path.at(-1)).toBe(place.shortName);
      expect(place.initials).toMatch(/^[a-z0-9]+$/);
    }
  });

  it('answer an unknown division with a message that says what to do', () => {
    expect(directory.find('999999999999')).toBeNull();
    expect(directory.childrenOf('999999999999')).toEqual([]);
    expect(checkPlaceCode(directory, '410107')).toEqual({
      ok: false,
      message: '区划代码 410107 不在郑州的区划表里，请重新选择发生地点',
    });
    expect(checkPlaceCode(directory, 'ZDXQ').ok).toBe(true);
  });

  it('refuse overrides that do not fit, doubled codes and files of another shape', () => {
    expect(() => buildDirectory(raw, { ...overrides, streetAreas: { '999999999': 'ZDXQ' } })).toThrow('999999999');
    expect(() => buildDirectory(raw, { ...overrides, streetAreas: { '410105014': 'NEW' } })).toThrow('NEW');
    expect(() => buildDirectory([...raw, { ...raw[0], name: '又一个' }], overrides)).toThrow('出现了两次');
    expect(() => buildDirectory({ areas: [] }, overrides)).toThrow();
  });
});

describe('spoken names', () => {
  it.each([
    ['鸿苑社区居民委员会', '鸿苑社区'],
    ['碧沙岗社区居委会', '碧沙岗社区'],
    ['体育社区居民居委会', '体育社区'],
    ['侯寨社区居民管理委员会', '侯寨社区'],
    ['贾寨社区管理委员会', '贾寨社区'],
    ['福华南街社区委员会', '福华南街社区'],
    ['光合花园社区', '光合花园社区'],
    ['黄庄村委会', '黄庄村'],
    ['小刘村村委会', '小刘村'],
    ['凤凰台村村民委员会', '凤凰台村'],
    ['大河村', '大河村'],
    ['告成居委会', '告成居委会'],
    ['管道三公司居民委员会', '管道三公司居委会'],
  ])('%s is called %s', (official, spoken) => {
    expect(spokenVillageName(official)).toBe(spoken);
  });

  it('leave out the area that a street repeats', () => {
    expect(spokenStreetName('郑州经济技术开发区明湖街道', '郑州经济技术开发区')).toBe('明湖街道');
    expect(spokenStreetName('兴达路街道', '金水区')).toBe('兴达路街道');
  });
});
