import { codesOf, lookupIn } from './code-item.ts';

/** How dangerous a dispute is, with what each level demands of the people who handle it (人民调解法 25 for 高). */
export const riskLevels = [
  { code: 'low', name: '低', meaning: '双方情绪平稳，没有激化迹象', demands: ['按一般流程办理'] },
  {
    code: 'medium',
    name: '中',
    meaning: '情绪激动、多次反复或者涉及人数较多，可能激化',
    demands: ['当天联系双方，先稳控情绪', '主任关注进展，临期前督办'],
  },
  {
    code: 'high',
    name: '高',
    meaning: '可能引发治安案件、刑事案件、自伤或者群体性事件',
    demands: [
      '立即采取有针对性的预防措施，不让双方单独见面',
      '及时向当地公安机关或者其他有关部门报告（人民调解法第二十五条）',
      '由负责人牵头处置，报告时间记入案件',
    ],
  },
] as const;

export type RiskLevelCode = (typeof riskLevels)[number]['code'];
export const riskLevelCodes = codesOf(riskLevels);
/** Null for an unknown code. */
export const findRiskLevel = lookupIn(riskLevels);
