import { Link, useLocation } from 'wouter';
import type { Home } from '../../contract/home.ts';
import { SETTLE } from '../cases/settle-path.ts';
import { Key } from '../keyboard/Key.tsx';
import { useActionKeys } from '../keyboard/use-action-keys.ts';
import { dayOrTime } from './day-and-time.ts';

const MOST = 3;
const COMBO = 'Alt+E';

/** Steps that the city did not take over and that this person may settle; nothing where there is none. One key leads to the first. */
export function SetAsideCard({ groups, now }: { readonly groups: Home['setAside']; readonly now: number }) {
  const [, navigate] = useLocation();
  const [first] = groups;
  useActionKeys(
    first ? [{ combo: COMBO, label: '处理未采纳的步骤', run: () => navigate(`/cases/${first.caseId}${SETTLE}`) }] : [],
  );
  if (!first) return null;
  return (
    <section className="card side-card" aria-label="市平台未采纳">
      <h2>
        市平台未采纳 <Key combo={COMBO} />
        <span className="late">{groups.length} 件</span>
      </h2>
      <ul>
        {groups.slice(0, MOST).map(({ caseId, parties, label, at, steps }) => (
          <li key={caseId} className="news">
            <span className="muted">{dayOrTime(at, now)}</span>
            <Link href={`/cases/${caseId}${SETTLE}`}>
              {parties}：{label}
              {steps > 1 ? `等 ${steps} 步` : ''}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
