import * as z from 'zod';
import { codesOf, lookupIn } from '../codes/code-item.ts';
import { educationLevelCodes } from '../codes/education.ts';
import { ethnicGroupCodes } from '../codes/ethnic-groups.ts';
import { personCategoryCodes } from '../codes/person-categories.ts';
import { sexCodes } from '../codes/sex.ts';
import { plainDate } from '../text/chinese-date.ts';
import { optionalText, plainText } from '../text/plain-text.ts';
import { agentSchema, phoneField } from './agent.ts';
import { checkDocumentNumber, documentKindCodes } from './document-kinds.ts';
import { privacySchema } from './privacy.ts';

export const partyRoles = [
  { code: 'applicant', name: '申请人' },
  { code: 'respondent', name: '被申请人' },
  { code: 'third_party', name: '第三人' },
] as const;

/** Whether a party agrees to mediation. A clear refusal forbids it (人民调解法 17). */
export const willingnessLevels = [
  { code: 'willing', name: '愿意' },
  { code: 'undecided', name: '还没问到' },
  { code: 'refused', name: '明确拒绝' },
] as const;

export const partyKinds = [
  { code: 'person', name: '自然人' },
  { code: 'unit', name: '单位' },
] as const;

export type PartyRole = (typeof partyRoles)[number]['code'];
export type Willingness = (typeof willingnessLevels)[number]['code'];
export type PartyKind = (typeof partyKinds)[number]['code'];
export const partyRoleCodes = codesOf(partyRoles);
export const willingnessCodes = codesOf(willingnessLevels);
export const findPartyRole = lookupIn(partyRoles);
export const findWillingness = lookupIn(willingnessLevels);

/** Agents by mandate or statute that one party may have: 民事诉讼法 61. */
export const maxAgents = 2;

const shared = {
  id: z.uuid({ error: '当事人编号的格式不对' }),
  role: z.enum(partyRoleCodes, { error: '请选择当事人身份' }),
  phone: phoneField,
  agents: z
    .array(agentSchema)
    .max(maxAgents, `一位当事人最多 ${maxAgents} 名代理人（民事诉讼法第六十一条）`)
    .default([]),
  willingness: z.enum(willingnessCodes).default('undecided'),
  /** Left out while nobody has told the party how personal data is handled; registering never waits for it. */
  privacy: privacySchema.optional(),
};

/** Null where a choice is not made yet. */
function choice<const Codes extends readonly string[]>(codes: Codes, label: string) {
  return z
    .enum(codes, { error: `请重新选择「${label}」` })
    .nullable()
    .default(null);
}

const personFields = z.object({
  ...shared,
  kind: z.literal('person'),
  name: plainText({ max: 80, min: 1, label: '姓名' }),
  documentKind: choice(documentKindCodes, '证件'),
  documentNumber: optionalText({ max: 50, label: '证件号码' }),
  /** GB/T 2261.1 code. */
  sex: choice(sexCodes, '性别'),
  birthDate: plainDate.nullable().default(null),
  /** Age in full years as the person said it, used only while no birth date is known. */
  statedAge: z
    .int({ error: '年龄要填整数' })
    .min(0, '年龄不能是负数')
    .max(130, '年龄超过 130 岁，请核对')
    .nullable()
    .default(null),
  /** GB/T 3304 code. */
  ethnicity: choice(ethnicGroupCodes, '民族'),
  /** GB/T 4658 code. */
  education: choice(educationLevelCodes, '学历'),
  personCategory: choice(personCategoryCodes, '人员类别'),
  occupation: optionalText({ max: 50, label: '职业' }),
  workplace: optionalText({ max: 100, label: '工作单位' }),
  address: optionalText({ max: 200, label: '住址' }),
});

const personSchema = personFields.transform((person, context) => {
  if (person.documentNumber === null) return person;
  const kind = person.documentKind;
  if (kind === null) {
    context.addIssue({ code: 'custom', path: ['documentKind'], message: '填了证件号码，请选择证件种类' });
    return z.NEVER;
  }
  const result = checkDocumentNumber(kind, person.documentNumber, null);
  if (result.ok) return { ...person, documentNumber: result.normalized };
  context.addIssue({ code: 'custom', path: ['documentNumber'], message: result.message });
  return z.NEVER;
});

const unitSchema = z.object({
  ...shared,
  kind: z.literal('unit'),
  name: plainText({ max: 100, min: 1, label: '单位名称' }),
  /** GB 32100 code; its check digit only warns (party-problems.ts). */
  creditCode: optionalText({ max: 30, label: '统一社会信用代码' }).transform(
    (value) => value?.normalize('NFKC').replace(/\s+/g, '').toUpperCase() ?? null,
  ),
  legalRepresentative: optionalText({ max: 80, label: '法定代表人' }),
  legalRepresentativeTitle: optionalText({ max: 50, label: '职务' }),
  contactName: optionalText({ max: 80, label: '联系人' }),
  address: optionalText({ max: 200, label: '住所' }),
});

/**
 * A party of a dispute. Only id, kind, role and name must be given when a case is registered; everything else may come
 * later, as null until then, but what is given is valid. What needs a clock is checked by `findPartyProblems`.
 */
export const partySchema = z.discriminatedUnion('kind', [personSchema, unitSchema], {
  error: '请选择自然人还是单位',
});

export type Party = z.output<typeof partySchema>;
/** What a form or a caller may leave out. */
export type PartyInput = z.input<typeof partySchema>;
export type PersonParty = Extract<Party, { kind: 'person' }>;
export type UnitParty = Extract<Party, { kind: 'unit' }>;
