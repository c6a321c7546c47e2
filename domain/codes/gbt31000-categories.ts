import { codesOf, lookupIn } from './code-item.ts';

/**
 * First level of 事件类别, field 5 of GB/T 31000-2015's dispute table. Groups 11 to 16 are matters of an administration
 * or a court, mostly no 民间纠纷 in the sense of 人民调解法 2: triage sends them to the department in charge.
 */
export const gbt31000Groups = [
  { code: '01', name: '婚恋家庭纠纷', suitsMediation: true },
  { code: '02', name: '邻里纠纷', suitsMediation: true },
  { code: '03', name: '人格权纠纷', suitsMediation: true },
  { code: '04', name: '物权相关纠纷', suitsMediation: true },
  { code: '05', name: '侵权相关纠纷', suitsMediation: true },
  { code: '06', name: '合同及相关纠纷', suitsMediation: true },
  { code: '07', name: '劳动人事争议', suitsMediation: true },
  { code: '08', name: '金融借贷纠纷', suitsMediation: true },
  { code: '09', name: '土地及资源权属纠纷', suitsMediation: true },
  { code: '10', name: '其他民商事纠纷', suitsMediation: true },
  { code: '11', name: '城乡建设发展纠纷', suitsMediation: false },
  { code: '12', name: '涉民政纠纷', suitsMediation: false },
  { code: '13', name: '其他行政执法纠纷', suitsMediation: false },
  { code: '14', name: '涉法涉诉纠纷', suitsMediation: false },
  { code: '15', name: '涉组织涉纪检纠纷', suitsMediation: false },
  { code: '16', name: '涉民族宗教纠纷', suitsMediation: false },
  { code: '99', name: '其他', suitsMediation: true },
] as const;

/** The four-digit 事件类别 that is stored. `9999` stands for the group 99, which the standard does not divide. */
export const gbt31000Categories = [
  { code: '0101', name: '恋爱及婚姻', group: '01', suitsMediation: true },
  { code: '0102', name: '抚养、赡养、监护', group: '01', suitsMediation: true },
  { code: '0103', name: '分家与继承', group: '01', suitsMediation: true },
  { code: '0199', name: '其他婚恋家庭纠纷', group: '01', suitsMediation: true },
  { code: '0201', name: '用水、排水、通行、通风、采光', group: '02', suitsMediation: true },
  { code: '0202', name: '相邻土地、建筑利用', group: '02', suitsMediation: true },
  { code: '0203', name: '相邻污染损害防止', group: '02', suitsMediation: true },
  { code: '0299', name: '其他邻里纠纷', group: '02', suitsMediation: true },
  { code: '0301', name: '姓名、肖像', group: '03', suitsMediation: true },
  { code: '0302', name: '名誉、隐私', group: '03', suitsMediation: true },
  { code: '0303', name: '身体健康及人身自由', group: '03', suitsMediation: true },
  { code: '0399', name: '其他人格权纠纷', group: '03', suitsMediation: true },
  { code: '0401', name: '财物返还及损害赔偿', group: '04', suitsMediation: true },
  { code: '0402', name: '物业及其管理', group: '04', suitsMediation: true },
  { code: '0403', name: '房屋等不动产登记', group: '04', suitsMediation: true },
  { code: '0499', name: '其他物权相关纠纷', group: '04', suitsMediation: true },
  { code: '0501', name: '教育机构责任', group: '05', suitsMediation: true },
  { code: '0502', name: '医疗损害', group: '05', suitsMediation: true },
  { code: '0503', name: '交通事故', group: '05', suitsMediation: true },
  { code: '0504', name: '环境污染', group: '05', suitsMediation: true },
  { code: '0505', name: '产品责任', group: '05', suitsMediation: true },
  { code: '0506', name: '网络侵权', group: '05', suitsMediation: true },
  { code: '0507', name: '劳务损害', group: '05', suitsMediation: true },
  { code: '0599', name: '其他侵权相关纠纷', group: '05', suitsMediation: true },
  { code: '0601', name: '消费及服务', group: '06', suitsMediation: true },
  { code: '0602', name: '房产买卖、租赁', group: '06', suitsMediation: true },
  { code: '0603', name: '交易贸易', group: '06', suitsMediation: true },
  { code: '0604', name: '运输仓储', group: '06', suitsMediation: true },
  { code: '0699', name: '其他合同及相关纠纷', group: '06', suitsMediation: true },
  { code: '0701', name: '劳动合同、劳务派遣', group: '07', suitsMediation: true },
  { code: '0702', name: '社会保险', group: '07', suitsMediation: true },
  { code: '0703', name: '福利待遇', group: '07', suitsMediation: true },
  { code: '0704', name: '人事争议', group: '07', suitsMediation: true },
  { code: '0799', name: '其他劳动人事争议', group: '07', suitsMediation: true },
  { code: '0801', name: '证券、基金、期货', group: '08', suitsMediation: true },
  { code: '0802', name: '投资、信托、理财', group: '08', suitsMediation: true },
  { code: '0803', name: '保险', group: '08', suitsMediation: true },
  { code: '0804', name: '借贷及担保', group: '08', suitsMediation: true },
  { code: '0899', name: '其他金融借贷纠纷', group: '08', suitsMediation: true },
  { code: '0901', name: '土地承包经营', group: '09', suitsMediation: true },
  { code: '0902', name: '宅基地使用', group: '09', suitsMediation: true },
  { code: '0903', name: '山林、矿产', group: '09', suitsMediation: true },
  { code: '0904', name: '水域、水利', group: '09', suitsMediation: true },
  { code: '0999', name: '其他土地及资源权属纠纷', group: '09', suitsMediation: true },
  { code: '1001', name: '知识产权', group: '10', suitsMediation: true },
  { code: '1002', name: '公司、企业设立解散', group: '10', suitsMediation: true },
  { code: '1003', name: '海事海商', group: '10', suitsMediation: true },
  { code: '1004', name: '竞争纠纷', group: '10', suitsMediation: true },
  { code: '1005', name: '票据与信用证', group: '10', suitsMediation: true },
  { code: '1006', name: '无因管理与不当得利', group: '10', suitsMediation: true },
  { code: '1099', name: '其他民商事纠纷', group: '10', suitsMediation: true },
  { code: '1101', name: '国有土地上房屋征收', group: '11', suitsMediation: false },
  { code: '1102', name: '农村集体土地征用', group: '11', suitsMediation: false },
  { code: '1103', name: '城乡规划及拆违', group: '11', suitsMediation: false },
  { code: '1104', name: '基础设施建设及市政市容', group: '11', suitsMediation: false },
  { code: '1105', name: '移民安置', group: '11', suitsMediation: false },
  { code: '1199', name: '其他城乡建设发展纠纷', group: '11', suitsMediation: false },
  { code: '1201', name: '村（社区）选举和管理', group: '12', suitsMediation: false },
  { code: '1202', name: '优抚救助', group: '12', suitsMediation: false },
  { code: '1203', name: '区划边界', group: '12', suitsMediation: false },
  { code: '1299', name: '其他涉民政纠纷', group: '12', suitsMediation: false },
  { code: '1301', name: '城市管理', group: '13', suitsMediation: false },
  { code: '1302', name: '教育、文体管理', group: '13', suitsMediation: false },
  { code: '1303', name: '工商、税务管理', group: '13', suitsMediation: false },
  { code: '1304', name: '安全生产管理', group: '13', suitsMediation: false },
  { code: '1305', name: '交通运输管理', group: '13', suitsMediation: false },
  { code: '1306', name: '海事、渔事管理', group: '13', suitsMediation: false },
  { code: '1307', name: '计划生育管理', group: '13', suitsMediation: false },
  { code: '1399', name: '其他行政执法纠纷', group: '13', suitsMediation: false },
  { code: '1401', name: '涉公安', group: '14', suitsMediation: false },
  { code: '1402', name: '涉检察院', group: '14', suitsMediation: false },
  { code: '1403', name: '涉法院', group: '14', suitsMediation: false },
  { code: '1404', name: '涉司法行政机关', group: '14', suitsMediation: false },
  { code: '1501', name: '组织人事', group: '15', suitsMediation: false },
  { code: '1502', name: '干部作风', group: '15', suitsMediation: false },
  { code: '1599', name: '其他涉组织涉纪检纠纷', group: '15', suitsMediation: false },
  { code: '1601', name: '涉民族问题', group: '16', suitsMediation: false },
  { code: '1602', name: '涉宗教问题', group: '16', suitsMediation: false },
  { code: '9999', name: '其他', group: '99', suitsMediation: true },
] as const;

export type Gbt31000CategoryCode = (typeof gbt31000Categories)[number]['code'];
export const gbt31000CategoryCodes = codesOf(gbt31000Categories);
/** Null for an unknown code. */
export const findGbt31000Category = lookupIn(gbt31000Categories);
export const findGbt31000Group = lookupIn(gbt31000Groups);

/** False where the category belongs to a department rather than to people's mediation; true for unknown codes. */
export function suitsMediation(categoryCode: string): boolean {
  return findGbt31000Category(categoryCode)?.suitsMediation ?? true;
}

/** `0203` → `邻里纠纷 / 相邻污染损害防止`; null for an unknown code. */
export function gbt31000CategoryPath(categoryCode: string): string | null {
  const category = findGbt31000Category(categoryCode);
  if (!category) return null;
  const group = findGbt31000Group(category.group);
  return group && group.name !== category.name ? `${group.name} / ${category.name}` : category.name;
}
