import { type } from '@orpc/contract';
import * as z from 'zod';
import type { CaseStatus } from '../domain/cases/status.ts';
import { type ErasureGround, erasureGroundSchema, erasureReasonSchema } from '../domain/personal-data/erasure.ts';
import type { ErasureHold } from '../domain/personal-data/erasure-hold.ts';
import { plainText } from '../domain/text/plain-text.ts';
import type { DraftKind } from './drafts.ts';
import { procedure } from './errors.ts';

/** A request to erase a case (个人信息保护法 47), for who asks and who decides: the number of the case, and no word of it. */
export interface ErasureEntry {
  readonly requestId: string;
  readonly caseId: string;
  /** Empty once the case is erased, for it is a part of what was erased. */
  readonly caseNumber: string;
  readonly status: CaseStatus | null;
  readonly ground: ErasureGround;
  readonly reason: string;
  readonly requestedBy: string;
  readonly requestedAt: number;
  /** Whoever looks has asked for it: another person decides. */
  readonly isOwn: boolean;
  /** Why the law keeps the case now, though it was asked for; null where it does not, and where it is decided. */
  readonly hold: ErasureHold | null;
  readonly decision: {
    readonly outcome: 'erased' | 'refused';
    readonly by: string;
    readonly at: number;
    readonly reason: string | null;
  } | null;
}

/** What stands before a request is made. */
export interface ErasureStanding {
  /** By ground: why the law keeps the case; null where it may be asked for. */
  readonly holds: Readonly<Record<ErasureGround, ErasureHold | null>>;
  /** The request that waits already. */
  readonly waiting: ErasureEntry | null;
}

/** Why somebody is looked up over all cases (个人信息保护法 45-47); another reason is typed. */
export const personReasons = ['本人要求查阅、复制', '本人要求更正', '本人要求删除', '核实投诉'] as const;

const personSchema = z
  .object({
    documentNumber: z.string().trim().max(50),
    name: z.string().trim().max(80),
    phone: z.string().trim().max(50),
    reason: plainText({ max: 200, min: 2, label: '理由' }),
  })
  .refine(({ documentNumber, name, phone }) => documentNumber !== '' || (name !== '' && phone !== ''), {
    path: ['documentNumber'],
    message: '填证件号码，或者姓名和手机',
  });
export type PersonInput = z.output<typeof personSchema>;

const takenSchema = personSchema.safeExtend({
  /** Cases that only have the name, of which who takes the table along has made sure that they are of this person. */
  confirmedCaseIds: z.array(z.uuid()).max(200),
});
export type TakenPerson = z.output<typeof takenSchema>;

/** What one case says of the person, as who looks may see it. */
export interface PersonCase {
  readonly caseId: string;
  readonly caseNumber: string;
  readonly title: string;
  readonly status: CaseStatus;
  readonly registeredAt: number;
  /** By what it was found; `name` where the text has the name, and another person may bear it. */
  readonly by: 'document' | 'phone' | 'name';
  /** 申请人, 代理人…; empty where only the name was found. */
  readonly standsAs: readonly string[];
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  /** Sessions that the person was present at, as days. */
  readonly sessions: readonly string[];
  readonly papers: readonly string[];
  readonly files: readonly string[];
  /** Where else the case has the person: the day and the step, invited helpers and captions of files as they are. */
  readonly mentions: readonly string[];
  /** Whoever looks may correct the registration now (个人信息保护法 46). */
  readonly mayCorrect: boolean;
}

/** Something that somebody has begun to write and that has the person; whoever looks is not told what it says. */
export interface PersonDraft {
  readonly kind: DraftKind;
  readonly by: PersonCase['by'];
  /** Whose draft it is. */
  readonly staffName: string;
  /** Null where it is of no case yet. */
  readonly caseNumber: string | null;
  readonly savedAt: number;
}

export interface FoundPerson {
  readonly cases: readonly PersonCase[];
  readonly drafts: readonly PersonDraft[];
}

const decision = z.object({ actionId: z.uuid(), requestId: z.uuid() });

export const personalData = {
  /** Noted in the access log before it is told. */
  findPerson: procedure.input(personSchema).output(type<FoundPerson>()),
  /** A table for the person themself, in full; noted as an export. */
  exportPerson: procedure.input(takenSchema).output(z.instanceof(File)),
  erasureOf: procedure.input(z.object({ caseId: z.uuid() })).output(type<ErasureStanding>()),
  requestErasure: procedure
    .input(
      z.object({
        actionId: z.uuid(),
        requestId: z.uuid(),
        caseId: z.uuid(),
        ground: erasureGroundSchema,
        reason: erasureReasonSchema,
      }),
    )
    .output(type<ErasureEntry>()),
  /** Those that wait, the oldest first, and then what was decided, the newest first. */
  erasures: procedure.output(type<readonly ErasureEntry[]>()),
  /** The second person's word: what the case says is gone for good. */
  approveErasure: procedure.input(decision).output(type<ErasureEntry>()),
  refuseErasure: procedure.input(decision.extend({ reason: erasureReasonSchema })).output(type<ErasureEntry>()),
};
