import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { v7 as newId } from 'uuid';
import type { Registered } from '../../../contract/cases.ts';
import { api } from '../../api/client.ts';
import { type ApiError, toApiError } from '../../api/errors.ts';
import type { KeptPaper } from '../../documents/print.ts';
import { type PrintEnd, usePrinting } from '../../documents/use-printing.ts';

export type SlipState =
  | { readonly state: 'ready' }
  | { readonly state: 'working'; readonly words: string }
  | { readonly state: 'done'; readonly at: number; readonly copies: number }
  | { readonly state: 'not_printed'; readonly words: string }
  | { readonly state: 'failed'; readonly error: ApiError };

const TITLE = '回执';

/** @param copies that came out so far */
function slipAfter(ended: PrintEnd, copies: number): SlipState {
  switch (ended.outcome) {
    case 'recorded':
      return { state: 'done', at: Date.now(), copies };
    case 'not_printed':
      return { state: 'not_printed', words: ended.message ?? '没有打印，需要时再按一次' };
    case 'unrecorded':
      return { state: 'ready' };
  }
}

/** Makes the slip once, and prints the kept file as often as it is asked for; each print is written into the log. */
export function useSlip({ caseId, revision }: Registered) {
  const [slip, setSlip] = useState<SlipState>({ state: 'ready' });
  const [issueId] = useState(() => newId());
  const paper = useRef<(KeptPaper & { revision: number }) | null>(null);
  const copies = useRef(0);
  const client = useQueryClient();

  const printing = usePrinting((end) => {
    if (end.outcome === 'recorded') {
      if (paper.current) paper.current = { ...paper.current, revision: end.view.state.revision };
      copies.current += end.copies;
      void client.invalidateQueries();
    }
    setSlip(slipAfter(end, copies.current));
  });

  const issue = async (baseRevision: number): Promise<KeptPaper & { revision: number }> => {
    const issued = await api.documents.issue({ actionId: issueId, caseId, form: 'slip', subject: 0, baseRevision });
    const { documentId, fileHash, view } = issued;
    return { caseId, documentId, fileHash, revision: view.state.revision };
  };

  /** Somebody else may have acted on the new case already: the slip says what is true now. */
  const issueOnCurrent = async (): Promise<KeptPaper & { revision: number }> => {
    try {
      return await issue(revision);
    } catch (error) {
      if (toApiError(error).code !== 'STALE_REVISION') throw error;
      return issue((await api.cases.get({ caseId })).state.revision);
    }
  };

  const print = async (): Promise<void> => {
    try {
      if (!paper.current) {
        setSlip({ state: 'working', words: '正在生成回执' });
        paper.current = await issueOnCurrent();
      }
      setSlip({ state: 'working', words: '正在打印' });
      await printing.print({ ...paper.current, title: TITLE, copies: 1 });
    } catch (error) {
      setSlip({ state: 'failed', error: toApiError(error) });
    } finally {
      void client.invalidateQueries();
    }
  };

  return { slip, print, printing };
}
