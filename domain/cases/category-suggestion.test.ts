import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gbt31000CategoryCodes } from '../codes/gbt31000-categories.ts';
import { mojTypeCodes } from '../codes/moj-types.ts';
import { screeningTagFor, suggestCategory } from './category-suggestion.ts';

const rubbish =
  '邻居李某倒垃圾时，经常把垃圾掉在楼道里，夏天气味刺鼻难忍。张某多次交涉，两家矛盾日益加深，希望李某不再在楼道遗撒，并清理干净。';

describe('suggestCategory', () => {
  it('reads the rubbish in the stairwell as 邻里纠纷, 0203 and 防邻里纠纷, each with its reason', () => {
    const { mojType, gbtCategory, screeningTag } = suggestCategory(rubbish);
    expect(mojType).toMatchObject({ code: '02', from: 'words' });
    expect(mojType?.words[0]).toBe('邻居');
    expect(gbtCategory?.code).toBe('0203');
    expect(gbtCategory?.words.slice(0, 2)).toEqual(['垃圾', '楼道']);
    expect(screeningTag).toEqual({ code: 'neighbour', words: [], from: 'category' });
  });

  it('reads the flat left by a dead man as 婚姻家庭, 分家与继承 and 防家庭纠纷, not as a matter of houses', () => {
    const text = '市民刘某于2022年4月离世，其家人因为他生前一套房产的继承问题产生纠纷。';
    const { mojType, gbtCategory, screeningTag } = suggestCategory(text);
    expect([mojType?.code, gbtCategory?.code, screeningTag?.code]).toEqual(['01', '0103', 'family']);
  });

  it.each([
    ['01', '兄弟三人为赡养父母的费用争执', 'family'],
    ['01', '两人恋爱两年后分手，要求退还彩礼', 'emotion'],
    ['02', '楼上漏水，楼下邻居家天花板泡坏', 'neighbour'],
    ['03', '房东不退押金，租房到期后一直推脱', null],
    ['04', '王某借款五万元，有借条，到期不还钱', 'debt'],
    ['05', '三人合伙经营饭店，散伙时分红算不清', null],
    ['06', '两人口角后打架，赵某被打伤，要求赔偿医药费', null],
    ['07', '两户因承包地地界争执，耕地被多占一垄', null],
    ['08', '拆迁安置房迟迟不交付，过渡费停发', null],
    ['09', '养殖场排污，臭气和废水污染水源', null],
    ['10', '工地包工头拖欠农民工工资三个月', null],
    ['11', '公司辞退员工不给经济补偿金，未签劳动合同', null],
    ['12', '旅行社临时改行程，导游强制购物', null],
    ['13', '网购的手机是翻新机，网店不肯退货', null],
    ['14', '健身房关门，健身卡余额不退款', null],
    ['15', '医院手术后感染，患者家属认为误诊', null],
    ['16', '电动车和轿车剐蹭，交通事故认定书已出', null],
    ['17', '业主不交物业费，说物业公司服务差', 'property'],
    ['18', '两个宗族因为祖坟的位置起争执', null],
  ])('gives MoJ type %s for “%s”', (code, text, tag) => {
    const suggestion = suggestCategory(text);
    expect(suggestion.mojType?.code).toBe(code);
    expect(suggestion.screeningTag?.code ?? null).toBe(tag);
    for (const word of suggestion.mojType?.words ?? []) expect(text).toContain(word);
  });

  it('brings the other axis along where the words speak for one only', () => {
    expect(suggestCategory('垃圾和臭味').mojType).toEqual({ code: '02', words: [], from: 'category' });
    expect(suggestCategory('楼上漏水').gbtCategory?.from).toBe('words');
    expect(suggestCategory('两家在楼下遇到').gbtCategory?.code).toBe('0299');
  });

  it('counts a word once, and not inside a longer one', () => {
    const once = suggestCategory('邻居');
    expect(suggestCategory('邻居邻居邻居').mojType).toEqual(once.mojType);
    expect(suggestCategory('拖欠农民工工资').mojType?.words).toEqual(['拖欠', '农民工工资']);
  });

  it('tags what an epidemic or a flood brought about, whatever its kind', () => {
    expect(suggestCategory('暴雨内涝后两家为排水争执').screeningTag).toEqual({
      code: 'disaster',
      words: ['暴雨', '内涝'],
      from: 'words',
    });
  });

  it('follows the categories that the clerk chose: 情感 for 0101, 债务 for 08xx, none for others', () => {
    expect(screeningTagFor('01', '0101')).toBe('emotion');
    expect(screeningTagFor('01', '0103')).toBe('family');
    expect(screeningTagFor('04', '0804')).toBe('debt');
    expect(screeningTagFor('17', null)).toBe('property');
    expect(screeningTagFor('16', '0503')).toBeNull();
  });

  it('says nothing where there is no hint, and always the same for the same text', () => {
    expect(suggestCategory('')).toEqual({ mojType: null, gbtCategory: null, screeningTag: null });
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (noise) => {
        const text = `${noise}物业费${noise}`;
        const first = suggestCategory(text);
        expect(suggestCategory(text)).toEqual(first);
        expect(mojTypeCodes).toContain(first.mojType?.code);
        expect(gbt31000CategoryCodes).toContain(first.gbtCategory?.code);
      }),
      { numRuns: 30 },
    );
  });

  it('stays quick on a pasted novel', () => {
    const start = performance.now();
    expect(suggestCategory(rubbish.repeat(50_000)).mojType?.code).toBe('02');
    expect(performance.now() - start).toBeLessThan(500);
  });
});
