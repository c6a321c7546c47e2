import * as z from 'zod';
import { resolutionMethodCodes } from '../codes/resolution-methods.ts';
import { formKinds } from '../documents/form.ts';
import { attachedFileSchema, fileHashSchema } from '../files/file.ts';
import { grades } from '../intake/ratings.ts';
import { privacySchema } from '../parties/privacy.ts';
import { roomActionSchemas } from '../room/actions.ts';
import { paperMarkSchema } from '../signing/paper-mark.ts';
import { signatureSlots } from '../signing/slot.ts';
import { plainDate } from '../text/chinese-date.ts';
import { plainText } from '../text/plain-text.ts';
import { paperVerificationSchema } from '../verification/paper-code.ts';
import { agreementTextSchema, markSchema } from './agreement.ts';
import { citizenActionSchemas } from './citizen-actions.ts';
import { confirmationActionSchemas } from './confirmation-actions.ts';
import { errandActionSchemas } from './errand-actions.ts';
import { handoverActionSchemas } from './handover-actions.ts';
import { investigationSchema } from './investigation.ts';
import { amountFen, complexitySchema, registrationRules } from './registration.ts';
import { restatementActionSchemas } from './restatement.ts';
import { sensitiveKindSchema } from './restriction.ts';

const reason = plainText({ max: 2000, min: 1, label: '理由', multiline: true });
const note = plainText({ max: 5000, min: 1, label: '说明', multiline: true });
/** An instant that a person states, in milliseconds; apart from the device time in the header (LOG-10). */
const instant = z.int().min(0).max(8_640_000_000_000_000);

/** How a case is to be settled once it is accepted. */
export const triageRoutes = [
  { id: 'peoples_mediation', name: '人民调解' },
  { id: 'industry_mediation', name: '行业性专业性调解' },
  { id: 'department', name: '转主管部门' },
] as const;

/** Ways that stay open when mediation ends without agreement (人民调解法 26). */
export const otherRoutes = [
  { id: 'arbitration', name: '申请仲裁' },
  { id: 'administrative', name: '请求行政机关处理' },
  { id: 'court', name: '向人民法院起诉' },
] as const;
const routesTold = z
  .array(z.enum(['arbitration', 'administrative', 'court']))
  .min(1, '终止前必须告知当事人其他解决途径（人民调解法第二十六条）');

export const caseFlags = [
  { id: 'supervised', name: '督办' },
  { id: 'escalated', name: '升级' },
  { id: 'sensitive', name: '敏感' },
] as const;
const flag = z.enum(['supervised', 'escalated', 'sensitive']);
export type CaseFlag = z.infer<typeof flag>;

export const closeReasons = [
  { id: 'performed', name: '协议已履行' },
  { id: 'not_mediated', name: '未达成协议' },
  { id: 'went_to_court', name: '当事人就履行或内容起诉' },
  { id: 'settled_otherwise', name: '当事人另行和解，或者不再要求履行' },
  { id: 'transferred', name: '已转办' },
  { id: 'refused', name: '不予受理' },
] as const;

export const performanceOutcomes = [
  { id: 'performed', name: '已履行' },
  { id: 'partly', name: '部分履行' },
  { id: 'not_performed', name: '未履行' },
] as const;

export const followUpMethods = [
  { id: 'visit', name: '上门回访' },
  { id: 'phone', name: '电话回访' },
  { id: 'office', name: '当事人到中心' },
] as const;

export const satisfactions = [...grades, { id: 'not_asked', name: '未问' }] as const;

export const retentions = [
  { id: 'permanent', name: '永久' },
  { id: 'long', name: '长期' },
  { id: 'short', name: '短期' },
] as const;

const sessionTimes = z.object({ startedAt: instant, endedAt: instant });

const sessionSchema = z
  .object({
    heldOn: plainDate,
    startedAt: instant,
    endedAt: instant,
    place: plainText({ max: 100, min: 1, label: '调解地点' }),
    presentPartyIds: z.array(z.uuid()),
    mediatorIds: z.array(z.uuid()).min(1, '写明调解员'),
    recorderId: z.uuid(),
    /** People invited to help; only with the parties' consent (人民调解法 20). */
    helpers: z
      .array(
        z.object({
          name: plainText({ max: 80, min: 1, label: '协助人' }),
          identity: plainText({ max: 100, min: 1, label: '协助人身份' }),
          consented: z.literal(true, '邀请他人协助，须先征得当事人同意（人民调解法第二十条）'),
        }),
      )
      .max(50),
    openSession: z.boolean(),
    rightsTold: z.literal(true, '调解前要告知权利义务（人民调解法第二十三、二十四条）'),
    record: plainText({ max: 50_000, min: 1, label: '调解记录', multiline: true }),
    result: plainText({ max: 5_000, min: 1, label: '调解结果', multiline: true }),
  })
  .refine(({ startedAt, endedAt }) => startedAt <= endedAt, {
    path: ['endedAt'],
    message: '结束时间早于开始时间，请核对',
    // Said together with what else is wrong in the record.
    when: ({ value }) => sessionTimes.safeParse(value).success,
  });

/** What each action of the case stream carries. The key is the action's type in the log. */
export const caseActionSchemas = {
  'case.registered': z.object({
    registration: registrationRules,
    caseNumber: z.string().min(1).max(64),
    queryCode: z.string().regex(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/),
    receivedOn: plainDate,
  }),
  'case.corrected': z.object({ registration: registrationRules, reason }),
  'case.accepted': z.object({ note: note.optional() }),
  'case.refused': z.object({ reason, law: plainText({ max: 200, min: 1, label: '依据' }) }),
  'case.triaged': z.object({
    route: z.enum(['peoples_mediation', 'industry_mediation', 'department']),
    complexity: complexitySchema,
    urgent: z.boolean(),
    note: note.optional(),
  }),
  'case.assigned': z.object({
    mediatorIds: z.array(z.uuid()).min(1, '至少指定一位调解员').max(10),
    chosenByParties: z.boolean(),
    note: note.optional(),
  }),
  'case.signed_in': z.object({}),
  'case.returned': z.object({ reason }),
  'case.transferred': z.object({ to: plainText({ max: 100, min: 1, label: '转往单位' }), reason }),
  'consent.recorded': z.object({
    partyId: z.uuid(),
    willingness: z.enum(['willing', 'undecided', 'refused']),
    /** That the party was told how personal data is handled, where this is written down with it. */
    privacy: privacySchema.optional(),
    note: note.optional(),
  }),
  'mediation.started': z.object({ startedAt: instant }),
  'mediation.session_held': sessionSchema,
  'investigation.recorded': investigationSchema,
  'mediation.extended': z.object({
    // The center sets how many at most (beyondRules); this bound is that of its setting.
    days: z.int().min(1, '至少延 1 天').max(365, '最多延 365 天'),
    consentedPartyIds: z.array(z.uuid()),
    reason,
  }),
  'agreement.reached_written': z.object({ text: agreementTextSchema }),
  'agreement.reached_oral': z.object({ text: agreementTextSchema }),
  'agreement.revised': z.object({ text: agreementTextSchema, reason }),
  'agreement.signed': markSchema,
  'agreement.mark_withdrawn': z.object({ markActionId: z.uuid(), reason }),
  'mediation.failed': z.object({ reason, routesTold, toldOn: plainDate }),
  'mediation.terminated': z.object({ reason, routesTold, toldOn: plainDate }),
  'performance.recorded': z.object({
    itemId: z.uuid(),
    outcome: z.enum(['performed', 'partly', 'not_performed']),
    performedOn: plainDate,
    amountFen: amountFen.nullable(),
    note: note.optional(),
  }),
  'follow_up.recorded': z.object({
    visitedOn: plainDate,
    method: z.enum(['visit', 'phone', 'office']),
    result: plainText({ max: 5000, min: 1, label: '回访情况', multiline: true }),
    satisfaction: z.enum(['satisfied', 'mostly', 'dissatisfied', 'not_asked']),
    performed: z.boolean(),
  }),
  'case.closed': z.object({
    reason: z.enum(['performed', 'not_mediated', 'went_to_court', 'settled_otherwise', 'transferred', 'refused']),
    /** 化解方式 (GB/T 31000, field 18), where it is another than route and reason say. */
    method: z.enum(resolutionMethodCodes).optional(),
    note: note.optional(),
  }),
  'case.archived': z.object({
    retention: z.enum(['permanent', 'long', 'short']),
    shelf: plainText({ max: 100, label: '卷号' }).optional(),
  }),
  /** 卷宗情况说明: what is defective or special about the dossier; the last one counts. */
  'dossier.noted': z.object({ text: plainText({ max: 5000, min: 1, label: '情况说明', multiline: true }) }),
  'case.reopened': z.object({ reason }),
  /** 敏感 with names opens the case to them only; once more with others, the list is theirs (domain/cases/restriction.ts). */
  'case.flagged': z.object({
    flag,
    reason,
    kinds: z.array(sensitiveKindSchema).min(1, '选择为什么敏感').max(3).optional(),
    viewerIds: z.array(z.uuid()).max(50, '最多写明 50 人').optional(),
  }),
  'case.unflagged': z.object({ flag, reason }),
  'police.reported': z.object({
    department: plainText({ max: 100, min: 1, label: '接报部门' }),
    reportedAt: instant,
    note,
  }),
  'case.linked': z.object({ caseId: z.uuid(), note: note.optional() }),
  'case.noted': z.object({ note }),
  'case.evaluated': z.object({
    evaluatedOn: plainDate,
    opinion: plainText({ max: 2000, min: 1, label: '考评意见', multiline: true }),
  }),
  /** A fact that did not fit was looked at (LOG-9): it stands, or it stands with what the note corrects. */
  'case.reviewed': z.object({ reviewedActionId: z.uuid(), note: note.optional() }),
  'document.issued': z.object({
    documentId: z.uuid(),
    form: z.enum(formKinds),
    /** Official number; null for forms that carry none. */
    number: z.string().min(1).max(64).nullable(),
    title: z.string().min(1).max(100),
    /** SHA-256 of the PDF, hex. */
    fileHash: fileHashSchema,
    bytes: z.int().min(1),
    pages: z.int().min(1),
    /** Version of the agreement's text, or index of the session, that the paper shows. */
    subject: z.int().min(0),
    /** Of papers that anybody may verify with the city; older ones have none. */
    verification: paperVerificationSchema.optional(),
    /** Where marks go on its pages, in the order in which they stand there; absent on forms that nobody signs. */
    slots: signatureSlots.optional(),
  }),
  'document.signed': paperMarkSchema,
  /** The signed copy (签署件): the pages of the text with the marks laid over them, a file beside it. */
  'document.executed': z.object({
    documentId: z.uuid(),
    /** SHA-256 of the text's PDF, hex: what was signed. */
    textHash: fileHashSchema,
    /** SHA-256 of the signed copy, hex. */
    fileHash: fileHashSchema,
    bytes: z.int().min(1),
    pages: z.int().min(1),
    /** The actions of the marks that it holds. */
    markIds: z.array(z.uuid()).min(1).max(600),
  }),
  'document.printed': z.object({
    documentId: z.uuid(),
    copies: z.int().min(1).max(99),
    printer: z.string().max(200).optional(),
  }),
  'file.attached': attachedFileSchema,
  'file.removed': z.object({ fileId: z.uuid(), reason }),
  ...handoverActionSchemas,
  ...confirmationActionSchemas,
  ...errandActionSchemas,
  ...citizenActionSchemas,
  ...roomActionSchemas,
  ...restatementActionSchemas,
} as const;

export type CaseActionType = keyof typeof caseActionSchemas;
export type CaseActionPayloads = { readonly [Type in CaseActionType]: z.infer<(typeof caseActionSchemas)[Type]> };
export type CaseAction = {
  readonly [Type in CaseActionType]: { readonly type: Type; readonly payload: CaseActionPayloads[Type] };
}[CaseActionType];
export type MediationSession = CaseActionPayloads['mediation.session_held'];

export const caseActionTypes = Object.keys(caseActionSchemas) as readonly CaseActionType[];

/** Version of the payload schemas above, written into every header (SYNC-13). */
export const CASE_SCHEMA_VERSION = 1;
