import { CloudSyncOutlined } from '@ant-design/icons';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { SyncOverview } from '../../contract/sync-page.ts';
import { may } from '../../domain/access/permissions.ts';
import { useCenterNow } from '../api/center-clock.ts';
import { api } from '../api/client.ts';
import { type ApiError, toApiError } from '../api/errors.ts';
import { useCaseList } from '../cases/case-list.ts';
import { SETTLE } from '../cases/settle-path.ts';
import { Screen } from '../frame/Screen.tsx';
import { saveFile } from '../frame/save-file.ts';
import { useSignedIn } from '../sessions/signed-in.ts';
import { ErrorNote } from '../status/ErrorNote.tsx';
import { Note } from '../status/Note.tsx';
import { Waiting } from '../status/Waiting.tsx';
import { AttentionCard } from './AttentionCard.tsx';
import { ConnectionCard } from './ConnectionCard.tsx';
import { ConsentDialog } from './ConsentDialog.tsx';
import { EnrolAgainDialog } from './EnrolAgainDialog.tsx';
import { EnrolAgainNote } from './EnrolAgainNote.tsx';
import { back, EnrolScreen } from './EnrolScreen.tsx';
import { LineDialog } from './LineDialog.tsx';
import { QueueCard } from './QueueCard.tsx';
import { countWords, spanWords } from './quantities.ts';
import { RoundsCard } from './RoundsCard.tsx';
import { StatementCard } from './StatementCard.tsx';
import { codeFailure } from './statement.ts';
import { type Sync, syncError, useSyncOverview } from './use-sync.ts';
import './sync.css';

const CLOCK_EVERY_MS = 5_000;

/** 数据同步, for IT and managers. */
export default function SyncPage() {
  const sync = useSyncOverview();
  const { query } = sync;
  const { roles } = useSignedIn();
  const now = useCenterNow(CLOCK_EVERY_MS);
  const overview = query.data;
  if (!overview) {
    return (
      <Screen title="数据同步" back={back}>
        {query.error ? (
          <ErrorNote error={toApiError(query.error)} onRetry={() => void query.refetch()} />
        ) : (
          <Waiting label="正在看同步情况" />
        )}
      </Screen>
    );
  }
  if (overview.city === null) {
    return (
      <EnrolScreen
        overview={overview}
        now={now}
        isIt={may(roles, 'sync.enrol')}
        onEnrolled={(next) => void sync.show(next)}
      />
    );
  }
  return <Enrolled sync={sync} overview={overview} now={now} />;
}

interface EnrolledProps {
  readonly sync: Sync;
  readonly overview: SyncOverview;
  readonly now: number;
}

function Enrolled({ sync, overview, now }: EnrolledProps) {
  const { roles } = useSignedIn();
  const [, navigate] = useLocation();
  const openedFrom = useCaseList((state) => state.openedFrom);
  const [error, setError] = useState<ApiError | null>(null);
  const [result, setResult] = useState<string | null>(null);
  const [asking, setAsking] = useState(false);
  const [settingLine, setSettingLine] = useState(false);
  const [enrolling, setEnrolling] = useState(false);
  const needsCode = codeFailure(overview);
  const isIt = may(roles, 'sync.line.change');
  const { attention, needsConsent } = overview;
  const isManager = may(roles, 'sync.consent');
  const caseIds = attention.flatMap(({ caseId }) => caseId ?? []);
  const settles = (caseId: string): boolean => attention.some((group) => group.caseId === caseId && group.maySettle);
  const open = (caseId: string): void => {
    openedFrom({ path: '/sync', label: '回数据同步', caseIds });
    navigate(`/cases/${caseId}${settles(caseId) ? SETTLE : ''}`);
  };
  const syncNow = async (): Promise<void> => {
    setError(null);
    setResult('正在同步');
    try {
      const next = await api.sync.now();
      setResult(resultOf(next));
      await sync.show(next);
    } catch (failure) {
      setResult(null);
      setError(syncError(failure));
    }
  };
  const saveDiagnosis = async (): Promise<void> => {
    setError(null);
    setResult('正在做诊断包');
    try {
      const file = await api.sync.diagnosis();
      saveFile(file);
      setResult(`已存：${file.name}，在下载文件夹里`);
    } catch (failure) {
      setResult(null);
      setError(syncError(failure));
    }
  };
  const isCut = sync.query.error !== null;

  return (
    <Screen
      title="数据同步"
      className="sync"
      back={back}
      keys={
        attention.length > 0
          ? [
              { combo: ['↑', '↓'], label: '选择' },
              ...(caseIds.length > 0 ? [{ combo: 'Enter', label: '打开案件' }] : []),
            ]
          : []
      }
      secondary={[
        ...(needsConsent && isManager ? [{ label: '允许继续', combo: 'Alt+J', onRun: () => setAsking(true) }] : []),
        ...(needsCode && isIt ? [{ label: '重新接入', combo: 'Alt+R', onRun: () => setEnrolling(true) }] : []),
        ...(isIt
          ? [
              { label: '存诊断包', combo: 'Alt+B', onRun: saveDiagnosis },
              { label: '联网设置', combo: 'Alt+L', onRun: () => setSettingLine(true) },
            ]
          : []),
      ]}
      main={{ label: '立即同步', icon: <CloudSyncOutlined aria-hidden="true" />, onRun: syncNow }}
      notice={
        isCut || result ? (
          <span role="status" className={isCut ? 'soon' : ''}>
            {isCut ? '没有连上，显示的是刚才的内容' : result}
          </span>
        ) : null
      }
    >
      <StatementCard overview={overview} now={now} />
      <div className="sync-left">
        {error ? <ErrorNote error={error} onRetry={() => void syncNow()} /> : null}
        {needsConsent ? <ConsentNote isManager={isManager} /> : null}
        {needsCode ? <EnrolAgainNote failure={needsCode} isIt={isIt} /> : null}
        <AttentionCard
          groups={attention}
          onOpen={open}
          onSettled={async (told) => {
            setResult(told);
            await sync.query.refetch();
          }}
        />
        <QueueCard overview={overview} />
      </div>
      <div className="sync-right">
        <ConnectionCard overview={overview} />
        <RoundsCard rounds={overview.rounds} />
      </div>
      {settingLine ? <LineDialog origin={null} onClose={() => setSettingLine(false)} /> : null}
      {enrolling ? (
        <EnrolAgainDialog
          origin={overview.city?.origin ?? ''}
          onClose={() => setEnrolling(false)}
          onDone={(next) => {
            setEnrolling(false);
            setResult('已重新接入，正在同步');
            void sync.show(next);
          }}
        />
      ) : null}
      {asking ? (
        <ConsentDialog
          onClose={() => setAsking(false)}
          onDone={(next) => {
            setAsking(false);
            setResult(resultOf(next));
            void sync.show(next);
          }}
        />
      ) : null}
    </Screen>
  );
}

function ConsentNote({ isManager }: { readonly isManager: boolean }) {
  return (
    <Note look="warn" title="取回会结掉、移走或删除本中心三成以上的在办案件，已经停住，还没有动。" live>
      <p>
        {isManager
          ? '请先向市级管理员问清楚，再按“允许继续”。'
          : '要由主任决定是否继续：请主任向市级管理员问清楚，再用自己的账号在这一页允许。'}
      </p>
    </Note>
  );
}

/** What the round that was asked for has done. */
function resultOf({ rounds }: SyncOverview): string | null {
  const [last] = rounds;
  if (!last) return null;
  const done = `上传 ${countWords(last.pushed)} 条，取回 ${countWords(last.pulled)} 条，用时 ${spanWords(last.ms)}`;
  switch (last.outcome) {
    case 'complete':
      return `刚才全部传完：${done}`;
    case 'halted':
      return `刚才停住了：${done}`;
    case 'failed':
      return `刚才没有传完：${done}`;
  }
}
