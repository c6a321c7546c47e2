import { describe, expect, test } from 'vitest';
import { partySchema } from '../parties/party.ts';
import { type CaseToAssign, type MediatorFacts, suggestMediators } from './suggest-mediator.ts';
import { testApplicant, testId, testParties } from './testing-facts.ts';

const here = { code: '410105016002', areaCode: '410105' };
const dispute: CaseToAssign = {
  place: here,
  mojType: '02',
  parties: testParties,
  mediatorIds: [],
  returned: [],
  viewerIds: null,
};

function mediator(name: string, change: Partial<MediatorFacts> = {}): MediatorFacts {
  const facts = { phone: null, specialities: [], servedPlace: null, openCases: 0, chosenLast: false };
  return { staffId: `id-${name}`, name, ...facts, ...change };
}

const offers = (people: readonly MediatorFacts[], change: Partial<CaseToAssign> = {}) =>
  suggestMediators(people, { ...dispute, ...change });
const names = (list: readonly { readonly name: string }[]) => list.map(({ name }) => name);
const at = (code: string, areaCode = '410105') => ({ code, areaCode });

describe('the order of suggestions', () => {
  test('the same place goes before the speciality, the speciality before the fewest cases in hand', () => {
    const people = [
      mediator('无事'),
      mediator('擅长', { specialities: ['02'], openCases: 9 }),
      mediator('同区', { servedPlace: at('410105007') }),
      mediator('同街道', { servedPlace: at('410105016') }),
      mediator('同社区', { servedPlace: here, openCases: 3 }),
      mediator('同社区又擅长', { servedPlace: here, specialities: ['17', '02'], openCases: 5 }),
    ];
    const offered = offers(people);
    expect(names(offered)).toEqual(['同社区又擅长', '同社区', '同街道', '同区', '擅长', '无事']);
    expect(offered.map(({ reason }) => reason)).toEqual([
      '同社区 · 擅长邻里 · 在办 5 件',
      '同社区 · 在办 3 件',
      '同街道 · 手上没有案件',
      '同区县 · 手上没有案件',
      '擅长邻里 · 在办 9 件',
      '手上没有案件',
    ]);
    expect(names(offered.filter(({ suggested }) => suggested))).toEqual(['同社区又擅长', '同社区', '同街道']);
  });

  test('an area is who governs it: the same first digits under another one are not the same area', () => {
    const [offer] = offers([mediator('东区', { servedPlace: at('410105099', 'ZDXQ') })]);
    expect(offer?.reason).toBe('手上没有案件');
  });

  test('a case in a street without a community is as near to all who mediate in that street', () => {
    const people = [mediator('甲', { servedPlace: here }), mediator('乙', { servedPlace: at('410105016') })];
    expect(offers(people, { place: at('410105016') }).map(({ reason }) => reason.split(' ')[0])).toEqual([
      '同街道',
      '同街道',
    ]);
  });
});

describe('who must not be suggested', () => {
  const best = { servedPlace: here, specialities: ['02' as const] };

  test('a party, known by name and telephone, can be chosen by nobody', () => {
    const party = mediator(testApplicant.name, { ...best, phone: '138-0000-1203' });
    const [other, self] = offers([party, mediator('旁人')]);
    expect(other).toMatchObject({ name: '旁人', suggested: true });
    expect(self).toMatchObject({
      suggested: false,
      preselected: false,
      barred: true,
      obstacle: '张某是本案当事人，应当回避',
    });
  });

  test('an agent of a party, and who speaks for a unit, neither', () => {
    const agents = [
      {
        name: '赵律',
        relation: 'lawyer' as const,
        relationNote: null,
        idNumber: null,
        phone: '13700000001',
        authority: 'general' as const,
      },
    ];
    const unit = partySchema.parse({
      ...{ id: testId(12), kind: 'unit', role: 'third_party', name: '某物业公司' },
      ...{ legalRepresentative: '钱某', phone: '13700000002', agents: [] },
    });
    const parties = [{ ...testApplicant, agents }, unit];
    const people = [mediator('赵律', { phone: '13700000001' }), mediator('钱某', { phone: '13700000002' })];
    expect(offers(people, { parties }).every(({ barred }) => barred)).toBe(true);
  });

  test('of who has only the name or only the telephone of a party, a person asks first', () => {
    const people = [mediator('张某', best), mediator('王某', { ...best, phone: '13900004508' })];
    expect(offers(people).map(({ obstacle, barred, suggested }) => ({ obstacle, barred, suggested }))).toEqual([
      { obstacle: '和当事人同一个电话，先问清是不是要回避', barred: false, suggested: false },
      { obstacle: '和当事人同名，先问清是不是要回避', barred: false, suggested: false },
    ]);
  });

  test('neither who sent this case back nor who has it now', () => {
    const people = [mediator('甲', best), mediator('乙', best), mediator('丙', best), mediator('丁')];
    const returned = [
      { staffId: 'id-甲', reason: '与当事人有利害关系，应当回避：是亲戚' },
      { staffId: 'id-乙', reason: '人手不足，无法按时办理' },
    ];
    const offered = offers(people, { returned, mediatorIds: ['id-丙'] });
    expect(Object.fromEntries(offered.map(({ name, obstacle }) => [name, obstacle]))).toEqual({
      ...{ 丁: null, 甲: '退回过本案，写明应当回避', 乙: '退回过本案', 丙: '现在由其办理' },
    });
    expect(names(offered.filter(({ suggested }) => suggested))).toEqual(['丁']);
  });

  test('of a sensitive case only who may see it already is suggested', () => {
    const people = [mediator('外人', best), mediator('知情', { openCases: 40 })];
    const offered = offers(people, { viewerIds: ['id-知情'] });
    expect(names(offered.filter(({ suggested }) => suggested))).toEqual(['知情']);
    expect(offered[1]?.obstacle).toContain('不在本案可以查看的人里');
  });
});

describe('who is ticked when the form opens', () => {
  const ticked = (people: readonly MediatorFacts[], change: Partial<CaseToAssign> = {}) =>
    names(offers(people, change).filter(({ preselected }) => preselected));

  test('the best, where place or speciality speaks for it, also against whom the person chose last', () => {
    const people = [mediator('惯用', { chosenLast: true }), mediator('合适', { specialities: ['02'], openCases: 7 })];
    expect(ticked(people)).toEqual(['合适']);
  });

  test('nobody, where two are as good', () => {
    expect(ticked([mediator('甲', { servedPlace: here }), mediator('乙', { servedPlace: here })])).toEqual([]);
  });

  test('whom the person chose last, where place and speciality speak for nobody', () => {
    expect(ticked([mediator('闲人'), mediator('惯用', { chosenLast: true, openCases: 5 })])).toEqual(['惯用']);
  });

  test('nobody by the load alone, nobody whom something speaks against, nobody where the case has a mediator', () => {
    expect(ticked([mediator('闲人')])).toEqual([]);
    expect(ticked([mediator('张某', { servedPlace: here, chosenLast: true })])).toEqual([]);
    expect(ticked([mediator('合适', { servedPlace: here })], { mediatorIds: ['id-别人'] })).toEqual([]);
  });
});
