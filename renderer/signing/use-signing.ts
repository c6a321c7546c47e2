import { useRef, useState } from 'react';
import { v7 as newId } from 'uuid';
import type { CaseView } from '../../contract/cases.ts';
import type { AskedMark } from '../../contract/signing.ts';
import type { CaseState, IssuedDocument } from '../../domain/cases/state.ts';
import type { DrawnMark } from '../../domain/signing/drawn-mark.ts';
import { executionProblem, marksOn, signedPaper } from '../../domain/signing/executed.ts';
import { api } from '../api/client.ts';
import { type ApiError, toApiError } from '../api/errors.ts';
import { currentView, useTakeView } from '../cases/case-page/use-case-view.ts';

/** What lies before the signer: strokes on the pad, a reader's file, or the committee's seal. */
export type MadeHere =
  | { readonly way: 'screen'; readonly drawn: DrawnMark }
  | { readonly way: 'reader'; readonly file: File; readonly device: string }
  | { readonly way: 'seal' };

export interface Signing {
  /** The case as far as this desk knows. */
  readonly view: CaseView;
  readonly error: ApiError | null;
  /** Others did something to the case meanwhile; what was signed is still on the pad. */
  readonly isStale: boolean;
  /** One mark; null where it was not taken, which `error` or `isStale` tells. */
  readonly sign: (mark: AskedMark, made: MadeHere) => Promise<CaseView | null>;
  /** Makes the signed copy where all marks were made at a screen; the same view where some are on paper or missing. */
  readonly execute: (view: CaseView, documentId: string | undefined) => Promise<CaseView>;
}

/** Marks that are made at this desk's screen. A second try of one that was not answered is the same mark. */
export function useSigning(first: CaseView): Signing {
  const { id: caseId } = first.state;
  const take = useTakeView(caseId);
  const [view, setView] = useState(first);
  const [error, setError] = useState<ApiError | null>(null);
  const [isStale, setStale] = useState(false);
  const ids = useRef(new Map<string, string>());

  const idOf = (what: string): string => {
    const id = ids.current.get(what) ?? newId();
    ids.current.set(what, id);
    return id;
  };
  const see = (next: CaseView): CaseView => {
    setView(next);
    take(next);
    return next;
  };

  return {
    view,
    error,
    isStale,
    async sign(mark, made) {
      setError(null);
      setStale(false);
      const place = placeOf(mark);
      const attempt = async (seen: CaseView, again: boolean): Promise<CaseView | null> => {
        const change = { actionId: idOf(place), caseId, baseRevision: seen.state.revision, mark };
        try {
          const after = await send(change, made);
          ids.current.delete(place);
          return see(after);
        } catch (failure) {
          const known = toApiError(failure);
          if (known.code !== 'STALE_REVISION') {
            setError(known);
            return null;
          }
          const current = see(await currentView(caseId, known.state));
          // What was signed is this version of the text, which the mark names; a call or a print beside it changes nothing.
          if (again && isSameText(mark, seen.state, current.state)) return attempt(current, false);
          setStale(true);
          return null;
        }
      };
      return attempt(view, true);
    },
    async execute(after, documentId) {
      if (documentId === undefined || executionProblem(after.state, documentId) !== null) return after;
      const { revision: baseRevision } = after.state;
      const made = await api.signing.execute({ actionId: idOf('execute'), caseId, baseRevision, documentId });
      return see(made.view);
    },
  };
}

function placeOf(mark: AskedMark): string {
  return 'documentId' in mark
    ? `${mark.documentId} ${mark.place}`
    : `${mark.version} ${mark.kind} ${mark.signerId ?? ''}`;
}

/** The same paper, as it shows the case, under which the same hands stand. */
function isSameText(mark: AskedMark, before: CaseState, now: CaseState): boolean {
  const paperIn = (state: CaseState): IssuedDocument | null =>
    'documentId' in mark ? (state.documents.find(({ id }) => id === mark.documentId) ?? null) : signedPaper(state);
  const [was, is] = [paperIn(before), paperIn(now)];
  if (!was || !is || was.id !== is.id || was.outdated !== is.outdated) return false;
  const hands = (state: CaseState, paper: IssuedDocument) => marksOn(state, paper).map(({ actionId }) => actionId);
  return hands(before, was).join() === hands(now, is).join();
}

type Change = Parameters<typeof api.signing.seal>[0];

function send(change: Change, made: MadeHere): Promise<CaseView> {
  switch (made.way) {
    case 'screen':
      return api.signing.draw({ ...change, drawn: made.drawn });
    case 'reader':
      return api.signing.fingerprint({ ...change, file: made.file, device: made.device });
    case 'seal':
      return api.signing.seal(change);
  }
}
