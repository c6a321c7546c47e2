import { expect, test } from 'vitest';
import { setUpSchema } from '../../contract/center.ts';
import { buildDirectory } from '../../domain/directory/divisions.ts';
import overrides from '../../resources/divisions/overrides.json' with { type: 'json' };
import divisions from '../../resources/divisions/zhengzhou-2023.json' with { type: 'json' };
import { suggestFrom } from './suggestions.ts';

const { areas } = buildDirectory(divisions, overrides);
const suggestedFor = (shortName: string) => {
  const area = areas.find((each) => each.shortName === shortName);
  if (!area) throw new Error(`no area ${shortName}`);
  return suggestFrom(area);
};

test('a district of the city gets the city in front of its committee; a county-level city does not', () => {
  expect(suggestedFor('金水区')).toEqual({
    centerName: '金水区综治中心',
    centerShortName: '金',
    committeeName: '郑州市金水区人民调解委员会',
    committeeShortName: '金水',
  });
  expect(suggestedFor('巩义市').committeeName).toBe('巩义市人民调解委员会');
  expect(suggestedFor('中牟县').committeeShortName).toBe('中牟');
});

test('a development zone keeps its own name and is called as people call it', () => {
  expect(suggestedFor('经开区').committeeName).toBe('郑州经济技术开发区人民调解委员会');
  expect(suggestedFor('经开区').committeeShortName).toBe('经开');
  expect(suggestedFor('郑东新区').committeeShortName).toBe('郑东');
  expect(suggestedFor('管城回族区').committeeShortName).toBe('管城');
});

test('what is suggested for any of the 16 areas is what the center accepts', () => {
  expect(areas).toHaveLength(16);
  const administrator = { account: 'admin', name: '陈静', password: 'fengqiao2026' };
  for (const area of areas) {
    const input = { ...suggestFrom(area), areaCode: area.code, phone: '', address: '', administrator };
    expect(setUpSchema.safeParse(input).success, area.name).toBe(true);
  }
});
