import { describe, expect, it } from 'vitest';
import { refusalReasons, returnReasons, transferReasons } from './decision-reasons.ts';
import { educationLevels } from './education.ts';
import { ethnicGroups, findEthnicGroup } from './ethnic-groups.ts';
import {
  findGbt31000Category,
  gbt31000Categories,
  gbt31000CategoryPath,
  gbt31000Groups,
  suitsMediation,
} from './gbt31000-categories.ts';
import { gbt31000Scales } from './gbt31000-scale.ts';
import { findLawRoute, lawRoutes, suggestLawRoutes } from './law-routes.ts';
import { mojTypeCodes, mojTypes } from './moj-types.ts';
import { personCategories } from './person-categories.ts';
import { resolutionMethods } from './resolution-methods.ts';
import { riskLevels } from './risk-levels.ts';
import { screeningTags } from './screening-tags.ts';
import { sexes } from './sex.ts';
import { mojSources, referralBodies, sources } from './sources.ts';

const lists = {
  educationLevels,
  ethnicGroups,
  gbt31000Categories,
  gbt31000Groups,
  gbt31000Scales,
  lawRoutes,
  mojTypes,
  personCategories,
  refusalReasons,
  resolutionMethods,
  returnReasons,
  riskLevels,
  screeningTags,
  sexes,
  sources,
  transferReasons,
};

describe('code lists', () => {
  it.each(Object.entries(lists))('%s has no code and no name twice', (_name, list) => {
    expect(new Set(list.map((item) => item.code)).size).toBe(list.length);
    expect(new Set(list.map((item) => item.name)).size).toBe(list.length);
  });

  it('have the official sizes: 18 MoJ types, 56 ethnic groups and two more, six tags, 17 groups', () => {
    expect(mojTypes).toHaveLength(18);
    expect(ethnicGroups).toHaveLength(58);
    expect(screeningTags).toHaveLength(6);
    expect(gbt31000Groups).toHaveLength(17);
    expect(resolutionMethods).toHaveLength(15);
    expect(personCategories).toHaveLength(16);
  });

  it('keep the codes of GB/T 3304 that people check by heart', () => {
    expect(findEthnicGroup('01')?.name).toBe('汉族');
    expect(findEthnicGroup('03')?.name).toBe('回族');
    expect(findEthnicGroup('56')?.name).toBe('基诺族');
    expect(findEthnicGroup('57')).toBeNull();
  });

  it('put every category of GB/T 31000 under its group, by its first two digits', () => {
    for (const category of gbt31000Categories) {
      expect(category.code).toMatch(/^\d{4}$/);
      expect(category.code.slice(0, 2)).toBe(category.group);
      expect(gbt31000Groups.some((group) => group.code === category.group)).toBe(true);
    }
    expect(gbt31000CategoryPath('0203')).toBe('邻里纠纷 / 相邻污染损害防止');
    expect(gbt31000CategoryPath('9999')).toBe('其他');
    expect(gbt31000CategoryPath('0000')).toBeNull();
    expect(findGbt31000Category('0103')?.name).toBe('分家与继承');
  });

  it('send groups 11 to 16 to departments instead of people’s mediation (人民调解法 2)', () => {
    expect(['0203', '1006', '9999'].every(suitsMediation)).toBe(true);
    expect(['1101', '1203', '1301', '1401', '1502', '1601'].some(suitsMediation)).toBe(false);
  });

  it('place every source in the Ministry’s table, referrals with their sender (人民调解法 17, 18)', () => {
    for (const source of sources) {
      expect(mojSources.some((column) => column.code === source.mojSource)).toBe(true);
      expect(source.referralBody !== null).toBe(source.mojSource === 'referral');
    }
    const senders = sources.flatMap((source) => source.referralBody ?? []);
    expect(new Set(senders)).toEqual(new Set(referralBodies.map((body) => body.code)));
  });

  it('name at least one other route for every kind of dispute (人民调解法 26)', () => {
    for (const code of mojTypeCodes) {
      const routes = suggestLawRoutes(code);
      expect(routes.length).toBeGreaterThan(0);
      for (const route of routes) expect(findLawRoute(route)?.text).toMatch(/。$/);
    }
    expect(suggestLawRoutes('11')[0]).toBe('labour_arbitration');
    expect(suggestLawRoutes('18', '1301')).toEqual(['reconsideration', 'litigation']);
  });

  it('demand a report to the police at high risk (人民调解法 25)', () => {
    const high = riskLevels.find((level) => level.code === 'high');
    expect(high?.demands.join('')).toContain('公安机关');
  });
});
