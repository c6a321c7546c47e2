import { type } from '@orpc/contract';
import * as z from 'zod';
import type { MaskedField } from '../domain/access/masked-parties.ts';
import { revealReason } from '../domain/access/reveal.ts';
import type { CaseActionType } from '../domain/cases/actions.ts';
import type { AgreementText } from '../domain/cases/agreement.ts';
import type { OfferedAction } from '../domain/cases/decide.ts';
import type { Gbt31000Entry } from '../domain/cases/gbt31000-record.ts';
import type { CenterRef } from '../domain/cases/handover-actions.ts';
import { registrationRules } from '../domain/cases/registration.ts';
import type { RulesInForce } from '../domain/cases/rules-in-force.ts';
import type { CaseState } from '../domain/cases/state.ts';
import type { CaseStatus } from '../domain/cases/status.ts';
import type { MediatorOffer } from '../domain/cases/suggest-mediator.ts';
import type { VerdictReason } from '../domain/sync/reasons.ts';
import type { SettlingWay } from '../domain/sync/settling.ts';
import { procedure } from './errors.ts';

const action = z.object({ type: z.string(), payload: z.unknown() });
/** The actions of one group that the city set aside, in their order, as the person saw them. */
export const groupActionIds = z.array(z.uuid()).min(1).max(500);

/** The deadline that is running, in instants; the screen words the rest. */
export interface RunningDeadline {
  readonly limitId: string;
  readonly name: string;
  readonly startAt: number;
  readonly warnAt: number;
  readonly dueAt: number;
  /** Computed over a year whose holidays are not known yet: shown as 「暂定」. */
  readonly provisional: boolean;
}

export interface TimelineEntry {
  readonly actionId: string;
  readonly type: CaseActionType;
  readonly label: string;
  readonly at: number;
  readonly actorName: string;
  /** One or two lines in plain words. */
  readonly text: string;
  /** Milliseconds since the step before, where a limit runs over it. */
  readonly took: number | null;
  readonly erased: boolean;
}

/**
 * A step that the city set aside, or holds behind one (SYNC-3): it counts for nothing, and stays readable with what
 * became of it.
 */
export interface SetAsideEntry {
  readonly actionId: string;
  readonly type: CaseActionType;
  readonly label: string;
  readonly text: string;
  readonly at: number;
  readonly actorId: string;
  readonly actorName: string;
  /** What was entered; null where it was erased, or written by a newer program. */
  readonly payload: unknown;
  readonly reason: VerdictReason;
  readonly reasonText: string;
  /** What the guard at the city said. */
  readonly detail: string | null;
  /** Behind the first of its group. */
  readonly held: boolean;
  /** Done at this center: it can be settled here. */
  readonly own: boolean;
  /** Null while nobody has settled it. */
  readonly settled: {
    readonly way: SettlingWay;
    readonly name: string;
    readonly at: number;
    readonly byName: string;
    /** What was written to the city, and what the city answered. */
    readonly note: string | null;
    readonly words: string | null;
  } | null;
}

/** Everything that the case page shows. */
export interface CaseView {
  readonly state: CaseState;
  /** What of its people is masked in `state` for this reader (domain/access/masks.ts); `cases.reveal` tells it. */
  readonly masked: readonly MaskedField[];
  readonly placeName: string;
  readonly deadline: RunningDeadline | null;
  /** Until when the parties may ask the court to confirm the agreement (人民调解法 33); null where they do not want it. */
  readonly judicialConfirmation: RunningDeadline | null;
  /** The station of this center, and the center as the city knows it; null before it has enrolled (SYNC-6). */
  readonly here: { readonly stationId: string; readonly center: CenterRef | null };
  /** Until when an open offer is to be answered; later is told, never refused. */
  readonly answerBy: RunningDeadline | null;
  /** Until when the case may be returned with reasons; null where it cannot be. Later is told, never refused. */
  readonly returnBy: RunningDeadline | null;
  /** When each open errand is to go on, the first to end first. */
  readonly errandsDue: readonly { readonly errandId: string; readonly by: RunningDeadline }[];
  /** The center's rules that the offers below were made by, for the check of a form before it is sent. */
  readonly rules: RulesInForce;
  readonly offered: readonly OfferedAction[];
  readonly timeline: readonly TimelineEntry[];
  readonly setAside: readonly SetAsideEntry[];
  /** Names of the staff that the case mentions, by id. */
  readonly staffNames: Readonly<Record<string, string>>;
  readonly linked: readonly CaseHint[];
  /** Of facts to be checked (待核对) that brought another text of the agreement: both versions (SYNC-5). */
  readonly agreementVersions: readonly AgreementVersions[];
}

export interface RevealedField extends MaskedField {
  readonly value: string;
}

export interface AgreementVersions {
  readonly actionId: string;
  readonly text: AgreementText;
  /** The text that counts now; where that is the one of the action, the one before it. */
  readonly other: AgreementText;
  /** Whether the text of the action is the one that counts. */
  readonly counts: boolean;
}

/** A case in a hint or a search list: enough to recognise it. */
export interface CaseHint {
  readonly caseId: string;
  readonly caseNumber: string;
  readonly title: string;
  readonly parties: string;
  readonly status: CaseStatus;
  readonly placeName: string;
  readonly registeredAt: number;
  /** Why it is shown: 证件号相同 / 姓名和手机号相同 / 同一社区. */
  readonly why: string;
}

export interface Registered {
  readonly caseId: string;
  readonly caseNumber: string;
  readonly queryCode: string;
  readonly revision: number;
  readonly status: CaseStatus;
  /** An earlier save had arrived although its answer was lost; what was changed after it is not in the case. */
  readonly keptEarlier: boolean;
}

export const cases = {
  /** Saves a registration; with `accept`, accepts it in the same transaction. The id makes a second save harmless. */
  register: procedure
    .input(
      z.object({
        actionId: z.uuid(),
        caseId: z.uuid(),
        registration: registrationRules,
        accept: z.boolean(),
        receivedOn: z.iso.date(),
        linkedCaseIds: z.array(z.uuid()).max(20),
        draftId: z.uuid().optional(),
      }),
    )
    .output(type<Registered>()),
  /** Does one action of the workflow table on the revision that the author saw (LOG-5). */
  act: procedure
    .input(
      z.object({
        actionId: z.uuid(),
        caseId: z.uuid(),
        baseRevision: z.int().min(1),
        action,
      }),
    )
    .output(type<CaseView>()),
  /**
   * Does the first step of a group that was set aside anew on the case as it is, with the followers that were chosen, and
   * settles the group, all at once (SYNC-3). For its author and the manager.
   */
  resend: procedure
    .input(
      z.object({
        settlingId: z.uuid(),
        actionIds: groupActionIds,
        actionId: z.uuid(),
        caseId: z.uuid(),
        baseRevision: z.int().min(0),
        action,
        followers: z.array(z.object({ actionId: z.uuid(), resentAs: z.uuid() })).max(500),
      }),
    )
    .output(type<CaseView>()),
  get: procedure.input(z.object({ caseId: z.uuid() })).output(type<CaseView>()),
  /** The case as the 26 fields of GB/T 31000's table 矛盾纠纷排查化解 (综治信息表), each with what is missing. */
  gbt31000: procedure.input(z.object({ caseId: z.uuid() })).output(type<readonly Gbt31000Entry[]>()),
  /**
   * What is masked of the people of a case, told to who says why; each time noted in the access log, and refused where it
   * cannot be noted.
   */
  reveal: procedure
    .input(
      z.object({
        caseId: z.uuid(),
        /** Null for all parties. */
        partyId: z.uuid().nullable(),
        /** Null for all fields that are masked: `phone`, `agents.0.idNumber`. */
        path: z.string().max(40).nullable(),
        reason: revealReason,
      }),
    )
    .output(type<readonly RevealedField[]>()),
  /** Earlier cases of the same person: by ID number, else by name and phone. */
  samePerson: procedure
    .input(
      z.object({
        people: z
          .array(
            z.object({
              name: z.string().max(80),
              documentNumber: z.string().max(50).optional(),
              phone: z.string().max(50).optional(),
            }),
          )
          .max(20),
      }),
    )
    .output(type<readonly (CaseHint & { readonly personIndex: number })[]>()),
  /** Open cases in the same place, the same kind first. */
  similarOpen: procedure
    .input(z.object({ placeCode: z.string().max(12), gbtCategory: z.string().max(4).optional() }))
    .output(type<readonly CaseHint[]>()),
  /** Whom to assign the case to: mediators on duty, those who suit it best first, each with the reason. */
  suggestMediators: procedure.input(z.object({ caseId: z.uuid() })).output(type<readonly MediatorOffer[]>()),
  /** The global search (F3): parties, number, place, title, from one character on; initials of names too. */
  search: procedure
    .input(z.object({ query: z.string().max(100), limit: z.int().min(1).max(50) }))
    .output(type<readonly CaseHint[]>()),
};
