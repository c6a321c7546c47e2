import { type } from '@orpc/contract';
import * as z from 'zod';
import type { SyncFailure } from '../domain/sync/failures.ts';
import type { VerdictReason } from '../domain/sync/reasons.ts';
import { settlingSchemas } from '../domain/sync/settling.ts';
import type { SyncStatus } from '../domain/sync/status.ts';
import type { SyncVersions } from '../domain/sync/versions.ts';
import { groupActionIds } from './cases.ts';
import { procedure } from './errors.ts';
import { cityOriginSchema } from './sync-fields.ts';
import { syncLine } from './sync-line.ts';

/** What every desk shows in the corner of its window (SYNC-10). Instants in ms since 1970. */
export interface SyncCorner {
  readonly status: SyncStatus;
  /** Own actions without a receipt. */
  readonly waiting: number;
  /** Files that have not gone up, or have not come down (SYNC-8). */
  readonly waitingFiles: number;
  /** When the last complete round ended; null before the first. */
  readonly lastCompleteAt: number | null;
}

/** An action that the city set aside, or holds behind one (SYNC-3). Without a word of the case: IT reads this too. */
export interface AttentionItem {
  readonly actionId: string;
  /** What was done, in words: 受理, 交办 … */
  readonly action: string;
  readonly doneAt: number;
  /** Null where the person is not known here. */
  readonly actor: string | null;
  readonly reason: VerdictReason;
  /** The reason in Chinese, and what the guard said, where one did. */
  readonly text: string;
  readonly detail: string | null;
  /** Held behind the first of its group. */
  readonly held: boolean;
}

export interface AttentionGroup {
  /** Of the case; null for a reader who may not read cases, and for other records. */
  readonly caseId: string | null;
  /** Case number for those who may read cases; else null. */
  readonly caseNumber: string | null;
  /** 案件, 账号, 中心设置, 导入 … */
  readonly record: string;
  /** Whether this reader may settle it: the author of its first step, or the manager. */
  readonly maySettle: boolean;
  readonly items: readonly AttentionItem[];
}

/** One round as the history lists it, newest first. */
export interface SyncRound {
  readonly at: number;
  readonly outcome: 'complete' | 'halted' | 'failed';
  readonly failure: string | null;
  readonly pushed: number;
  readonly pulled: number;
  /** Bytes over the line, as they were packed. */
  readonly sent: number;
  readonly received: number;
  readonly ms: number;
}

export interface SyncOverview extends SyncCorner {
  /** Null before this center has enrolled (SYNC-14). */
  readonly city: {
    readonly origin: string;
    /** What the city calls this station, and its district's feed. */
    readonly name: string;
    readonly feed: string;
    readonly epoch: string | null;
  } | null;
  readonly station: { readonly stationId: string; readonly incarnation: number };
  /** Own actions without a receipt: how many, their bytes, and when the oldest was done. */
  readonly outbox: { readonly actions: number; readonly bytes: number; readonly oldestAt: number | null };
  /** What the queue of files has before it: how many, and their bytes (SYNC-8). */
  readonly files: {
    readonly toSend: { readonly files: number; readonly bytes: number };
    readonly toFetch: { readonly files: number; readonly bytes: number };
    /** Why the last round of files ended early, in Chinese; null where it did not. */
    readonly failure: string | null;
  };
  readonly feeds: readonly { readonly feed: string; readonly position: number; readonly head: number }[];
  /** This station's clock minus the city's, in ms; null while it was never measured (SYNC-7). */
  readonly clockOffset: number | null;
  /** Why the last round ended early, in Chinese, and the same for the program; null where it did not. */
  readonly failure: string | null;
  readonly failureCode: SyncFailure | null;
  readonly failedAt: number | null;
  /** A pull has halted because it would take much away; a manager may let it go on (SYNC-12). */
  readonly needsConsent: boolean;
  readonly running: boolean;
  /** When the next round begins by itself. */
  readonly nextAt: number | null;
  readonly attention: readonly AttentionGroup[];
  /** The newest 50, also from before the service was started. */
  readonly rounds: readonly SyncRound[];
  /** How long the token still holds by which the city knows this station, in ms; null where there is none. */
  readonly sessionLeft: number | null;
  /** What each side speaks; the city's as it last said hello since the service was started (SYNC-13). */
  readonly versions: { readonly own: SyncVersions; readonly city: SyncVersions | null };
}

/** A group as the person saw it; the id of what settles it makes a second press harmless. */
const group = z.object({ settlingId: z.uuid(), actionIds: groupActionIds });

export const syncPage = {
  /** A zip for whoever looks for a fault, without a word of a case or a person. For IT. @throws NOT_ALLOWED */
  diagnosis: procedure.output(z.file()),
  line: syncLine,
  /** For everyone who is signed in. */
  corner: procedure.output(type<SyncCorner>()),
  /** For IT and managers. @throws NOT_ALLOWED */
  overview: procedure.output(type<SyncOverview>()),
  /** A round as soon as possible; answers when it has ended. */
  now: procedure.output(type<SyncOverview>()),
  /** Enrols this center with a city by its one-time code. For IT. @throws ENROLMENT_REFUSED, NOT_POSSIBLE_NOW */
  enrol: procedure
    .input(
      z.object({
        /** `https://host` or `http://127.0.0.1:port`, without a path. */
        origin: cityOriginSchema,
        code: z.string().trim().min(8, '请填接入码').max(40),
      }),
    )
    .output(type<SyncOverview>()),
  /** A manager has looked at what the halted pull would take away, and lets the next round go on (SYNC-12). */
  consent: procedure.output(type<SyncOverview>()),
  /** Takes a group back: nothing comes of it. For its author and the manager. @throws NOT_ALLOWED, NOT_POSSIBLE_NOW */
  withdraw: procedure.input(group).output(type<{ readonly settled: true }>()),
  /** Leaves a group to the city's manager. For its author and the manager. @throws NOT_ALLOWED, NOT_POSSIBLE_NOW */
  handToCity: procedure
    .input(group.extend({ note: settlingSchemas['settling.handed_over'].shape.note }))
    .output(type<{ readonly settled: true }>()),
};
