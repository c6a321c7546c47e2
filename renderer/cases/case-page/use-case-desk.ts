import { useRef, useState } from 'react';
import { v7 as newId } from 'uuid';
import { useLocation } from 'wouter';
import type { CaseView } from '../../../contract/cases.ts';
import type { CaseAction } from '../../../domain/cases/actions.ts';
import { caseStatus } from '../../../domain/cases/status.ts';
import { workflowRow } from '../../../domain/cases/workflow.ts';
import { api } from '../../api/client.ts';
import { type ApiError, toApiError } from '../../api/errors.ts';
import type { PageAction } from './action-catalogue.ts';
import type { ActionDialogProps } from './forms/ActionDialog.tsx';
import { doingOf } from './forms/action-forms.ts';
import { undoOf } from './undo-action.ts';
import { currentView, useTakeView } from './use-case-view.ts';

/** The form that is open, and what it was opened for. */
export interface OpenForm {
  readonly action: PageAction;
  readonly about?: string | undefined;
  /** What was entered when it was first done, where it is done anew in the place of a step that was set aside. */
  readonly resend?: ActionDialogProps['resend'];
}

/** One quiet line in the action bar. */
export interface Told {
  readonly text: string;
  readonly undo: CaseAction | null;
}

export interface CaseDesk {
  readonly open: OpenForm | null;
  readonly told: Told | null;
  readonly error: ApiError | null;
  readonly tell: (text: string) => void;
  /** Does an action or opens its form; a refused one says why instead. */
  readonly run: (action: PageAction, about?: string) => void | Promise<void>;
  /** Does an action that has nothing to fill in. */
  readonly doAtOnce: (action: CaseAction) => Promise<void>;
  readonly close: () => void;
  /** Opens the form of a step that was set aside with what was entered. */
  readonly reopen: (form: OpenForm) => void;
  readonly finished: (before: CaseView, action: CaseAction, after: CaseView) => void;
}

/** What is open on the page, what was just done, and how to take it back. */
export function useCaseDesk(view: CaseView): CaseDesk {
  const { id: caseId } = view.state;
  const [open, setOpen] = useState<OpenForm | null>(null);
  const [told, setTold] = useState<Told | null>(null);
  const [error, setError] = useState<ApiError | null>(null);
  const [, navigate] = useLocation();
  const take = useTakeView(caseId);
  // The same press after a lost answer is the same action.
  const pending = useRef<{ readonly key: string; readonly id: string } | null>(null);

  const finished = (before: CaseView, action: CaseAction, after: CaseView): void => {
    setOpen(null);
    setError(null);
    setTold({ text: doneText(before, action, after), undo: undoOf(before.state, action) });
    focusMainAction();
  };

  const doAtOnce = async (action: CaseAction): Promise<void> => {
    const key = JSON.stringify([action, view.state.revision]);
    if (pending.current?.key !== key) pending.current = { key, id: newId() };
    setError(null);
    try {
      const after = await api.cases.act({
        actionId: pending.current.id,
        caseId,
        baseRevision: view.state.revision,
        action,
      });
      pending.current = null;
      take(after);
      finished(view, action, after);
    } catch (problem) {
      const known = toApiError(problem);
      if (known.code !== 'STALE_REVISION') return setError(known);
      take(await currentView(caseId, known.state));
      setTold({ text: '案件刚有新情况，已经更新，请看过再按一次', undo: null });
    }
  };

  const run = (action: PageAction, about?: string): void | Promise<void> => {
    const refusal = view.offered.find((each) => each.action === action)?.refusal;
    if (refusal) return setTold({ text: refusal.message, undo: null });
    setTold(null);
    const doing = doingOf(action);
    switch (doing.kind) {
      case 'at_once':
        return doAtOnce({ type: 'case.signed_in', payload: {} });
      case 'page':
        return navigate(doing.path(caseId, about));
      case 'form':
      case 'session':
      case 'marks':
        return setOpen({ action, about });
    }
  };

  return {
    open,
    told,
    error,
    tell: (text) => setTold({ text, undo: null }),
    run,
    doAtOnce,
    close: () => setOpen(null),
    reopen: setOpen,
    finished,
  };
}

function doneText(before: CaseView, action: CaseAction, after: CaseView): string {
  const { label } = workflowRow(action.type);
  const { status } = after.state;
  return status === before.state.status ? `已办：${label}` : `已办：${label}，案件现在是「${caseStatus(status).name}」`;
}

/** Back to the place of the next step, after the dialog has given the focus back to where it was opened from. */
export function focusMainAction(): void {
  setTimeout(() => {
    if (document.querySelector('[role=dialog]')) return;
    const target =
      document.querySelector<HTMLElement>('.action-bar [data-main-action]') ?? document.querySelector('main');
    target?.focus();
  }, 50);
}
