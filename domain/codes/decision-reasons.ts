import { lookupIn } from './code-item.ts';

/** Why a case is not taken (不予受理). `law` is told to the applicant, with `advice` on where to turn. */
export const refusalReasons = [
  {
    code: 'party_refuses',
    name: '一方当事人明确拒绝调解',
    law: '人民调解法第十七条',
    advice: '可以依法通过仲裁、行政、司法等途径维护权利。',
  },
  {
    code: 'exclusive_authority',
    name: '法律规定只能由专门机关管辖处理，或者禁止民间调解',
    law: '人民调解工作若干规定第二十二条第一项',
    advice: '请向有管辖权的机关提出。',
  },
  {
    code: 'already_handled',
    name: '法院、公安机关或者其他行政机关已经受理或者解决',
    law: '人民调解工作若干规定第二十二条第二项',
    advice: '请在原办理机关的程序中主张。',
  },
  {
    code: 'not_civil',
    name: '不属于民间纠纷',
    law: '人民调解法第二条',
    advice: '由中心转交或者告知有关部门办理。',
  },
  {
    code: 'other_place',
    name: '当事人所在地和纠纷发生地都不在本辖区',
    law: '人民调解工作若干规定第二十一条',
    advice: '请向当事人所在地或者纠纷发生地的调解组织申请。',
  },
  {
    code: 'sham',
    name: '涉嫌虚假调解或者损害他人利益',
    law: '人民法院在线调解规则',
    advice: '涉及违法犯罪的，依法移送有关机关。',
  },
  { code: 'other', name: '其他', law: '', advice: '请在说明里写清理由。' },
] as const;

/** Why a case goes to somebody else (转办). */
export const transferReasons = [
  { code: 'department', name: '属于行政部门职责' },
  { code: 'police', name: '涉及治安案件或者刑事案件' },
  { code: 'court', name: '涉法涉诉，由司法机关办理' },
  { code: 'professional', name: '由行业性、专业性调解组织办理' },
  { code: 'arbitration', name: '由仲裁机构办理' },
  { code: 'other_area', name: '属于其他区、县（市）' },
  { code: 'petition', name: '转信访部门办理' },
  { code: 'other', name: '其他' },
] as const;

/** Why a case goes to another center (移交), each with words of one's own where it needs them. */
export const handoverReasons = [
  { code: 'parties_live', name: '当事人都在对方辖区' },
  { code: 'arose', name: '纠纷发生在对方辖区' },
  { code: 'avoidance', name: '本中心与当事人有利害关系，应当回避' },
  { code: 'wish', name: '当事人要求到对方中心调解' },
  { code: 'related', name: '对方中心正在办理有关联的案件' },
  { code: 'beyond', name: '本级解决不了，需要上级协调' },
  { code: 'local', name: '由当地办理更方便群众' },
  { code: 'other', name: '其他' },
] as const;

/** Why a center does not take a case that is offered to it. */
export const offerRefusalReasons = [
  { code: 'not_our_area', name: '当事人所在地和纠纷发生地都不在本辖区' },
  { code: 'not_grid_matter', name: '不属网格事项' },
  { code: 'avoidance', name: '本中心与当事人有利害关系，应当回避' },
  { code: 'material', name: '材料不足，请补充后再移交' },
  { code: 'elsewhere', name: '已由其他机关受理或者解决' },
  { code: 'other', name: '其他' },
] as const;

/** Why an assignee sends a case back (退回); each needs a note in words as well. */
export const returnReasons = [
  { code: 'not_my_area', name: '不属于本辖区' },
  { code: 'not_grid_matter', name: '不属网格事项' },
  { code: 'not_my_duty', name: '不属于本单位职责' },
  { code: 'avoidance', name: '与当事人有利害关系，应当回避' },
  { code: 'material', name: '材料不足，需要补充' },
  { code: 'overload', name: '人手不足，无法按时办理' },
  { code: 'other', name: '其他' },
] as const;

export type RefusalReasonCode = (typeof refusalReasons)[number]['code'];
export type TransferReasonCode = (typeof transferReasons)[number]['code'];
export type ReturnReasonCode = (typeof returnReasons)[number]['code'];
export const findRefusalReason = lookupIn(refusalReasons);
