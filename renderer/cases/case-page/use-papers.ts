import { useRef, useState } from 'react';
import { v7 as newId } from 'uuid';
import type { CaseView } from '../../../contract/cases.ts';
import type { IssuedDocument } from '../../../domain/cases/state.ts';
import { api } from '../../api/client.ts';
import { type ApiError, toApiError } from '../../api/errors.ts';
import { type PrintDesk, printEndText, usePrinting } from '../../documents/use-printing.ts';
import { copyToHand } from '../../signing/copy-to-hand.ts';
import { copiesOf, type Paper } from './fitting-papers.ts';
import { currentView, useTakeView } from './use-case-view.ts';

export type KeptDocument = Pick<IssuedDocument, 'id' | 'form' | 'subject' | 'title' | 'fileHash' | 'executed'>;

export interface Papers {
  readonly error: ApiError | null;
  readonly printing: PrintDesk;
  /** The fixed PDF of a paper, made where there is none yet (WF-32); null where that failed, which `error` tells. */
  readonly keep: (paper: Paper) => Promise<KeptDocument | null>;
  /** Makes the fixed PDF where there is none yet, prints it, and writes both into the log (WF-32, WF-33). */
  readonly print: (paper: Paper) => Promise<void>;
  readonly printKept: (document: KeptDocument) => Promise<void>;
}

/** @param tell says in one line how it went */
export function usePapers(view: CaseView, tell: (text: string) => void): Papers {
  const { id: caseId } = view.state;
  const take = useTakeView(caseId);
  const printing = usePrinting((end, { title }) => {
    if (end.outcome === 'recorded') take(end.view);
    const text = printEndText(end, title);
    if (text !== null) tell(text);
  });
  const [error, setError] = useState<ApiError | null>(null);
  // One id for each paper until it is made: a second press after a lost answer makes no second paper.
  const issueIds = useRef(new Map<string, string>());

  const attempt = async <Result>(work: () => Promise<Result>): Promise<Result | null> => {
    setError(null);
    try {
      return await work();
    } catch (problem) {
      const known = toApiError(problem);
      if (known.code === 'STALE_REVISION') {
        take(await currentView(caseId, known.state));
        tell('案件刚有新情况，已经更新，请看过再打印一次');
      } else setError(known);
      return null;
    }
  };

  const issue = async ({ key, form, subject }: Paper): Promise<{ document: KeptDocument; view: CaseView }> => {
    const actionId = issueIds.current.get(key) ?? newId();
    issueIds.current.set(key, actionId);
    const made = await api.documents.issue({ actionId, caseId, form, subject, baseRevision: view.state.revision });
    issueIds.current.delete(key);
    take(made.view);
    const document = made.view.state.documents.find(({ id }) => id === made.documentId);
    return {
      document: document ?? { id: made.documentId, form, subject, title: '', fileHash: made.fileHash },
      view: made.view,
    };
  };

  const send = async (document: KeptDocument, { state }: CaseView): Promise<void> => {
    const { id: documentId, title, form } = document;
    const { revision } = state;
    await printing.print({
      caseId,
      documentId,
      ...copyToHand(document),
      title,
      copies: copiesOf(state, form),
      revision,
    });
  };

  return {
    error,
    printing,
    keep: (paper) => attempt(async () => paper.issued ?? (await issue(paper)).document),
    print: async (paper) => {
      await attempt(async () => {
        if (paper.issued) return send(paper.issued, view);
        const made = await issue(paper);
        return send(made.document, made.view);
      });
    },
    printKept: async (document) => {
      await attempt(() => send(document, view));
    },
  };
}
