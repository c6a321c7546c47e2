import { type } from '@orpc/contract';
import type { CaseActionType } from '../domain/cases/actions.ts';
import type { RunningDeadline } from './cases.ts';
import type { DraftSummary } from './drafts.ts';
import { procedure } from './errors.ts';
import type { LedgerRow } from './ledger.ts';

/** One line of "my work": a case and the action that is due on it. */
export interface WorkItem extends LedgerRow {
  readonly group: 'overdue' | 'today' | 'waiting';
  /** The step it stands at, in words. */
  readonly step: string;
  /** The action that this person may do next, for the button; null where someone else is to act. */
  readonly next: { readonly action: CaseActionType; readonly label: string } | null;
}

/** A case that another center offers to this one (SYNC-6). */
export interface IncomingOffer {
  readonly caseId: string;
  readonly caseNumber: string;
  readonly title: string;
  readonly parties: string;
  /** The center that offers it. */
  readonly from: string;
  /** Which way it comes: 上报, 下派, 移交. */
  readonly direction: string;
  readonly reason: string;
  readonly offeredAt: number;
  readonly answerBy: RunningDeadline | null;
}

/** An errand that waits for this person, or is over its time and was asked by this person (谁分配谁督办、谁受理谁反馈). */
export interface WaitingErrand {
  readonly caseId: string;
  readonly errandId: string;
  readonly caseNumber: string;
  readonly parties: string;
  /** 吹哨（金水区城市管理局）, and 待签收, 待反馈 or 待认可. */
  readonly name: string;
  readonly stage: string;
  readonly what: string;
  /** What this person may do about it; null where others are waited for. */
  readonly next: { readonly action: CaseActionType; readonly label: string } | null;
  readonly by: RunningDeadline;
}

/** Something that a citizen said on the city's pages and that this center owes an answer. */
export interface CitizenAsk {
  readonly caseId: string;
  readonly caseNumber: string;
  readonly parties: string;
  /** 群众对结果不满意, 群众要求撤回, 群众补正. */
  readonly what: string;
  /** The next step of the case is the answer to what was brought; for all else somebody writes one. */
  readonly byStep: boolean;
  readonly words: string;
  readonly at: number;
  /** Until when; later is told, never refused. */
  readonly answerBy: RunningDeadline;
}

export interface Home {
  readonly now: number;
  readonly counts: { readonly overdue: number; readonly today: number; readonly waiting: number };
  /** At most 50 of each group, the most pressing first. */
  readonly items: readonly WorkItem[];
  /** Cases that wait for this center to accept or refuse them; empty for who does neither. */
  readonly offers: readonly IncomingOffer[];
  /** At most 30, the first to end first. */
  readonly errands: readonly WaitingErrand[];
  /** What citizens wait for an answer to, who waits longest first; for whom it is to answer. */
  readonly citizens: readonly CitizenAsk[];
  readonly drafts: readonly DraftSummary[];
  /** Cases in mediation that this person is in charge of, or all of the center's for desk and manager. */
  readonly mediating: readonly LedgerRow[];
  /** Cases whose days for the court's confirmation (民事诉讼法 205) end soon, the first to end first. */
  readonly confirmations: readonly LedgerRow[];
  /** Groups of steps that the city did not take over and that this person may settle: own ones, the manager all. */
  readonly setAside: readonly {
    readonly caseId: string;
    readonly caseNumber: string;
    readonly parties: string;
    /** Of the first step: its button's words, and when it was done. */
    readonly label: string;
    readonly at: number;
    readonly steps: number;
  }[];
  /** What the city answered about steps that this person did, or left to it, until the case is opened. */
  readonly answers: readonly {
    readonly caseId: string;
    readonly parties: string;
    /** Of the first step: its button's words, and what the city said: 已由市平台同意补办, 已由市平台答复不采纳. */
    readonly label: string;
    readonly answer: string;
    readonly at: number;
    readonly steps: number;
  }[];
  readonly news: readonly { readonly at: number; readonly caseId: string; readonly text: string }[];
}

export const home = {
  work: procedure.output(type<Home>()),
};
