import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { AuditFilter, AuditPlace } from '../../contract/audit.ts';
import { may } from '../../domain/access/permissions.ts';
import { api, queries } from '../api/client.ts';
import { type ApiError, toApiError } from '../api/errors.ts';
import { Screen } from '../frame/Screen.tsx';
import { saveFile } from '../frame/save-file.ts';
import { useSignedIn } from '../sessions/signed-in.ts';
import { ErrorNote } from '../status/ErrorNote.tsx';
import { EntryFilter } from './EntryFilter.tsx';
import { EntryList } from './EntryList.tsx';
import { HistoryCard } from './HistoryCard.tsx';
import { useHistory } from './use-history.ts';
import './audit.css';

const everything: AuditFilter = { staffId: null, kind: null, from: null, to: null, caseNumber: '' };

/** 审计: who saw, changed, printed, exported and signed in, and whether the history holds. It shows no case. */
export default function AuditPage() {
  const { roles } = useSignedIn();
  const reads = may(roles, 'audit.entries');
  const [filter, setFilter] = useState(everything);
  const [places, setPlaces] = useState<readonly (AuditPlace | null)[]>([null]);
  const [error, setError] = useState<ApiError | null>(null);
  const history = useHistory();
  const after = places.at(-1) ?? null;
  const entries = useQuery({ ...queries.audit.entries.queryOptions({ input: { filter, after } }), enabled: reads });
  const next = entries.data?.next ?? null;
  const told = (work: Promise<unknown>): Promise<void> =>
    work.then(
      () => setError(null),
      (failure: unknown) => setError(toApiError(failure)),
    );
  const take = () => told(api.audit.exported({ filter }).then(saveFile));
  const change = (to: AuditFilter) => {
    setFilter(to);
    setPlaces([null]);
  };
  const isRunning = history.query.data?.running != null;
  return (
    <Screen
      title="审计"
      className="audit"
      back={{ to: '/', label: '回工作台' }}
      secondary={
        reads
          ? [
              {
                label: '上一页',
                combo: 'Alt+PageUp',
                blocked: places.length === 1 ? '已经是最新的一页' : undefined,
                onRun: () => setPlaces(places.slice(0, -1)),
              },
              {
                label: '下一页',
                combo: 'Alt+PageDown',
                blocked: next === null ? '后面没有了' : undefined,
                onRun: () => setPlaces([...places, next]),
              },
              { label: '导出清单', combo: 'Alt+E', onRun: take },
            ]
          : []
      }
      main={
        isRunning
          ? { label: '停止校验', onRun: () => told(history.stop()) }
          : { label: '校验全部历史', onRun: () => told(history.verify()) }
      }
    >
      {error ? <ErrorNote error={error} /> : null}
      <HistoryCard query={history.query} />
      {reads ? (
        <section className="card audit-entries" aria-labelledby="audit-entries-title">
          <h2 id="audit-entries-title">谁做了什么</h2>
          <EntryFilter filter={filter} onFilter={change} />
          <EntryList key={JSON.stringify([filter, after])} query={entries} />
        </section>
      ) : null}
    </Screen>
  );
}
