import { type ReactNode, useState } from 'react';
import { useLocation, useSearch } from 'wouter';
import type { CaseView } from '../../../../contract/cases.ts';
import type { Actor } from '../../../../domain/access/roles.ts';
import { useActionKeys } from '../../../keyboard/use-action-keys.ts';
import { useResending } from '../../resending.ts';
import { isPageAction } from '../action-catalogue.ts';
import type { Values } from '../forms/action-form.ts';
import { doingOf } from '../forms/action-forms.ts';
import { type CaseDesk, focusMainAction } from '../use-case-desk.ts';
import { useTakeView } from '../use-case-view.ts';
import { SetAsideDialog } from './SetAsideDialog.tsx';
import { SetAsideNotes } from './SetAsideNotes.tsx';
import { actionOf, groupOf } from './set-aside-group.ts';

const COMBO = 'Alt+E';

/** The steps of a case that the city did not take over: told in the course, and settled in a dialog with one key to it. */
export function useSetAside(
  view: CaseView,
  actor: Actor,
  desk: Pick<CaseDesk, 'tell' | 'reopen' | 'open'>,
): { readonly notes: ReactNode; readonly dialog: ReactNode } {
  const search = useSearch();
  const group = groupOf(view, actor);
  const [asked, ask] = useState(() => new URLSearchParams(search).has('settle'));
  const take = useTakeView(view.state.id);
  const resend = useResending((state) => state.set);
  const [, navigate] = useLocation();
  useActionKeys(group ? [{ combo: COMBO, label: '处理未采纳的步骤', run: () => ask(true) }] : []);

  const open = asked && group !== null && desk.open === null;
  return {
    notes: <SetAsideNotes entries={view.setAside} onSettle={group ? () => ask(true) : null} combo={COMBO} />,
    dialog: open ? (
      <SetAsideDialog
        key={group.first.actionId}
        view={view}
        actor={actor}
        group={group}
        onClose={() => ask(false)}
        onSettled={(after, told) => {
          ask(false);
          take(after);
          desk.tell(told);
          focusMainAction();
        }}
        onEdit={(send) => {
          const { type, payload } = group.first;
          if (!isPageAction(type)) return;
          ask(false);
          const action = actionOf(group.first);
          const doing = doingOf(type);
          if (doing.kind === 'page' && action) {
            resend({ caseId: view.state.id, action, send });
            return navigate(doing.path(view.state.id));
          }
          desk.reopen({ action: type, resend: { payload: payload as Values, send } });
        }}
      />
    ) : null,
  };
}
