import * as z from 'zod';
import { codesOf, lookupIn } from '../codes/code-item.ts';
import { optionalText, plainText } from '../text/plain-text.ts';
import { checkIdNumber } from './id-number.ts';
import { checkPhone } from './phone.ts';

/** Who may act for a party: 民事诉讼法 61 (agents by mandate), 60 (statutory agents of minors and the incapable). */
export const agentRelations = [
  { code: 'lawyer', name: '律师' },
  { code: 'legal_worker', name: '基层法律服务工作者' },
  { code: 'close_relative', name: '近亲属' },
  { code: 'staff', name: '本单位工作人员' },
  { code: 'recommended', name: '社区、单位或者社会团体推荐的公民' },
  { code: 'guardian', name: '法定代理人（监护人）' },
] as const;

/** 民事诉讼法 62: only with special authority may an agent admit, waive or change claims, or settle. */
export const agentAuthorities = [
  { code: 'general', name: '一般授权' },
  { code: 'special', name: '特别授权' },
] as const;

export type AgentRelation = (typeof agentRelations)[number]['code'];
export type AgentAuthority = (typeof agentAuthorities)[number]['code'];
export const agentRelationCodes = codesOf(agentRelations);
export const agentAuthorityCodes = codesOf(agentAuthorities);
export const findAgentRelation = lookupIn(agentRelations);
export const findAgentAuthority = lookupIn(agentAuthorities);

/** A telephone number, normalised; missing, null and blank all parse to null. */
export const phoneField = optionalText({ max: 50, label: '电话' }).transform((value, context) => {
  if (value === null) return null;
  const result = checkPhone(value);
  if (result.ok) return result.normalized;
  context.addIssue({ code: 'custom', message: result.message });
  return z.NEVER;
});

export const agentSchema = z.object({
  name: plainText({ max: 80, min: 1, label: '代理人姓名' }),
  relation: z.enum(agentRelationCodes, { error: '请选择代理人的身份' }),
  /** The relation in plain words, as it is printed: 妻子, ××律师事务所. */
  relationNote: optionalText({ max: 80, label: '与当事人关系' }),
  idNumber: optionalText({ max: 50, label: '代理人身份证号码' }).transform((value, context) => {
    if (value === null) return null;
    const result = checkIdNumber(value, null);
    if (result.ok) return result.normalized;
    context.addIssue({ code: 'custom', message: result.message });
    return z.NEVER;
  }),
  phone: phoneField,
  authority: z.enum(agentAuthorityCodes, { error: '请选择授权范围' }),
});

export type Agent = z.output<typeof agentSchema>;
export type AgentInput = z.input<typeof agentSchema>;

/** A guardian acts by law (民法典 23); everybody else by a mandate that is on paper (民事诉讼法 61, 62). */
export function isByMandate({ relation }: Agent): boolean {
  return relation !== 'guardian';
}
