import type { ErasureEntry } from '../../contract/personal-data.ts';
import { caseStatus } from '../../domain/cases/status.ts';
import { erasureGround } from '../../domain/personal-data/erasure.ts';
import { formatInstant } from '../../domain/text/chinese-date.ts';
import { EmptyState } from '../status/EmptyState.tsx';
import { StatusTag } from '../status/StatusTag.tsx';

interface ErasureListProps {
  readonly entries: readonly ErasureEntry[];
  readonly selected: string | null;
  readonly onSelect: (requestId: string) => void;
}

const rowId = (requestId: string): string => `erasure-${requestId}`;

/** Requests to erase, those that wait first. One is always selected: the keys of the bar act on it. */
export function ErasureList({ entries, selected, onSelect }: ErasureListProps) {
  if (entries.length === 0) {
    return (
      <EmptyState>还没有人申请删除。主任或者中心负责人在案件页按 Alt+Delete 申请，由另一个人在这里批准。</EmptyState>
    );
  }
  return (
    <div
      className="erasures"
      role="listbox"
      tabIndex={0}
      aria-label="删除申请"
      aria-activedescendant={selected === null ? undefined : rowId(selected)}
    >
      {entries.map((entry) => (
        <div
          key={entry.requestId}
          id={rowId(entry.requestId)}
          role="option"
          tabIndex={-1}
          aria-selected={entry.requestId === selected}
          className="erasure-row"
          onMouseDown={(event) => {
            event.preventDefault();
            onSelect(entry.requestId);
          }}
        >
          <span className="erasure-head">
            <b>{entry.caseNumber || '内容已删除的案件'}</b>
            {entry.status ? <span className="muted">{caseStatus(entry.status).name}</span> : null}
            <Standing entry={entry} />
          </span>
          <span>
            {erasureGround(entry.ground).name}
            <span className="small muted">（{erasureGround(entry.ground).law}）</span>
          </span>
          <span className="erasure-reason">{entry.reason}</span>
          <span className="small muted">
            {entry.requestedBy} {formatInstant(entry.requestedAt)} 申请
            {entry.decision ? `；${entry.decision.by} ${formatInstant(entry.decision.at)} ${outcome(entry)}` : ''}
          </span>
          {entry.hold ? (
            <span className="small late">
              {entry.hold.message}（{entry.hold.source}）
            </span>
          ) : null}
        </div>
      ))}
    </div>
  );
}

function outcome({ decision }: ErasureEntry): string {
  return decision?.outcome === 'erased' ? '批准，已删除' : `退回：${decision?.reason ?? ''}`;
}

function Standing({ entry: { decision, isOwn, hold } }: { readonly entry: ErasureEntry }) {
  if (decision?.outcome === 'erased') return <StatusTag look="done">已删除</StatusTag>;
  if (decision) return <StatusTag look="waiting">已退回</StatusTag>;
  if (hold) return <StatusTag look="late">现在不能删</StatusTag>;
  return <StatusTag look="soon">{isOwn ? '等另一个人批准' : '等批准'}</StatusTag>;
}
