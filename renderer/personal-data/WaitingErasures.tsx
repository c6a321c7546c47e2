import { useLocation } from 'wouter';
import { may } from '../../domain/access/permissions.ts';
import { formatInstant } from '../../domain/text/chinese-date.ts';
import { ariaKeys, Key } from '../keyboard/Key.tsx';
import { useActionKeys } from '../keyboard/use-action-keys.ts';
import { useSignedIn } from '../sessions/signed-in.ts';
import { useErasures } from './use-erasures.ts';

const COMBO = 'Alt+P';

/** On the workbench of who decides: requests to erase that wait for this very person. Nothing where there are none. */
export function WaitingErasures() {
  const [, navigate] = useLocation();
  const { roles } = useSignedIn();
  const { query } = useErasures();
  const decides = may(roles, 'personalData.approveErasure');
  const waiting = decides ? (query.data ?? []).filter(({ decision, isOwn }) => decision === null && !isOwn) : [];
  const open = (): void => navigate('/personal-data');
  useActionKeys(waiting.length > 0 ? [{ combo: COMBO, label: '看等批准的删除申请', run: open }] : []);
  if (waiting.length === 0) return null;
  return (
    <section className="card side-card" aria-label="等批准的删除申请">
      <h2>
        等批准的删除申请
        <span className="small muted">{waiting.length} 件</span>
      </h2>
      <ul>
        {waiting.map(({ requestId, caseNumber, requestedBy, requestedAt }, index) => (
          <li key={requestId}>
            <button
              type="button"
              className="side-row"
              {...(index === 0 ? { 'aria-keyshortcuts': ariaKeys(COMBO) } : {})}
              onClick={open}
            >
              <span className="work-row-who">
                <span>{caseNumber}</span>
                {index === 0 ? <Key combo={COMBO} /> : null}
              </span>
              <span className="side-row-note small muted">
                {requestedBy} {formatInstant(requestedAt)} 申请
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
