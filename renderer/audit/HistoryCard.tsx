import type { UseQueryResult } from '@tanstack/react-query';
import type { HistoryState } from '../../contract/audit.ts';
import { formatInstant } from '../../domain/text/chinese-date.ts';
import { toApiError } from '../api/errors.ts';
import { ErrorNote } from '../status/ErrorNote.tsx';
import { StatusTag } from '../status/StatusTag.tsx';
import { Waiting } from '../status/Waiting.tsx';

/** Whether the history holds, as it was verified last; each finding names its place. */
export function HistoryCard({ query }: { readonly query: UseQueryResult<HistoryState> }) {
  return (
    <section className="card audit-history" aria-labelledby="audit-history-title">
      <h2 id="audit-history-title">历史校验</h2>
      {query.data ? <State state={query.data} /> : null}
      {query.error ? <ErrorNote error={toApiError(query.error)} onRetry={() => void query.refetch()} /> : null}
      {query.isPending ? <Waiting label="正在看历史校验的结果" /> : null}
    </section>
  );
}

function State({ state: { running, last, failure } }: { readonly state: HistoryState }) {
  return (
    <>
      {running ? (
        <p role="status">
          正在校验：{running.done} / {running.total} 条，不影响办案。
        </p>
      ) : null}
      {failure === null ? null : <p role="alert">{failure}</p>}
      {last === null ? <p className="muted">启动后还没有校验过，稍后会自动校验最近的部分。</p> : <Last last={last} />}
    </>
  );
}

function Last({ last }: { readonly last: NonNullable<HistoryState['last']> }) {
  const { part, endedAt, cancelled, actions, entries, rows, files, receipts, found, findings, withCity } = last;
  return (
    <>
      <p>
        <StatusTag look={found > 0 || cancelled ? 'soon' : 'done'}>
          {found > 0 ? `发现 ${found} 处` : cancelled ? '没有校验完' : '没有发现改动'}
        </StatusTag>{' '}
        {formatInstant(endedAt)} 校验{part === 'all' ? '全部' : '最近的部分'}：动作 {actions} 条，查阅记录 {entries}{' '}
        条， 导入 {rows} 行，文件 {files} 个，市里的答复和回执 {receipts} 份；
        {withCity ? '已与市平台的存证核对。' : '没有与市平台的存证核对。'}
      </p>
      {findings.length === 0 ? null : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
        <ol className="audit-findings" tabIndex={0} aria-label="发现的改动">
          {findings.map((finding) => (
            <li key={finding}>{finding}</li>
          ))}
        </ol>
      )}
    </>
  );
}
