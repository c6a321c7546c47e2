import { useState } from 'react';
import { v7 as newId } from 'uuid';
import { useLocation } from 'wouter';
import type { ErasureEntry } from '../../contract/personal-data.ts';
import { may } from '../../domain/access/permissions.ts';
import { toApiError } from '../api/errors.ts';
import { Screen } from '../frame/Screen.tsx';
import { useActionKeys } from '../keyboard/use-action-keys.ts';
import { useSignedIn } from '../sessions/signed-in.ts';
import { ErrorNote } from '../status/ErrorNote.tsx';
import { Waiting } from '../status/Waiting.tsx';
import { ApproveDialog, RefuseDialog } from './DecisionDialogs.tsx';
import { ErasureList } from './ErasureList.tsx';
import { useErasures } from './use-erasures.ts';
import './personal-data.css';

/** What is asked about one request: each opening is one decision, so that a lost answer can be asked for again. */
interface Asked {
  readonly decision: 'approve' | 'refuse';
  readonly entry: ErasureEntry;
  readonly actionId: string;
}

/** 个人信息: what was asked to be erased (个人信息保护法 47), and the second person's word on it. */
export default function PersonalDataPage() {
  const { roles } = useSignedIn();
  const [, navigate] = useLocation();
  const { query, approve, refuse } = useErasures();
  const [wanted, want] = useState<string | null>(null);
  const [asked, setAsked] = useState<Asked | null>(null);
  const entries = query.data ?? [];
  const selected = entries.find(({ requestId }) => requestId === wanted) ?? entries[0];
  const finds = may(roles, 'personalData.findPerson');
  const decides = may(roles, 'personalData.approveErasure');
  const open = decides && selected && selected.decision === null && !selected.isOwn ? selected : null;
  const ask = (decision: Asked['decision']) => (): void => {
    if (open) setAsked({ decision, entry: open, actionId: newId() });
  };
  const step = (by: 1 | -1) => (): void => {
    const next = entries[entries.findIndex((each) => each.requestId === selected?.requestId) + by];
    if (next) want(next.requestId);
  };
  useActionKeys([
    { combo: '↑', label: '选择', repeats: true, run: step(-1) },
    { combo: '↓', label: '选择', repeats: true, run: step(1) },
  ]);
  return (
    <Screen
      title="个人信息"
      className="personal-data"
      back={{ to: '/', label: '回工作台' }}
      keys={entries.length > 1 ? [{ combo: ['↑', '↓'], label: '选择' }] : []}
      secondary={[
        ...(finds ? [{ label: '查个人信息', combo: 'Alt+F', onRun: () => navigate('/personal-data/person') }] : []),
        ...(open ? [{ label: '退回申请', combo: 'Alt+T', onRun: ask('refuse') }] : []),
      ]}
      {...(open ? { main: { label: `批准删除 ${open.caseNumber}`, onRun: ask('approve') } } : {})}
    >
      <section className="card personal-data-erasures" aria-labelledby="erasures-title">
        <h2 id="erasures-title">依法删除</h2>
        {query.error ? <ErrorNote error={toApiError(query.error)} onRetry={() => void query.refetch()} /> : null}
        {query.isPending ? <Waiting label="正在读删除申请" /> : null}
        {query.data ? <ErasureList entries={entries} selected={selected?.requestId ?? null} onSelect={want} /> : null}
      </section>
      {asked?.decision === 'approve' ? (
        <ApproveDialog
          entry={asked.entry}
          onClose={() => setAsked(null)}
          onApprove={() => approve({ actionId: asked.actionId, requestId: asked.entry.requestId })}
        />
      ) : null}
      {asked?.decision === 'refuse' ? (
        <RefuseDialog
          entry={asked.entry}
          onClose={() => setAsked(null)}
          onRefuse={(reason) => refuse({ actionId: asked.actionId, requestId: asked.entry.requestId, reason })}
        />
      ) : null}
    </Screen>
  );
}
