import * as z from 'zod';
import { suggestCategory } from '../cases/category-suggestion.ts';
import type { Registration } from '../cases/registration.ts';
import { suggestTitle } from '../cases/title.ts';
import { type Party, partySchema } from '../parties/party.ts';
import { checkPhone } from '../parties/phone.ts';
import type { PlainDate } from '../text/chinese-date.ts';
import { optionalText, plainText } from '../text/plain-text.ts';

/** How the citizen would like to be heard; the center decides with both sides. */
export const wishes = [
  { code: 'on_site', name: '当面说', hint: '调解员上门，或约您到中心' },
  { code: 'remote', name: '不见面说', hint: '先打电话，两边分开说' },
] as const;
const wishCodes = ['on_site', 'remote'] as const;

/**
 * What a citizen tells by scanning the code (一码解纠纷). No identity number is asked for: name and mobile suffice to be
 * called back (个人信息保护法 6: no more than the purpose needs). A mobile number, since a short message proves it.
 */
export const submissionSchema = z.object({
  placeCode: z.string().regex(/^\d{12}$|^\d{9}$/, '请选择事情发生的地方'),
  placeDetail: optionalText({ max: 100, label: '具体位置' }),
  facts: plainText({ max: 1500, min: 1, label: '发生了什么事', multiline: true }),
  opponent: optionalText({ max: 80, label: '对方叫什么' }),
  opponentPlace: optionalText({ max: 200, label: '对方住哪儿' }),
  wish: z.enum(wishCodes, '请选一个'),
  name: plainText({ max: 80, min: 1, label: '您的姓名' }),
  phone: z.string({ error: '请填写手机号' }).transform((typed, context) => {
    const result = checkPhone(typed);
    if (result.ok && result.kind === 'mobile') return result.normalized;
    context.addIssue({ code: 'custom', message: result.ok ? '要收短信，请填手机号' : result.message });
    return z.NEVER;
  }),
  /** 个人信息保护法 14: given for this purpose, by an act of the person's own. */
  consent: z.literal('yes', '要您同意，才能交给经办人办理'),
});

export type Submission = z.output<typeof submissionSchema>;
export type SubmissionField = keyof Submission;

interface Question {
  readonly id: string;
  readonly fields: readonly SubmissionField[];
}

/** One a screen, in this order. */
export const questions = [
  { id: 'place', fields: ['placeCode', 'placeDetail'] },
  { id: 'facts', fields: ['facts'] },
  { id: 'opponent', fields: ['opponent', 'opponentPlace'] },
  { id: 'wish', fields: ['wish'] },
  { id: 'contact', fields: ['name', 'phone', 'consent'] },
] as const satisfies readonly Question[];
export type QuestionId = (typeof questions)[number]['id'];

export type Answers = Partial<Readonly<Record<SubmissionField, string>>>;

/** What is wrong with each field, in Chinese; nothing where all is right. */
export function submissionProblems(answers: Answers): Partial<Record<SubmissionField, string>> {
  const read = submissionSchema.safeParse(answers);
  const problems: Partial<Record<SubmissionField, string>> = {};
  for (const { path, message } of read.error?.issues ?? []) {
    const field = path[0] as SubmissionField;
    problems[field] ??= message;
  }
  return problems;
}

/** Names of bodies end like this; all others are taken for people, and the desk may say otherwise. */
const bodyName = /(公司|厂|店|学校|幼儿园|医院|物业|银行|合作社|委员会|村委会|居委会|中心|局|所)$/;

function partyOf(input: z.input<typeof partySchema>): Party {
  return partySchema.parse(input);
}

/** The case that a submission begins, in the terms of the desk; what was not told is left as a desk would leave it. */
export function registrationOf(
  submission: Submission,
  { today, newId }: { readonly today: PlainDate; readonly newId: () => string },
): Registration {
  const { facts, name, phone, opponent, opponentPlace, placeCode, placeDetail, wish } = submission;
  const parties: Party[] = [
    partyOf({ id: newId(), kind: 'person', role: 'applicant', name, phone, willingness: 'willing' }),
  ];
  if (opponent !== null) {
    const kind = bodyName.test(opponent) ? 'unit' : 'person';
    parties.push(partyOf({ id: newId(), kind, role: 'respondent', name: opponent, address: opponentPlace }));
  }
  const where = opponent === null && opponentPlace !== null ? `\n对方在：${opponentPlace}` : '';
  const suggestion = suggestCategory(facts);
  const mojType = suggestion.mojType?.code ?? '18';
  return {
    title: suggestTitle(parties, mojType),
    occurredOn: today,
    place: { code: placeCode, ...(placeDetail === null ? {} : { detail: placeDetail }) },
    scale: '01',
    peopleCount: 2,
    mojType,
    gbtCategory: suggestion.gbtCategory?.code ?? '9999',
    screeningTag: suggestion.screeningTag?.code ?? null,
    source: 'code',
    amountFen: null,
    facts: `${facts}${where}`,
    demands: [`希望${wishes.find(({ code }) => code === wish)?.name ?? ''}`],
    riskLevel: 'low',
    complexity: 'general',
    urgent: false,
    parties,
  };
}
