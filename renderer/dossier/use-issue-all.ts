import { useRef, useState } from 'react';
import { v7 as newId } from 'uuid';
import type { CaseView } from '../../contract/cases.ts';
import type { IssuablePaper } from '../../contract/dossier.ts';
import { api } from '../api/client.ts';
import { type ApiError, toApiError } from '../api/errors.ts';
import { currentView, useTakeView } from '../cases/case-page/use-case-view.ts';

export interface IssuePapers {
  readonly error: ApiError | null;
  /** Makes the fixed PDFs one after the other; what was made before a failure stays made. */
  readonly issue: (papers: readonly IssuablePaper[]) => Promise<void>;
}

/** @param tell says in one line how it went */
export function useIssuePapers(view: CaseView, tell: (text: string) => void): IssuePapers {
  const caseId = view.state.id;
  const take = useTakeView(caseId);
  const [error, setError] = useState<ApiError | null>(null);
  // One id for each paper until it is made: a second press after a lost answer makes no second paper.
  const ids = useRef(new Map<string, string>());

  const issue = async (papers: readonly IssuablePaper[]): Promise<void> => {
    setError(null);
    let { revision } = view.state;
    try {
      for (const { form, subject } of papers) {
        const key = `${form}/${subject}`;
        const actionId = ids.current.get(key) ?? newId();
        ids.current.set(key, actionId);
        const made = await api.documents.issue({ actionId, caseId, form, subject, baseRevision: revision });
        ids.current.delete(key);
        revision = made.view.state.revision;
        take(made.view);
      }
      const [only] = papers;
      tell(papers.length === 1 && only ? `已出具${only.title}` : `已出具 ${papers.length} 份文书`);
    } catch (problem) {
      const known = toApiError(problem);
      if (known.code !== 'STALE_REVISION') return setError(known);
      take(await currentView(caseId, known.state));
      tell('案件刚有新情况，已经更新，请看过再按一次');
    }
  };
  return { error, issue };
}
