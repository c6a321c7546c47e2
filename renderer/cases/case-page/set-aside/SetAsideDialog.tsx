import { Button, Checkbox } from 'antd';
import { useState } from 'react';
import { v7 as newId } from 'uuid';
import type { CaseView } from '../../../../contract/cases.ts';
import type { Actor } from '../../../../domain/access/roles.ts';
import { workflowRow } from '../../../../domain/cases/workflow.ts';
import { comparedFields } from '../../../../domain/sync/compare-versions.ts';
import { useCenterNow } from '../../../api/center-clock.ts';
import { api } from '../../../api/client.ts';
import { type ApiError, toApiError } from '../../../api/errors.ts';
import { Dialog } from '../../../frame/Dialog.tsx';
import { Key } from '../../../keyboard/Key.tsx';
import { useActionKeys } from '../../../keyboard/use-action-keys.ts';
import { ErrorNote } from '../../../status/ErrorNote.tsx';
import { Note } from '../../../status/Note.tsx';
import { HandToCityDialog, WithdrawDialog } from '../../../sync/SettleDialogs.tsx';
import { isPageAction } from '../action-catalogue.ts';
import { VersionsTable } from '../compare/VersionsTable.tsx';
import { type Doing, doingOf } from '../forms/action-forms.ts';
import type { SendAction } from '../use-action-submit.ts';
import { currentView } from '../use-case-view.ts';
import { actionOf, idsOf, mayResend, resendable, type SetAsideGroup } from './set-aside-group.ts';
import './set-aside.css';

interface SetAsideDialogProps {
  readonly view: CaseView;
  readonly actor: Actor;
  readonly group: SetAsideGroup;
  readonly onClose: () => void;
  readonly onSettled: (after: CaseView, told: string) => void;
  /** Opens the form of the first step with what was entered, and sends it by this. */
  readonly onEdit: (send: SendAction) => void;
}

/** What has fields that can be filled in with what was entered. */
const editable: ReadonlySet<Doing['kind']> = new Set(['form', 'page']);

type Step = 'choose' | 'withdraw' | 'hand_over';

/** What becomes of the steps that the city did not take over: both versions side by side, and the ways out (SYNC-3). */
export function SetAsideDialog({ view, actor, group, onClose, onSettled, onEdit }: SetAsideDialogProps) {
  const [step, setStep] = useState<Step>('choose');
  const [error, setError] = useState<ApiError | null>(null);
  const [ids] = useState(() => ({ settlingId: newId(), actionId: newId() }));
  const at = useCenterNow();
  const [plan] = useState(() => resendable(view, actor, group, at));
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const { first, held } = group;
  const { id: caseId, revision: baseRevision } = view.state;
  const actionIds = idsOf(group);
  const [firstPlan, ...followers] = plan;
  const chosen = followers.filter(({ step: { actionId }, refusal }) => refusal === null && !left.has(actionId));
  const [resentIds] = useState(() => new Map(held.map(({ actionId }) => [actionId, newId()])));
  const action = actionOf(first);
  const label = workflowRow(first.type).label;

  const send: SendAction = (input) =>
    api.cases.resend({
      ...input,
      settlingId: ids.settlingId,
      actionIds,
      followers: chosen.map(({ step: { actionId } }) => ({ actionId, resentAs: resentIds.get(actionId) ?? newId() })),
    });
  const run = async (told: string, work: () => Promise<CaseView>): Promise<void> => {
    setError(null);
    try {
      onSettled(await work(), told);
    } catch (failure) {
      setError(toApiError(failure));
    }
  };
  const takeOurs = () =>
    action
      ? run(`已按原样重发：${label}`, () => send({ actionId: ids.actionId, caseId, baseRevision, action }))
      : undefined;
  const edits = mayResend(group) && isPageAction(first.type) && editable.has(doingOf(first.type).kind);
  const takes = mayResend(group) && firstPlan?.refusal === null;

  const ways: readonly Way[] = [
    ...(edits ? [{ combo: 'Alt+E', label: '改后重发', run: () => onEdit(send) }] : []),
    ...(takes ? [{ combo: 'Alt+R', label: '以本中心的为准，按原样重发', run: () => void takeOurs() }] : []),
    { combo: 'Alt+W', label: '以市里的为准，撤回', run: () => setStep('withdraw') },
    { combo: 'Alt+T', label: '交市平台处理', run: () => setStep('hand_over') },
  ];

  if (step !== 'choose') {
    const Settle = step === 'withdraw' ? WithdrawDialog : HandToCityDialog;
    return (
      <Settle
        actionIds={actionIds}
        steps={[first, ...held].map((each) => each.label)}
        onClose={() => setStep('choose')}
        onDone={async (told) => onSettled(await currentView(caseId, null), told)}
      />
    );
  }
  return (
    <Dialog title={`市平台没有采纳：${label}`} width={820} onClose={onClose} closeLabel="先留着">
      <Note look="warn" title={first.reasonText}>
        {first.detail === null ? null : <p>{first.detail}</p>}
      </Note>
      {action ? (
        <VersionsTable
          heads={['本中心写的', '市里现在的']}
          fields={comparedFields(action, view.state, (id) => view.staffNames[id] ?? '（未知人员）')}
        />
      ) : null}
      {followers.length === 0 ? null : (
        <fieldset className="set-aside-followers">
          <legend>后面跟着等的 {followers.length} 步，重发时一起办的请勾上，不勾的撤回</legend>
          {followers.map(({ step: { actionId, label: name }, refusal }) => (
            <Checkbox
              key={actionId}
              disabled={refusal !== null}
              checked={refusal === null && !left.has(actionId)}
              onChange={({ target }) => {
                const next = new Set(left);
                if (target.checked) next.delete(actionId);
                else next.add(actionId);
                setLeft(next);
              }}
            >
              {name}
              {refusal === null ? null : <span className="soon">　现在不能办：{refusal.message}</span>}
            </Checkbox>
          ))}
        </fieldset>
      )}
      {firstPlan?.refusal ? <p className="soon">按原样重发现在不能办：{firstPlan.refusal.message}</p> : null}
      <Ways ways={ways} />
      {error ? <ErrorNote error={error} /> : null}
    </Dialog>
  );
}

interface Way {
  readonly combo: string;
  readonly label: string;
  readonly run: () => void;
}

/** Inside the dialog, whose keys are apart from those of the page. */
function Ways({ ways }: { readonly ways: readonly Way[] }) {
  useActionKeys(ways);
  return (
    <div className="set-aside-ways">
      {ways.map(({ combo, label, run }) => (
        <Button key={combo} onClick={run}>
          {label} <Key combo={combo} />
        </Button>
      ))}
    </div>
  );
}
