import { lookupIn } from './code-item.ts';
import type { Gbt31000CategoryCode } from './gbt31000-categories.ts';
import type { MojTypeCode } from './moj-types.ts';

/**
 * The ways that stay open when mediation ends without an agreement. Whoever terminates a case must tell the parties
 * (人民调解法 26: 依据法律、法规的规定，可以告知仲裁、行政、司法等途径), so `text` is a whole sentence to read out and print.
 */
export const lawRoutes = [
  {
    code: 'litigation',
    name: '诉讼',
    law: '民事诉讼法第一百二十二条',
    text: '可以依法向有管辖权的人民法院提起民事诉讼。',
  },
  {
    code: 'labour_arbitration',
    name: '劳动人事争议仲裁',
    law: '劳动争议调解仲裁法第五条、第二十七条',
    text: '可以向劳动人事争议仲裁委员会申请仲裁，申请时效一般为一年；对裁决不服的，除法律另有规定外，可以向人民法院起诉。',
  },
  {
    code: 'wage_complaint',
    name: '劳动保障监察',
    law: '保障农民工工资支付条例第十条',
    text: '被拖欠工资的，可以向人力资源社会保障行政部门投诉、举报。',
  },
  {
    code: 'commercial_arbitration',
    name: '商事仲裁',
    law: '仲裁法',
    text: '双方有仲裁协议的，可以向约定的仲裁委员会申请仲裁。',
  },
  {
    code: 'land_arbitration',
    name: '农村土地承包仲裁',
    law: '农村土地承包经营纠纷调解仲裁法第四条',
    text: '可以向农村土地承包仲裁委员会申请仲裁，也可以直接向人民法院起诉。',
  },
  {
    code: 'land_decision',
    name: '土地权属行政处理',
    law: '土地管理法第十四条、森林法第二十二条',
    text: '土地、林木、林地的权属争议，可以申请人民政府处理；对处理决定不服的，可以依法起诉。',
  },
  {
    code: 'administrative',
    name: '行政处理',
    law: '人民调解法第二十六条',
    text: '可以请求有管辖权的行政机关依法处理。',
  },
  {
    code: 'reconsideration',
    name: '行政复议、行政诉讼',
    law: '行政复议法、行政诉讼法',
    text: '对行政机关的行政行为不服的，可以依法申请行政复议或者提起行政诉讼。',
  },
  {
    code: 'consumer',
    name: '消费投诉',
    law: '消费者权益保护法第三十九条',
    text: '可以向消费者协会请求调解，或者向市场监督管理等有关行政部门投诉。',
  },
  {
    code: 'medical_appraisal',
    name: '医疗损害鉴定、行政调解',
    law: '医疗纠纷预防和处理条例第二十二条',
    text: '可以向卫生健康主管部门申请行政调解，或者申请医疗损害鉴定后再行协商、起诉。',
  },
  {
    code: 'police',
    name: '公安处理',
    law: '治安管理处罚法',
    text: '涉及违反治安管理或者犯罪的，可以向公安机关报案。',
  },
] as const;

export type LawRouteCode = (typeof lawRoutes)[number]['code'];
/** Null for an unknown code. */
export const findLawRoute = lookupIn(lawRoutes);

const byMojType: Partial<Record<MojTypeCode, readonly LawRouteCode[]>> = {
  '04': ['litigation', 'commercial_arbitration'],
  '05': ['litigation', 'commercial_arbitration'],
  '06': ['litigation', 'police'],
  '07': ['land_arbitration', 'land_decision', 'litigation'],
  '08': ['reconsideration', 'litigation'],
  '09': ['litigation', 'administrative'],
  '10': ['labour_arbitration', 'wage_complaint', 'litigation'],
  '11': ['labour_arbitration', 'litigation'],
  '12': ['consumer', 'litigation'],
  '13': ['consumer', 'litigation'],
  '14': ['consumer', 'litigation'],
  '15': ['medical_appraisal', 'litigation'],
};

/**
 * The routes to tell for a kind of dispute, most fitting first; the mediator may add or remove some. Matters of an
 * administration (GB/T 31000 groups 11–16) lead with reconsideration.
 */
export function suggestLawRoutes(
  mojType: MojTypeCode,
  gbtCategory: Gbt31000CategoryCode | null = null,
): readonly LawRouteCode[] {
  const routes = byMojType[mojType] ?? ['litigation'];
  const administrative = gbtCategory !== null && gbtCategory >= '1100' && gbtCategory < '1700';
  return administrative && !routes.includes('reconsideration') ? ['reconsideration', ...routes] : routes;
}
