import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { AttentionGroup, AttentionItem } from '../../contract/sync-page.ts';
import { verdictReason, waysOut } from '../../domain/sync/reasons.ts';
import { formatInstant } from '../../domain/text/chinese-date.ts';
import { useRemembered } from '../frame/screen-memory.tsx';
import { useActionKeys } from '../keyboard/use-action-keys.ts';
import { EmptyState } from '../status/EmptyState.tsx';
import { HandToCityDialog, WithdrawDialog } from './SettleDialogs.tsx';

const WITHDRAW = 'Alt+W';
const HAND_OVER = 'Alt+T';

interface AttentionCardProps {
  readonly groups: readonly AttentionGroup[];
  /** Only groups of a case that the reader may read have one. */
  readonly onOpen: (caseId: string) => void;
  /** A group was settled. */
  readonly onSettled: (told: string) => Promise<void>;
}

/** Lasts as long as the group: its first action. */
const keyOf = ({ items }: AttentionGroup): string => items[0]?.actionId ?? '';
const rowId = (group: AttentionGroup): string => `attention-${keyOf(group)}`;

/** What the city did not take over, each record with its steps. One is always selected: Enter opens its case. */
export function AttentionCard({ groups, onOpen, onSettled }: AttentionCardProps) {
  const [way, setWay] = useState<'withdraw' | 'hand_over' | null>(null);
  const list = useRef<HTMLDivElement>(null);
  const [wanted, want] = useRemembered<{ key: string; index: number } | null>('sync.attention', null);
  const found = groups.findIndex((group) => keyOf(group) === wanted?.key);
  // A group that was settled leaves its place to the next.
  const index = found >= 0 ? found : Math.min(wanted?.index ?? 0, groups.length - 1);
  const selected = groups[index];

  useActionKeys(
    selected?.maySettle
      ? [
          { combo: WITHDRAW, label: '撤回', run: () => setWay('withdraw') },
          { combo: HAND_OVER, label: '交市平台处理', run: () => setWay('hand_over') },
        ]
      : [],
  );
  const Settle = way === 'withdraw' ? WithdrawDialog : HandToCityDialog;

  // The list is where this page begins; whoever is elsewhere stays there.
  useEffect(() => {
    const active = document.activeElement;
    if (!active || active === document.body || active.matches('main')) list.current?.focus({ preventScroll: true });
  }, []);

  const select = (next: number): void => {
    const group = groups[next];
    if (!group) return;
    want({ key: keyOf(group), index: next });
    document.getElementById(rowId(group))?.scrollIntoView({ block: 'nearest' });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    if (event.key === 'ArrowDown') select(index + 1);
    else if (event.key === 'ArrowUp') select(index - 1);
    else if (event.key === 'Enter' && selected?.caseId) onOpen(selected.caseId);
    else return;
    event.preventDefault();
  };

  return (
    <section
      className={`card sync-card sync-attention-card ${groups.length > 0 ? 'sync-fills' : ''}`}
      aria-label="需要处理"
    >
      <h2>
        需要处理
        <span className="muted">市平台没有照样采纳的步骤；不处理也不会丢</span>
        <span className={groups.length > 0 ? 'late sync-end' : 'muted sync-end'}>{groups.length} 件</span>
      </h2>
      {groups.length === 0 ? (
        <EmptyState>市平台没有照样采纳的步骤会列在这里，写明是谁办的、为什么、怎么办。现在一件也没有。</EmptyState>
      ) : (
        <div
          ref={list}
          className="sync-attention"
          role="listbox"
          tabIndex={0}
          aria-label="需要处理的记录"
          aria-activedescendant={selected ? rowId(selected) : undefined}
          onKeyDown={onKeyDown}
        >
          {groups.map((group, at) => (
            <AttentionRow
              key={keyOf(group)}
              group={group}
              selected={at === index}
              onSelect={() => select(at)}
              onOpen={onOpen}
            />
          ))}
        </div>
      )}
      {way !== null && selected ? (
        <Settle
          actionIds={selected.items.map(({ actionId }) => actionId)}
          steps={selected.items.map(({ action, doneAt }) => `${action}（${formatInstant(doneAt)} 办）`)}
          onClose={() => setWay(null)}
          onDone={async (told) => {
            setWay(null);
            await onSettled(told);
          }}
        />
      ) : null}
    </section>
  );
}

interface AttentionRowProps {
  readonly group: AttentionGroup;
  readonly selected: boolean;
  readonly onSelect: () => void;
  readonly onOpen: (caseId: string) => void;
}

function AttentionRow({ group, selected, onSelect, onOpen }: AttentionRowProps) {
  const { caseId, caseNumber, record, items } = group;
  return (
    <div
      id={rowId(group)}
      className="sync-attention-row"
      role="option"
      tabIndex={-1}
      aria-selected={selected}
      onMouseDown={(event) => {
        event.preventDefault();
        onSelect();
      }}
      onDoubleClick={() => caseId && onOpen(caseId)}
    >
      <p>
        <b>{record}</b>
        {caseNumber === null ? null : <b> {caseNumber}</b>}
        <span className="muted"> · {items.length} 步</span>
      </p>
      {items.map((item) => (
        <AttentionStep key={item.actionId} item={item} />
      ))}
      <p className="small muted">{waysText(group)}</p>
    </div>
  );
}

function AttentionStep({ item }: { readonly item: AttentionItem }) {
  const { action, actor, doneAt, text, detail, held } = item;
  return (
    <div className={`sync-step ${held ? 'sync-step-held' : ''}`}>
      <p>
        <b className={held ? 'soon' : 'late'}>{held ? '跟着等' : '没有采纳'}</b> <b>{action}</b>
        <span className="muted">{` · ${actor ?? '办理人不详'} ${formatInstant(doneAt)} 办`}</span>
      </p>
      <p>
        {text}
        {detail === null ? '。' : `：${detail}`}
      </p>
    </div>
  );
}

/** What can become of it here, by which keys; to whom it may not be left, who decides. */
function waysText({ caseId, maySettle, items: [first] }: AttentionGroup): string {
  if (!maySettle) return '由办理人本人或者主任处理。';
  const ways = first ? verdictReason(first.reason).waysOut : [];
  const atCase = waysOut.filter(({ id }) => (id === 'compare' || id === 'resend') && ways.some((way) => way === id));
  const there = caseId === null ? '' : `Enter 打开案件，${atCase.map(({ name }) => name).join('、')}；`;
  return `${there}${WITHDRAW} 撤回；${HAND_OVER} 交市平台处理。`;
}
