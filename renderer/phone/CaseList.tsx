import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { WorkItem } from '../../contract/home.ts';
import { holdsAny } from '../../domain/access/roles.ts';
import { useCenterNow } from '../api/center-clock.ts';
import { queries } from '../api/client.ts';
import { toApiError } from '../api/errors.ts';
import { useCalendar } from '../deadlines/use-calendar.ts';
import { RemainingTime } from '../status/RemainingTime.tsx';
import { byDeadline, isMine } from './case-order.ts';
import { PhoneError } from './PhoneError.tsx';
import { usePhone } from './phone-context.ts';

/** How often an open list looks for new cases. */
const REFRESH_MS = 30_000;

const groups = [
  { id: 'overdue', name: '已超期' },
  { id: 'today', name: '今天到期' },
  { id: 'waiting', name: '往后' },
] as const;

/** My cases, the one whose time ends first at the top, each with what is due. */
export function CaseList({ onOpen }: { readonly onOpen: (caseId: string) => void }) {
  const { person } = usePhone();
  const [all, setAll] = useState(false);
  const home = useQuery({ ...queries.home.work.queryOptions(), refetchInterval: REFRESH_MS });
  const seesOthers = holdsAny(person, ['clerk', 'manager', 'head']);
  const items = (home.data?.items ?? []).filter((item) => all || !seesOthers || isMine(item, person.name));
  const sorted = byDeadline(items);
  return (
    <>
      <h1>{all ? '本中心的案件' : '我的案件'}</h1>
      {seesOthers ? (
        <button type="button" className="button" aria-pressed={all} onClick={() => setAll(!all)}>
          {all ? '只看我承办的' : '看本中心全部'}
        </button>
      ) : null}
      {home.error && !home.data ? (
        <PhoneError error={toApiError(home.error)} onRetry={() => void home.refetch()} />
      ) : null}
      {home.isPending ? <p role="status">正在取案件…</p> : null}
      {home.data && sorted.length === 0 ? (
        <p className="muted">现在没有等您办的案件。交给您的案件会出现在这里。</p>
      ) : null}
      {groups.map(({ id, name }) => (
        <Group key={id} name={name} items={sorted.filter(({ group }) => group === id)} onOpen={onOpen} />
      ))}
    </>
  );
}

interface GroupProps {
  readonly name: string;
  readonly items: readonly WorkItem[];
  readonly onOpen: (caseId: string) => void;
}

function Group({ name, items, onOpen }: GroupProps) {
  const { unsent } = usePhone();
  const now = useCenterNow();
  const calendar = useCalendar();
  if (items.length === 0) return null;
  return (
    <section className="group" aria-label={name}>
      <h2>
        {name} <span className="muted">{items.length}</span>
      </h2>
      <ul className="stack">
        {items.map((item) => {
          const { caseId, dueAt, warnAt, provisional } = item;
          const waits = unsent.filter((entry) => entry.caseId === caseId).length;
          return (
            <li key={caseId}>
              <button type="button" className="card case-card" onClick={() => onOpen(caseId)}>
                <b>{item.parties}</b>
                <span className="case-card-line">
                  <span className="due-step">{item.next?.label ?? item.step}</span>
                  {dueAt === null ? null : (
                    <RemainingTime
                      due={{ warnAt: warnAt ?? dueAt, dueAt, provisional }}
                      now={now}
                      calendar={calendar}
                      style="short"
                    />
                  )}
                </span>
                <span className="small muted">
                  {[item.streetName || item.areaName, item.caseNumber].filter(Boolean).join('　')}
                </span>
                {waits > 0 ? <span className="small soon">还没有发出 {waits}</span> : null}
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
