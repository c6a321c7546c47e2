import { useRef, useState } from 'react';
import { v7 as newId } from 'uuid';
import type { CaseView } from '../../../contract/cases.ts';
import type { IssuedDocument } from '../../../domain/cases/state.ts';
import { api } from '../../api/client.ts';
import { type ApiError, toApiError } from '../../api/errors.ts';
import { type Printing, printPaper, recordPrinted } from '../../documents/print.ts';
import { copiesOf, type Paper } from './fitting-papers.ts';
import { currentView, useTakeView } from './use-case-view.ts';

type PrintedDocument = Pick<IssuedDocument, 'id' | 'form' | 'title' | 'fileHash'>;

export interface Papers {
  readonly error: ApiError | null;
  /** Makes the fixed PDF where there is none yet, prints it, and writes both into the log (WF-32, WF-33). */
  readonly print: (paper: Paper) => Promise<void>;
  readonly printIssued: (document: PrintedDocument) => Promise<void>;
}

/** @param tell says in one line how it went */
export function usePapers(view: CaseView, tell: (text: string) => void): Papers {
  const { id: caseId } = view.state;
  const take = useTakeView(caseId);
  const [error, setError] = useState<ApiError | null>(null);
  // One id for each paper until it is made: a second press after a lost answer makes no second paper.
  const issueIds = useRef(new Map<string, string>());

  const attempt = async (work: () => Promise<void>): Promise<void> => {
    setError(null);
    try {
      await work();
    } catch (problem) {
      const known = toApiError(problem);
      if (known.code !== 'STALE_REVISION') return setError(known);
      take(await currentView(caseId, known.state));
      tell('案件刚有新情况，已经更新，请看过再打印一次');
    }
  };

  const issue = async ({ key, form, subject }: Paper): Promise<{ document: PrintedDocument; view: CaseView }> => {
    const actionId = issueIds.current.get(key) ?? newId();
    issueIds.current.set(key, actionId);
    const made = await api.documents.issue({ actionId, caseId, form, subject, baseRevision: view.state.revision });
    issueIds.current.delete(key);
    take(made.view);
    const document = made.view.state.documents.find(({ id }) => id === made.documentId);
    return { document: document ?? { id: made.documentId, form, title: '', fileHash: made.fileHash }, view: made.view };
  };

  const send = async (document: PrintedDocument, { state }: CaseView): Promise<void> => {
    const { id: documentId, fileHash, title } = document;
    const outcome = await printPaper({ caseId, documentId, fileHash });
    if (outcome.outcome === 'printed') {
      const copies = copiesOf(state, document.form);
      take(await recordPrinted({ actionId: newId(), caseId, documentId, revision: state.revision, copies }));
    }
    tell(printedText(outcome, title));
  };

  return {
    error,
    print: (paper) =>
      attempt(async () => {
        if (paper.issued) return send(paper.issued, view);
        const made = await issue(paper);
        return send(made.document, made.view);
      }),
    printIssued: (document) => attempt(() => send(document, view)),
  };
}

function printedText(outcome: Printing, title: string): string {
  switch (outcome.outcome) {
    case 'printed':
      return `${title}已送去打印`;
    case 'cancelled':
      return `${title}没有打印，文书已经存好`;
    case 'downloaded':
    case 'failed':
      return outcome.message;
  }
}
