import { codesOf, lookupIn } from './code-item.ts';

/**
 * Where a case comes from. `mojSource` and `referralBody` are its column in the Ministry of Justice's case table
 * (主动调解 / 依当事人申请 / 接受委托移送, the last split by sender); 人民调解法 17, 18.
 */
export const sources = [
  {
    code: 'application',
    name: '当事人申请',
    mojSource: 'application',
    referralBody: null,
    hint: '当事人本人或者代理人来窗口、来电申请',
  },
  {
    code: 'active',
    name: '主动调解',
    mojSource: 'active',
    referralBody: null,
    hint: '调解组织发现纠纷后主动介入，须当事人同意',
  },
  { code: 'grid', name: '网格上报', mojSource: 'active', referralBody: null, hint: '网格员、民调员在排查走访中发现' },
  {
    code: 'code',
    name: '一码解纠纷',
    mojSource: 'application',
    referralBody: null,
    hint: '群众通过郑好办或者微信扫码提交',
  },
  {
    code: 'police',
    name: '公安移交',
    mojSource: 'referral',
    referralBody: 'police',
    hint: '派出所在接处警中移交或者引导',
  },
  {
    code: 'court',
    name: '法院委托',
    mojSource: 'referral',
    referralBody: 'court',
    hint: '法院委派、委托或者立案前引导',
  },
  {
    code: 'procuratorate',
    name: '检察院委托',
    mojSource: 'referral',
    referralBody: 'procuratorate',
    hint: '检察院在办案中委托',
  },
  { code: 'petition', name: '信访转办', mojSource: 'referral', referralBody: 'petition', hint: '信访部门转来、交办' },
  {
    code: 'department',
    name: '部门指定',
    mojSource: 'referral',
    referralBody: 'other',
    hint: '党委政府或者其他部门指定、转来',
  },
  {
    code: 'hotline',
    name: '12345 热线转办',
    mojSource: 'referral',
    referralBody: 'other',
    hint: '政务服务便民热线转来',
  },
] as const;

export type SourceCode = (typeof sources)[number]['code'];
export const sourceCodes = codesOf(sources);
/** Null for an unknown code. */
export const findSource = lookupIn(sources);

/** 案件来源 as the Ministry's table groups it. */
export const mojSources = [
  { code: 'active', name: '主动调解' },
  { code: 'application', name: '依当事人申请' },
  { code: 'referral', name: '接受委托移送' },
] as const;

/** Who sent a referral, as the Ministry's table splits 接受委托移送. */
export const referralBodies = [
  { code: 'court', name: '人民法院' },
  { code: 'procuratorate', name: '人民检察院' },
  { code: 'police', name: '公安机关' },
  { code: 'petition', name: '信访部门' },
  { code: 'other', name: '其他部门' },
] as const;
