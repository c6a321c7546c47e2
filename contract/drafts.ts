import { type } from '@orpc/contract';
import * as z from 'zod';
import { procedure } from './errors.ts';

/** What an unfinished piece of work is a draft of. Drafts are no actions (LOG-1): they live in the store of the center. */
export const draftKindSchema = z.enum(['registration', 'correction', 'session', 'investigation', 'agreement']);
export type DraftKind = z.infer<typeof draftKindSchema>;

/** As they are called on the screens. */
export const draftKindNames: Readonly<Record<DraftKind, string>> = {
  registration: '登记',
  correction: '更正登记',
  session: '调解记录',
  investigation: '调查记录',
  agreement: '协议',
};

/** Longest draft in characters of its JSON: ten times the longest form that could ever be saved. */
export const MAX_DRAFT_CHARACTERS = 1_000_000;

export interface DraftSummary {
  readonly draftId: string;
  readonly kind: DraftKind;
  readonly caseId: string | null;
  /** 「马某 与 某培训机构」, as far as it is written. */
  readonly label: string;
  /** What is still missing, in words: 「被申请人、发生地点」. */
  readonly missing: string;
  readonly savedAt: number;
}

export interface Draft extends DraftSummary {
  /** The form's own values, as the form made them. */
  readonly content: unknown;
}

export const drafts = {
  save: procedure
    .input(
      z.object({
        draftId: z.uuid(),
        kind: draftKindSchema,
        caseId: z.uuid().nullable(),
        label: z.string().max(200),
        missing: z.string().max(200),
        content: z.unknown(),
      }),
    )
    .output(type<{ readonly savedAt: number }>()),
  get: procedure.input(z.object({ draftId: z.uuid() })).output(type<Draft>()),
  /** The drafts of whoever is signed in, newest first. */
  list: procedure
    .input(z.object({ kind: draftKindSchema.optional(), caseId: z.uuid().optional() }))
    .output(type<readonly DraftSummary[]>()),
  discard: procedure.input(z.object({ draftId: z.uuid() })).output(type<{ readonly discarded: boolean }>()),
};
