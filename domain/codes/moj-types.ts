import { codesOf, lookupIn } from './code-item.ts';

/**
 * The 18 kinds of dispute in the Ministry of Justice's case table (人民调解案件统计表, current list). `caption` is how
 * the kind reads in a dossier's title: 「甲与乙劳动争议纠纷」. The two-digit codes are ours: the table numbers its columns,
 * not its kinds.
 */
export const mojTypes = [
  { code: '01', name: '婚姻家庭纠纷', shortName: '婚姻家庭', caption: '婚姻家庭纠纷' },
  { code: '02', name: '邻里纠纷', shortName: '邻里', caption: '邻里纠纷' },
  { code: '03', name: '房屋宅基地纠纷', shortName: '房屋宅基地', caption: '房屋宅基地纠纷' },
  { code: '04', name: '合同纠纷', shortName: '合同', caption: '合同纠纷' },
  { code: '05', name: '生产经营纠纷', shortName: '生产经营', caption: '生产经营纠纷' },
  { code: '06', name: '损害赔偿纠纷', shortName: '损害赔偿', caption: '损害赔偿纠纷' },
  { code: '07', name: '山林土地纠纷', shortName: '山林土地', caption: '山林土地纠纷' },
  { code: '08', name: '征地拆迁纠纷', shortName: '征地拆迁', caption: '征地拆迁纠纷' },
  { code: '09', name: '环境污染纠纷', shortName: '环境污染', caption: '环境污染纠纷' },
  { code: '10', name: '拖欠农民工工资纠纷', shortName: '拖欠农民工工资', caption: '拖欠工资纠纷' },
  { code: '11', name: '其他劳动争议纠纷', shortName: '其他劳动争议', caption: '劳动争议纠纷' },
  { code: '12', name: '旅游纠纷', shortName: '旅游', caption: '旅游纠纷' },
  { code: '13', name: '电子商务纠纷', shortName: '电子商务', caption: '电子商务纠纷' },
  { code: '14', name: '其他消费纠纷', shortName: '其他消费', caption: '消费纠纷' },
  { code: '15', name: '医疗纠纷', shortName: '医疗', caption: '医疗纠纷' },
  { code: '16', name: '道路交通事故纠纷', shortName: '道路交通事故', caption: '道路交通事故纠纷' },
  { code: '17', name: '物业纠纷', shortName: '物业', caption: '物业纠纷' },
  { code: '18', name: '其他纠纷', shortName: '其他', caption: '纠纷' },
] as const;

export type MojTypeCode = (typeof mojTypes)[number]['code'];
export const mojTypeCodes = codesOf(mojTypes);
/** Null for an unknown code. */
export const findMojType = lookupIn(mojTypes);
