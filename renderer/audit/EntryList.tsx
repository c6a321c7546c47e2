import type { UseQueryResult } from '@tanstack/react-query';
import type { AuditPage } from '../../contract/audit.ts';
import { formatInstant } from '../../domain/text/chinese-date.ts';
import { toApiError } from '../api/errors.ts';
import { EmptyState } from '../status/EmptyState.tsx';
import { ErrorNote } from '../status/ErrorNote.tsx';
import { Waiting } from '../status/Waiting.tsx';

/** The lines of both logs, the newest first, fifty at a time. */
export function EntryList({ query }: { readonly query: UseQueryResult<AuditPage> }) {
  if (query.error) return <ErrorNote error={toApiError(query.error)} onRetry={() => void query.refetch()} />;
  if (!query.data) return <Waiting label="正在读日志" />;
  const { entries } = query.data;
  if (entries.length === 0) return <EmptyState>没有符合条件的记录。</EmptyState>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <section className="audit-list" tabIndex={0} aria-label="日志">
      <table>
        <thead>
          <tr>
            <th scope="col">时间</th>
            <th scope="col">人员</th>
            <th scope="col">做了什么</th>
            <th scope="col">案号</th>
            <th scope="col">对象</th>
            <th scope="col">理由</th>
          </tr>
        </thead>
        <tbody>
          {entries.map(({ id, at, staffName, what, caseNumber, about, reason }) => (
            <tr key={id}>
              <td>{formatInstant(at)}</td>
              <td>{staffName}</td>
              <td>{what}</td>
              <td>{caseNumber ?? ''}</td>
              <td>{about}</td>
              <td>{reason ?? ''}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
