import { useRef, useState } from 'react';
import { v7 as newId } from 'uuid';
import type { CaseView } from '../../contract/cases.ts';
import { type ApiError, toApiError } from '../api/errors.ts';
import { type KeptPaper, printPaper, recordPrinted } from './print.ts';

export interface PrintJob extends KeptPaper {
  readonly title: string;
  /** How many are wanted. */
  readonly copies: number;
  /** Of the case, as far as this desk knows. */
  readonly revision: number;
}

/** Asked after a browser's print dialog was closed. */
export interface CopiesQuestion {
  readonly title: string;
  readonly wanted: number;
  /** @param copies null for none */
  readonly answer: (copies: number | null) => void;
}

/** Paper came out, and the case's log does not know of it yet. */
export interface Unrecorded {
  readonly job: PrintJob;
  readonly copies: number;
  /** Stays the same however often it is tried: the print is recorded once. */
  readonly actionId: string;
  readonly error: ApiError;
}

export type PrintEnd =
  | { readonly outcome: 'recorded'; readonly copies: number; readonly view: CaseView }
  /** It is in `unrecorded`, to be shown with UnrecordedNote. */
  | { readonly outcome: 'unrecorded' }
  | { readonly outcome: 'not_printed'; readonly message: string | null };

/** How it went, in one line; null where a note says it already. */
export function printEndText(end: PrintEnd, title: string): string | null {
  switch (end.outcome) {
    case 'recorded':
      return `${title}已打印 ${end.copies} 份`;
    case 'not_printed':
      return end.message ?? `${title}没有打印，文书已经存好`;
    case 'unrecorded':
      return null;
  }
}

export interface PrintDesk {
  readonly question: CopiesQuestion | null;
  readonly unrecorded: readonly Unrecorded[];
  /**
   * Prints and writes it into the log (WF-33); ends with the question, where there is one, for a person may take long to
   * answer. Of a paper that came out and is not recorded yet, it only does the latter. Rejects as the API does.
   */
  readonly print: (job: PrintJob) => Promise<void>;
  /** Writes down what came out; nothing is printed. */
  readonly record: (printed: Omit<Unrecorded, 'error'>) => Promise<void>;
}

/**
 * The printer beside one screen: what is printed is recorded with the copies that came out.
 * @param onEnd is told of every print how it went
 */
export function usePrinting(onEnd: (end: PrintEnd, job: PrintJob) => void): PrintDesk {
  const [question, setQuestion] = useState<CopiesQuestion | null>(null);
  const [unrecorded, setUnrecorded] = useState<readonly Unrecorded[]>([]);
  const open = useRef<readonly Unrecorded[]>([]);
  const keep = (actionId: string, failed: Unrecorded | null): void => {
    const others = open.current.filter((each) => each.actionId !== actionId);
    open.current = failed ? [...others, failed] : others;
    setUnrecorded(open.current);
  };

  const record = async (printed: Omit<Unrecorded, 'error'>): Promise<void> => {
    const { job, copies, actionId } = printed;
    const { caseId, documentId, revision } = job;
    try {
      const view = await recordPrinted({ actionId, caseId, documentId, revision, copies });
      keep(actionId, null);
      onEnd({ outcome: 'recorded', copies, view }, job);
    } catch (error) {
      keep(actionId, { ...printed, error: toApiError(error) });
      onEnd({ outcome: 'unrecorded' }, job);
    }
  };

  const ask = (job: PrintJob): void => {
    const answer = (copies: number | null): void => {
      setQuestion(null);
      if (copies === null) onEnd({ outcome: 'not_printed', message: null }, job);
      else void record({ job, copies, actionId: newId() });
    };
    setQuestion({ title: job.title, wanted: job.copies, answer });
  };

  const print = async (job: PrintJob): Promise<void> => {
    const before = open.current.find((each) => each.job.documentId === job.documentId);
    if (before) return record(before);
    const printing = await printPaper(job, job.copies);
    if (printing.outcome === 'shown') return ask(job);
    if (printing.outcome === 'printed') return record({ job, copies: job.copies, actionId: newId() });
    onEnd({ outcome: 'not_printed', message: 'message' in printing ? printing.message : null }, job);
  };

  return { question, unrecorded, print, record };
}
