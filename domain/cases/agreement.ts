import * as z from 'zod';
import { markPictureSchema } from '../signing/mark-picture.ts';
import { plainDate } from '../text/chinese-date.ts';
import { plainText } from '../text/plain-text.ts';
import { amountFen } from './registration.ts';

/** One thing that somebody has promised to do, by a day (人民调解法 29: 履行的方式、期限). */
export const performanceItemSchema = z.object({
  id: z.uuid(),
  /** Who performs. */
  partyId: z.uuid(),
  what: plainText({ max: 500, min: 1, label: '履行内容' }),
  amountFen: amountFen.nullable(),
  /** Last day; null where the agreement says so in words only. */
  dueOn: plainDate.nullable(),
  method: plainText({ max: 100, label: '履行方式' }).optional(),
});

/** The text of an agreement as both sides settled it. Its length is never cut, only bounded. */
export const agreementTextSchema = z.object({
  facts: plainText({ max: 20_000, min: 1, label: '纠纷事实、争议事项', multiline: true }),
  terms: z
    .array(plainText({ max: 5_000, min: 1, label: '协议条款', multiline: true }))
    .min(1, '至少写一条协议内容')
    .max(100, '协议内容最多 100 条'),
  performance: z.array(performanceItemSchema).max(200, '履行事项最多 200 项'),
  /** Day on which the sides settled, confirmed by a person (LOG-10). */
  reachedOn: plainDate,
  place: plainText({ max: 100, min: 1, label: '调解地点' }),
  /** One more copy for the court (民事诉讼法 205). */
  judicialConfirmation: z.boolean(),
});

/** Whose mark completes an agreement (人民调解法 29: parties, mediator and the committee's seal). */
export const markKinds = [
  { id: 'party', name: '当事人签名' },
  { id: 'mediator', name: '调解员签名' },
  { id: 'recorder', name: '记录人签名' },
  { id: 'seal', name: '委员会盖章' },
] as const;

/** How a mark is made; all three are as good as each other (人民调解法 29). */
export const markMethods = [
  { id: 'signature', name: '签名' },
  { id: 'seal', name: '盖章' },
  { id: 'fingerprint', name: '按指印' },
] as const;

export const markSchema = z.object({
  /** The version of the text that was signed: a mark belongs to one version only. */
  version: z.int().min(1),
  kind: z.enum(['party', 'mediator', 'recorder', 'seal']),
  /** Party or staff member whose mark it is; absent for the seal. */
  signerId: z.uuid().optional(),
  /** Agent who signed in the party's place. */
  agentName: plainText({ max: 80, label: '代签人' }).optional(),
  method: z.enum(['signature', 'seal', 'fingerprint']),
  /** Day that a person confirms, apart from the device's clock (LOG-10). */
  signedOn: plainDate,
  /** The mark itself, where it was made at the desk's screen; absent where it is on paper. */
  picture: markPictureSchema.optional(),
  /** On what it was made: 手写笔, 手指, 指纹仪. */
  device: plainText({ max: 100, label: '签名设备' }).optional(),
});

export type PerformanceItem = z.infer<typeof performanceItemSchema>;
export type AgreementText = z.infer<typeof agreementTextSchema>;
export type Mark = z.infer<typeof markSchema>;

export interface SignatureNeeds {
  readonly partyIds: readonly string[];
}

/** Marks still missing before a written agreement takes effect, in the order in which they are usually made. */
export function missingMarks(
  needs: SignatureNeeds,
  marks: readonly Mark[],
): readonly { kind: Mark['kind']; signerId?: string }[] {
  const missing: { kind: Mark['kind']; signerId?: string }[] = [];
  for (const partyId of needs.partyIds) {
    if (!marks.some((mark) => mark.kind === 'party' && mark.signerId === partyId)) {
      missing.push({ kind: 'party', signerId: partyId });
    }
  }
  if (!marks.some((mark) => mark.kind === 'mediator')) missing.push({ kind: 'mediator' });
  if (!marks.some((mark) => mark.kind === 'seal')) missing.push({ kind: 'seal' });
  return missing;
}

/**
 * The day a written agreement takes effect (人民调解法 29): the day of the last of the marks that it needs; null while
 * one is missing. Days compare as text because they are written YYYY-MM-DD.
 */
export function writtenEffectiveDate(needs: SignatureNeeds, marks: readonly Mark[]): string | null {
  if (missingMarks(needs, marks).length > 0) return null;
  const required = marks.filter((mark) => mark.kind !== 'recorder').map((mark) => mark.signedOn);
  return required.sort().at(-1) ?? null;
}
