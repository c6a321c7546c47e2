import * as z from 'zod';
import { complexitySchema } from '../../../domain/cases/registration.ts';
import { partiesText } from '../../../domain/cases/title.ts';
import { educationLevelCodes } from '../../../domain/codes/education.ts';
import { ethnicGroupCodes } from '../../../domain/codes/ethnic-groups.ts';
import { gbt31000CategoryCodes } from '../../../domain/codes/gbt31000-categories.ts';
import { gbt31000ScaleCodes } from '../../../domain/codes/gbt31000-scale.ts';
import { mojTypeCodes } from '../../../domain/codes/moj-types.ts';
import { personCategoryCodes } from '../../../domain/codes/person-categories.ts';
import { riskLevelCodes } from '../../../domain/codes/risk-levels.ts';
import { screeningTagCodes } from '../../../domain/codes/screening-tags.ts';
import { sexCodes } from '../../../domain/codes/sex.ts';
import { sourceCodes } from '../../../domain/codes/sources.ts';
import { agentAuthorityCodes, agentRelationCodes } from '../../../domain/parties/agent.ts';
import { documentKindCodes } from '../../../domain/parties/document-kinds.ts';
import { maxAgents, partyRoleCodes, willingnessCodes } from '../../../domain/parties/party.ts';
import { countCharacters } from '../../../domain/text/plain-text.ts';
import { type FormValues, isUntouched, NO_TAG, partyKind, UNIT_DOCUMENT } from './form-values.ts';

/** A field of a draft that is missing or no longer understood is empty; the rest of the draft is still good. */
const text = z.string().catch('');
const nullableText = z.string().nullable().catch(null);
const code = <const Codes extends readonly string[]>(codes: Codes) => z.enum(codes).nullable().catch(null);
const filled = z.record(z.string(), z.string()).catch({});

const agent = z.object({
  id: z.string().min(1),
  name: text,
  relation: code(agentRelationCodes),
  relationNote: text,
  idNumber: nullableText,
  phone: text,
  authority: code(agentAuthorityCodes),
});

const party = z.object({
  id: z.uuid(),
  role: z.enum(partyRoleCodes).catch('respondent'),
  willingness: z.enum(willingnessCodes).catch('undecided'),
  name: text,
  document: z.enum([...documentKindCodes, UNIT_DOCUMENT]).catch('111'),
  documentNumber: nullableText,
  sex: code(sexCodes),
  birthDate: nullableText,
  statedAge: text,
  ethnicity: code(ethnicGroupCodes),
  education: code(educationLevelCodes),
  personCategory: code(personCategoryCodes),
  occupation: text,
  workplace: text,
  phone: text,
  address: text,
  creditCode: text,
  legalRepresentative: text,
  legalRepresentativeTitle: text,
  contactName: text,
  agents: z.array(agent).max(maxAgents).catch([]),
  filled,
});

const values = z.object({
  parties: z.array(party).min(1),
  place: z.object({
    code: nullableText,
    path: z.array(z.string()).catch([]),
    detail: text,
    longitude: text,
    latitude: text,
  }),
  occurredOn: nullableText,
  peopleCount: text,
  scale: z.enum(gbt31000ScaleCodes).catch('01'),
  facts: text,
  mojType: code(mojTypeCodes),
  gbtCategory: code(gbt31000CategoryCodes),
  screeningTag: z
    .enum([...screeningTagCodes, NO_TAG])
    .nullable()
    .catch(null),
  demands: z.array(z.string()).catch([]),
  amount: z.union([z.number(), z.string()]).nullable().catch(null),
  source: z.enum(sourceCodes).catch('application'),
  riskLevel: z.enum(riskLevelCodes).catch('low'),
  complexity: complexitySchema.catch('general'),
  urgency: z.enum(['normal', 'urgent']).catch('normal'),
  title: text,
  receivedOn: nullableText,
  involvedUnits: text,
  notified: z.boolean().nullable().catch(false),
  filled,
});

const content = z.object({
  /** Made once with the form: a save that was answered to nobody, and is done again after a crash, makes one case. */
  actionId: z.uuid(),
  caseId: z.uuid(),
  linkedCaseIds: z.array(z.uuid()).catch([]),
  values,
});

/** What a draft of a registration holds. */
export interface DraftContent {
  readonly actionId: string;
  readonly caseId: string;
  readonly linkedCaseIds: readonly string[];
  readonly values: FormValues;
}

/** A draft as it is sent to the center. */
export interface DraftInput {
  readonly draftId: string;
  readonly kind: 'registration';
  readonly caseId: null;
  readonly label: string;
  readonly missing: string;
  readonly content: DraftContent;
}

/** A stored draft as a form; null where it is none. */
export function readDraft(stored: unknown): DraftContent | null {
  const parsed = content.safeParse(stored);
  return parsed.success ? parsed.data : null;
}

/** What was typed into the form, as a draft of any kind keeps it; null where it is none. */
export function readFormValues(stored: unknown): FormValues | null {
  const parsed = values.safeParse(stored);
  return parsed.success ? parsed.data : null;
}

const LABEL_LIMIT = 200;

function shortened(words: string): string {
  const whole = words.toWellFormed();
  return countCharacters(whole) <= LABEL_LIMIT
    ? whole
    : `${Array.from(whole)
        .slice(0, LABEL_LIMIT - 1)
        .join('')}…`;
}

/** 「马某 与 某培训机构」, as far as it is written. */
export function draftLabel({ parties, facts }: FormValues): string {
  const named = parties.map((each) => ({
    role: each.role,
    kind: partyKind(each),
    name: each.name.slice(0, LABEL_LIMIT).trim(),
  }));
  return shortened(
    partiesText(named) || facts.slice(0, LABEL_LIMIT).split('\n')[0]?.trim().slice(0, 20) || '还没写姓名',
  );
}

/** What a case cannot be registered without, in the order of the form: 「被申请人、发生地点」. */
export function draftMissing(form: FormValues): string {
  const named = form.parties.filter((each) => each.name.trim() !== '');
  const needed: readonly (readonly [string, boolean])[] = [
    ['申请人', named.some((each) => each.role === 'applicant')],
    ['被申请人', named.some((each) => each.role === 'respondent')],
    ['发生地点', form.place.code !== null],
    ['发生日期', form.occurredOn !== null],
    ['经过', form.facts.trim() !== ''],
    ['类别', form.mojType !== null && form.gbtCategory !== null],
  ];
  return needed
    .filter(([, there]) => !there)
    .map(([label]) => label)
    .join('、');
}

/** Nothing was written: there is nothing to keep. */
export function isBlank(form: FormValues): boolean {
  return (
    form.parties.every(isUntouched) &&
    form.place.code === null &&
    [form.place.detail, form.facts, form.involvedUnits].every((each) => each.trim() === '') &&
    form.demands.every((line) => line.trim() === '') &&
    form.occurredOn === null &&
    form.amount === null
  );
}
