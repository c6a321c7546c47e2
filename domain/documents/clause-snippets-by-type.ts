import { findMojType, type MojTypeCode } from '../codes/moj-types.ts';
import type { ClauseSnippet, SnippetCase, SnippetGroup } from './clause-snippets.ts';

type Row = readonly [id: string, name: string, text: string];

const rows = (list: readonly Row[]): readonly ClauseSnippet[] => list.map(([id, name, text]) => ({ id, name, text }));

/** Division of an estate: use and payment, never a title (民诉法解释 355). */
const inheritance = rows([
  ['estate-use', '居住使用＋折价', '该房由＿＿居住使用，＿＿给付＿＿房屋折价款＿＿元（大写：＿＿元整）。'],
  ['estate-shares', '按份分割价值', '各方确认遗产价值为＿＿元，按＿＿分得＿＿元、＿＿分得＿＿元分割其价值。'],
  [
    'estate-sale',
    '出售后分款',
    '该房于＿＿年＿＿月＿＿日前出售，所得价款扣除税费后，＿＿分得百分之＿＿，＿＿分得百分之＿＿。',
  ],
  ['estate-waiver', '放弃继承声明', '＿＿自愿放弃对＿＿遗产的继承，不再就此主张份额。'],
]);

const maintenance = rows([
  ['support-parent', '赡养费', '〔被申请人〕自＿＿年＿＿月起，每月＿＿日前给付〔申请人〕赡养费＿＿元。'],
  ['support-care', '轮流照料', '〔申请人〕由＿＿、＿＿按月轮流照料，单月由＿＿照料，双月由＿＿照料。'],
  ['support-medical', '医疗费分担', '〔申请人〕的医疗费凭票据由各子女平均分担，票据出具后十日内付清。'],
  ['support-child', '抚养费', '＿＿自＿＿年＿＿月起，每月＿＿日前给付＿＿抚养费＿＿元，至年满十八周岁时止。'],
  ['support-visit', '探望', '＿＿每月探望＿＿两次，于当月第一、第三个周六九时接走，十八时送回。'],
]);

const labour = rows([
  [
    'wage-pay',
    '付清工资',
    '〔被申请人〕于＿＿年＿＿月＿＿日前付清〔申请人〕＿＿年＿＿月至＿＿月的工资＿＿元（大写：＿＿元整）。',
  ],
  [
    'wage-injury',
    '工伤待遇',
    '〔被申请人〕于＿＿年＿＿月＿＿日前一次性给付〔申请人〕＿＿待遇共＿＿元（大写：＿＿元整）。',
  ],
  [
    'wage-end',
    '解除劳动合同',
    '双方于＿＿年＿＿月＿＿日解除劳动合同，〔被申请人〕给付经济补偿＿＿元，并在十五日内办理档案和社会保险转移手续。',
  ],
]);

const consumer = rows([
  ['refund', '退款', '〔被申请人〕于＿＿年＿＿月＿＿日前退还〔申请人〕＿＿元，原路退回。'],
  [
    'return-goods',
    '退货退款',
    '〔申请人〕于＿＿年＿＿月＿＿日前退回＿＿，〔被申请人〕收到后三日内退款＿＿元，运费由〔被申请人〕承担。',
  ],
  ['continue-service', '继续提供服务', '〔被申请人〕继续按＿＿标准提供服务至＿＿年＿＿月＿＿日，不另收费。'],
]);

const snippetsByType: Readonly<Record<MojTypeCode, readonly ClauseSnippet[]>> = {
  '01': maintenance,
  '02': rows([
    ['noise', '噪声时段', '〔被申请人〕每日二十二时至次日七时不发出影响他人休息的噪声。'],
    ['leak', '漏水维修', '〔被申请人〕于＿＿年＿＿月＿＿日前修好＿＿的漏水处，修复费用由〔被申请人〕承担。'],
    ['passage', '通道通行', '〔被申请人〕于＿＿年＿＿月＿＿日前清走＿＿处堆放的物品，今后保持通道畅通。'],
    ['rubbish', '保持清洁', '〔被申请人〕今后袋装垃圾，不在公共部位遗撒、堆放，并于＿＿年＿＿月＿＿日前清理干净＿＿。'],
  ]),
  '03': rows([
    ['house-use', '使用和补偿', '该房由＿＿居住使用，＿＿于＿＿年＿＿月＿＿日前给付＿＿补偿款＿＿元。'],
    ['house-boundary', '按现状使用', '双方按现有墙界使用，任何一方翻建时不超出现有位置。'],
    ['house-leave', '腾退', '〔被申请人〕于＿＿年＿＿月＿＿日前搬出＿＿，并交付钥匙。'],
  ]),
  '04': rows([
    ['contract-go-on', '继续履行', '双方继续履行＿＿年＿＿月＿＿日签订的＿＿合同，履行期限延至＿＿年＿＿月＿＿日。'],
    ['contract-end', '解除合同', '双方于本协议生效之日解除＿＿合同，〔被申请人〕于＿＿年＿＿月＿＿日前退还＿＿元。'],
    ['loan', '归还借款', '〔被申请人〕于＿＿年＿＿月＿＿日前归还〔申请人〕借款本金＿＿元（大写：＿＿元整）。'],
    ['rent', '房租和押金', '〔申请人〕于＿＿年＿＿月＿＿日前搬出，结清水电费后，〔被申请人〕当日退还押金＿＿元。'],
  ]),
  '05': rows([
    ['trade-goods', '交付货物', '〔被申请人〕于＿＿年＿＿月＿＿日前交付＿＿，数量＿＿，由〔申请人〕当场验收。'],
    ['trade-price', '付清货款', '〔被申请人〕于＿＿年＿＿月＿＿日前付清货款＿＿元（大写：＿＿元整）。'],
  ]),
  '06': rows([
    [
      'injury-pay',
      '一次性赔偿',
      '〔被申请人〕于＿＿年＿＿月＿＿日前一次性赔偿〔申请人〕医疗费、误工费等各项损失共＿＿元（大写：＿＿元整）。',
    ],
    ['damage-repair', '修复或赔偿', '〔被申请人〕于＿＿年＿＿月＿＿日前修好＿＿；到期没有修好的，赔偿＿＿元。'],
    [
      'injury-later',
      '后续治疗费',
      '后续治疗费凭医疗机构票据，由〔被申请人〕在票据出具后十日内付清，总额不超过＿＿元。',
    ],
  ]),
  '07': rows([
    ['land-use', '按现状耕种', '争议地块由＿＿耕种至＿＿年＿＿月＿＿日，期满后＿＿。'],
    ['land-crop', '青苗补偿', '〔被申请人〕于＿＿年＿＿月＿＿日前给付〔申请人〕青苗补偿款＿＿元。'],
  ]),
  '08': rows([
    ['removal-pay', '补偿款分配', '补偿款＿＿元由＿＿分得＿＿元，＿＿分得＿＿元，款项到账后十日内付清。'],
    ['removal-leave', '搬迁期限', '＿＿于＿＿年＿＿月＿＿日前搬迁完毕，过渡费由＿＿承担。'],
  ]),
  '09': rows([
    ['pollution-stop', '停止排放', '〔被申请人〕于＿＿年＿＿月＿＿日前＿＿，达到国家规定的排放标准。'],
    ['pollution-pay', '损失赔偿', '〔被申请人〕于＿＿年＿＿月＿＿日前赔偿〔申请人〕损失＿＿元。'],
  ]),
  '10': labour,
  '11': labour,
  '12': consumer,
  '13': consumer,
  '14': consumer,
  '15': rows([
    [
      'medical-pay',
      '医疗损害赔偿',
      '〔被申请人〕于＿＿年＿＿月＿＿日前一次性赔偿〔申请人〕各项损失共＿＿元（大写：＿＿元整）。',
    ],
    ['medical-go-on', '后续治疗', '〔被申请人〕继续为〔申请人〕治疗＿＿，费用由〔被申请人〕承担。'],
  ]),
  '16': rows([
    [
      'traffic-pay',
      '事故赔偿',
      '〔被申请人〕于＿＿年＿＿月＿＿日前赔偿〔申请人〕医疗费、误工费、车辆维修费等共＿＿元（大写：＿＿元整）。',
    ],
    [
      'traffic-insurance',
      '保险理赔',
      '〔申请人〕于＿＿年＿＿月＿＿日前提供理赔所需票据，保险理赔款到账后三日内由〔被申请人〕转付〔申请人〕。',
    ],
  ]),
  '17': rows([
    ['property-fee', '物业费', '〔被申请人〕于＿＿年＿＿月＿＿日前付清＿＿年＿＿月至＿＿年＿＿月的物业费＿＿元。'],
    ['property-repair', '限期整改', '物业服务人于＿＿年＿＿月＿＿日前完成＿＿的维修，并通知业主验收。'],
  ]),
  '18': [],
};

/** 分家与继承 of GB/T 31000, which the Ministry's list keeps under the family. */
const INHERITANCE = '0103';

/** The clauses of the case's own kind; null where its kind has none. */
export function caseSnippets({ mojType, gbtCategory }: SnippetCase): SnippetGroup | null {
  if (mojType === null) return null;
  const inherits = gbtCategory === INHERITANCE;
  const snippets = inherits ? inheritance : snippetsByType[mojType];
  if (snippets.length === 0) return null;
  const kind = inherits ? '继承' : (findMojType(mojType)?.shortName ?? '');
  return { title: `${kind} · 按本案类型`, snippets };
}
