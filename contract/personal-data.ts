import { type } from '@orpc/contract';
import * as z from 'zod';
import type { CaseStatus } from '../domain/cases/status.ts';
import { type ErasureGround, erasureGroundSchema, erasureReasonSchema } from '../domain/personal-data/erasure.ts';
import type { ErasureHold } from '../domain/personal-data/erasure-hold.ts';
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

const decision = z.object({ actionId: z.uuid(), requestId: z.uuid() });

export const personalData = {
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
