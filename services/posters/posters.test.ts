import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestDesk, type TestDesk } from '../../tests/support/desk.ts';
import { serviceErrorOf } from '../../tests/support/papers.ts';
import { readPdfText } from '../../tests/support/pdf-text.ts';
import { rebuildProjections } from '../log/rebuild.ts';
import { changeSettings, getSettings } from '../settings/settings.ts';
import { posterBuildings, registerBuildings, renameBuilding } from './buildings.ts';
import { posterStreets, printPosters } from './posters.ts';

let desk: TestDesk;
beforeAll(async () => {
  desk = await openTestDesk();
});
afterAll(() => desk.store.remove());

const village = '410105016002';
const register = (names: readonly string[], placeCode = village, actionId = desk.environment.newId()) =>
  registerBuildings(desk, desk.clerk, { actionId, placeCode, names });
const rename = (code: string, name: string, actionId = desk.environment.newId()) =>
  renameBuilding(desk, desk.manager, { actionId, code, name });

describe('buildings with posters of their own', () => {
  test('are registered once by place and name, and keep their code when they are renamed (LOG-4: also after a rebuild)', async () => {
    const [first, second] = await register(['3 号楼', '4 号楼', '3 号楼']);
    expect(first?.code).toMatch(/^410105016002-[A-Z0-9]{4}$/);
    expect(second?.code).not.toBe(first?.code);
    expect(await register(['3 号楼'])).toEqual([first]);
    const renamed = await rename(first?.code ?? '', '和谐楼');
    expect(renamed).toEqual({ ...first, name: '和谐楼' });
    await rebuildProjections(desk);
    expect(await posterBuildings(desk, desk.clerk)).toEqual([second, renamed]);
  });

  test('the same call twice, as after a lost answer, registers one and renames none back', async () => {
    const actionId = desk.environment.newId();
    const first = await register(['5 号楼'], village, actionId);
    expect(await register(['5 号楼'], village, actionId)).toEqual(first);
    const renaming = desk.environment.newId();
    const code = first[0]?.code ?? '';
    expect(await rename(code, '五号楼', renaming)).toEqual(await rename(code, '五号楼', renaming));
    const all = await posterBuildings(desk, desk.clerk);
    expect(all.filter((each) => each.code === code)).toEqual([{ ...first[0], name: '五号楼' }]);
  });

  test('are refused with the reason at the field: a name that another has, a place of another district', async () => {
    const [, other] = await register(['7 号楼', '8 号楼']);
    const taken = await serviceErrorOf(rename(other?.code ?? '', '7 号楼'));
    expect(taken.data.fields).toEqual({ name: '这个社区已经有「7 号楼」，请换一个名字' });
    const far = await serviceErrorOf(register(['1 号楼'], '410102001002'));
    expect(far.data.fields).toEqual({ placeCode: '只能登记本中心辖区内的楼栋' });
    expect((await serviceErrorOf(rename(`${village}-AAAA`, '9 号楼'))).code).toBe('NOT_FOUND');
  });

  test('are a thousand at most, and one too many registers none of those that were asked for', async () => {
    const before = (await posterBuildings(desk, desk.clerk)).length;
    const names = Array.from({ length: 1_001 - before }, (_, index) => `${index + 100} 栋`);
    const refused = await serviceErrorOf(register(names));
    expect(refused.data.fields).toEqual({ names: '一个中心最多登记 1000 个楼栋' });
    expect(await posterBuildings(desk, desk.clerk)).toHaveLength(before);
  });

  test('stay as they are when IT saves settings that it read before', async () => {
    const { settings, revision } = await getSettings(desk);
    const before = await posterBuildings(desk, desk.clerk);
    expect(before.length).toBeGreaterThan(0);
    const { buildings: _, ...without } = settings;
    const change = {
      actionId: desk.environment.newId(),
      baseRevision: revision,
      settings: { ...without, phone: '037160000013' },
    };
    await changeSettings(desk, desk.it, change);
    expect(await posterBuildings(desk, desk.clerk)).toEqual(before);
  });
});

describe('posters', () => {
  test('are for clerks and managers; whoever reads no case makes none', async () => {
    for (const caller of [desk.it, desk.auditor, desk.mediator]) {
      const refused = await serviceErrorOf(printPosters(desk, caller, { paper: 'a4', codes: [village] }));
      expect(refused.code).toBe('NOT_ALLOWED');
    }
  });

  test('lead nowhere while no address of the city is known, and say what to do', async () => {
    expect((await posterStreets(desk, desk.clerk)).address).toBeNull();
    const refused = await serviceErrorOf(printPosters(desk, desk.clerk, { paper: 'a4', codes: [village] }));
    expect(refused.code).toBe('NOT_POSSIBLE_NOW');
    expect(refused.message).toContain('核验网址');
  });

  test('are of the center, a street, a community and a building in one file, and of no place of another district', async () => {
    const { settings, revision } = await getSettings(desk);
    const documents = { ...settings.documents, verificationAddress: 'https://city.example.gov.cn' };
    await changeSettings(desk, desk.it, {
      actionId: desk.environment.newId(),
      baseRevision: revision,
      settings: { ...settings, documents },
    });
    const [{ code } = { code: '' }] = await register(['11 号楼']);
    const file = await printPosters(desk, desk.clerk, { paper: 'a3', codes: ['410105', '410105016', village, code] });
    const texts = await readPdfText(new Uint8Array(await file.arrayBuffer()));
    expect(texts.map((text) => /https:.*$/.exec(text)?.[0])).toEqual([
      'https://city.example.gov.cn/m/410105',
      'https://city.example.gov.cn/m/410105016',
      `https://city.example.gov.cn/m/${village}`,
      `https://city.example.gov.cn/m/${code}`,
    ]);
    expect(texts[3]).toContain('11号楼金水区兴达路街道鸿苑社区');
    const far = await serviceErrorOf(printPosters(desk, desk.clerk, { paper: 'a4', codes: [village, '410102001002'] }));
    expect(far.data.fields?.codes).toContain('410102001002');
  });
});
