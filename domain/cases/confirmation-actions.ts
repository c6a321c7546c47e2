import * as z from 'zod';
import { courtBasisIds } from '../confirmation/courts.ts';
import { confirmationMaterialIds } from '../confirmation/materials.ts';
import { plainDate } from '../text/chinese-date.ts';
import { plainText } from '../text/plain-text.ts';

/** How an application reaches the court; orally is a way too, the court writes it down (民诉法解释 353). */
export const filingWays = [
  { id: 'window', name: '到法院窗口递交' },
  { id: 'online', name: '网上递交' },
  { id: 'on_site', name: '法官到场接收' },
  { id: 'mail', name: '邮寄' },
  { id: 'oral', name: '口头申请，法院记入笔录' },
] as const;

/** What the court may rule (民事诉讼法 206; 民诉法解释 355). */
export const rulingOutcomes = [
  { id: 'confirmed', name: '裁定调解协议有效' },
  { id: 'dismissed', name: '裁定驳回申请' },
  { id: 'not_accepted', name: '裁定不予受理' },
] as const;
export type RulingOutcome = (typeof rulingOutcomes)[number]['id'];

const answer = z.enum(['no', 'yes'], { error: '请回答' });
const materials = z.array(z.enum(confirmationMaterialIds)).max(confirmationMaterialIds.length);
const courtNumber = (label: string) => plainText({ max: 100, min: 1, label });

/** What the actions carry by which a court is asked to confirm an agreement (人民调解法 33, 民事诉讼法 205–206). */
export const confirmationActionSchemas = {
  'confirmation.applied': z.object({
    /** The parties who want it; the court is asked by all of them jointly (人民调解法 33). */
    applicants: z
      .array(
        z.object({
          partyId: z.uuid(),
          agentNames: z
            .array(plainText({ max: 80, min: 1, label: '代理人' }))
            .max(2, '每位当事人最多委托两名代理人（民事诉讼法第六十一条）'),
        }),
      )
      .max(200),
    basis: z.enum(courtBasisIds, { error: '请选择向哪里的法院申请' }),
    court: plainText({ max: 100, min: 1, label: '法院' }),
    /** By question of domain/confirmation/precheck.ts (民诉法解释 355). */
    precheck: z.object({
      outside_courts: answer,
      wrong_court: answer,
      status: answer,
      other_procedure: answer,
      title: answer,
    }),
    /** Told that the court will not accept, the parties still want to apply. */
    insists: z.boolean(),
    aboutProperty: z.boolean(),
    materials,
    appliedOn: plainDate,
  }),
  'confirmation.filed': z.object({
    filedOn: plainDate,
    way: z.enum(['window', 'online', 'on_site', 'mail', 'oral']),
    materials,
  }),
  'confirmation.asked_to_correct': z.object({
    askedOn: plainDate,
    dueOn: plainDate,
    what: plainText({ max: 2000, min: 1, label: '要补正什么', multiline: true }),
  }),
  'confirmation.corrected': z.object({
    correctedOn: plainDate,
    what: plainText({ max: 2000, min: 1, label: '补正了什么', multiline: true }),
  }),
  'confirmation.accepted': z.object({
    acceptedOn: plainDate,
    /** As the court writes it: （2022）豫0102民特×号. */
    courtCaseNumber: courtNumber('法院案号'),
  }),
  'confirmation.ruled': z.object({
    outcome: z.enum(['confirmed', 'dismissed', 'not_accepted'], { error: '请选择裁定结果' }),
    rulingNumber: courtNumber('裁定书文号'),
    ruledOn: plainDate,
    /** The scan of the ruling among the files of the case; null where there is none yet. */
    fileId: z.uuid().nullable(),
    note: plainText({ max: 5000, min: 1, label: '说明', multiline: true }).optional(),
  }),
  'confirmation.withdrawn': z.object({
    withdrawnOn: plainDate,
    reason: plainText({ max: 2000, min: 1, label: '理由', multiline: true }),
  }),
} as const;
