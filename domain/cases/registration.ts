import * as z from 'zod';
import { gbt31000CategoryCodes } from '../codes/gbt31000-categories.ts';
import { gbt31000ScaleCodes } from '../codes/gbt31000-scale.ts';
import { mojTypeCodes } from '../codes/moj-types.ts';
import { riskLevelCodes } from '../codes/risk-levels.ts';
import { screeningTagCodes } from '../codes/screening-tags.ts';
import { sourceCodes } from '../codes/sources.ts';
import { partySchema } from '../parties/party.ts';
import { maxAmountFen } from '../text/chinese-amount.ts';
import { plainDate } from '../text/chinese-date.ts';
import { plainText } from '../text/plain-text.ts';

/** How hard a case is; it selects the mediation limit (domain/deadlines/limits.ts). */
export const complexities = [
  { id: 'simple', name: '简单' },
  { id: 'general', name: '一般' },
  { id: 'complex', name: '复杂' },
] as const;
export const complexitySchema = z.enum(['simple', 'general', 'complex']);

/** Money in fen (1/100 yuan); the form asks for yuan. What is recorded can be printed: one limit for both. */
export const amountFen = z.int('金额要写到分').min(0, '金额不能是负数').max(maxAmountFen, '金额要小于一万亿元，请核对');

/** Where the dispute happened: a division of any level, with the rest of the address in words. */
export const placeSchema = z.object({
  /** Statistical code of a village (12 digits), street (9) or area (6), or a local key. */
  code: z.string().min(2, '请选择发生地点').max(12),
  detail: plainText({ max: 100, label: '详细地址' }).optional(),
  longitude: z.number().min(-180).max(180).optional(),
  latitude: z.number().min(-90).max(90).optional(),
});

/**
 * What the desk writes down when a dispute comes in. It holds the fields 1–16 of GB/T 31000-2015's table
 * 矛盾纠纷排查化解; the later ones come from the course of the case (gbt31000-record.ts).
 */
export const registrationSchema = z.object({
  title: plainText({ max: 100, min: 1, label: '事由' }),
  occurredOn: plainDate,
  place: placeSchema,
  scale: z.enum(gbt31000ScaleCodes),
  peopleCount: z.int('涉及人数要填整数').min(1, '涉及人数至少 1 人').max(999_999, '涉及人数最多 6 位数'),
  mojType: z.enum(mojTypeCodes),
  gbtCategory: z.enum(gbt31000CategoryCodes),
  screeningTag: z.enum(screeningTagCodes).nullable(),
  source: z.enum(sourceCodes),
  amountFen: amountFen.nullable(),
  facts: plainText({ max: 2000, min: 1, label: '经过', multiline: true }),
  demands: z.array(plainText({ max: 500, min: 1, label: '诉求' })).max(20, '诉求最多 20 项'),
  involvedUnits: plainText({ max: 100, label: '涉及单位' }).optional(),
  riskLevel: z.enum(riskLevelCodes),
  complexity: complexitySchema,
  urgent: z.boolean(),
  parties: z.array(partySchema).min(1, '至少要有一位当事人').max(200, '当事人最多 200 位'),
});

/** Rules that look at more than one field; the form shows each message at the field it names. */
export const registrationRules = registrationSchema.superRefine((value, context) => {
  if (!value.parties.some((party) => party.role === 'applicant')) {
    context.addIssue({ code: 'custom', path: ['parties'], message: '至少要有一位申请人' });
  }
  const ids = new Set(value.parties.map((party) => party.id));
  if (ids.size !== value.parties.length) {
    context.addIssue({ code: 'custom', path: ['parties'], message: '同一位当事人写了两次' });
  }
});

export type Registration = z.infer<typeof registrationSchema>;
export type Place = z.infer<typeof placeSchema>;
export type Complexity = z.infer<typeof complexitySchema>;
