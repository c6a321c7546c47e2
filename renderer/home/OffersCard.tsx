import { Button } from 'antd';
import type { IncomingOffer } from '../../contract/home.ts';
import { describeDueAt } from '../../domain/deadlines/describe.ts';
import { deadlineStatus } from '../../domain/deadlines/due.ts';
import { ariaKeys, Key } from '../keyboard/Key.tsx';

/** Opens the first offer: the others follow it in the order of the tabulator. */
export const OFFERS_COMBO = 'Alt+E';

interface OffersCardProps {
  readonly offers: readonly IncomingOffer[];
  readonly now: number;
  /** Opens the case with its whole history; with an action its form is open, too. */
  readonly onOpen: (offer: IncomingOffer, action?: 'handover.accepted' | 'handover.refused') => void;
}

/** Cases that other centers offer to this one; nothing is shown where there are none. */
export function OffersCard({ offers, now, onOpen }: OffersCardProps) {
  if (offers.length === 0) return null;
  return (
    <section className="card side-card" aria-label="待接收的移交">
      <h2>
        待接收的移交
        <span className="small muted">{offers.length} 件</span>
      </h2>
      <ul>
        {offers.map((offer, index) => (
          <li key={offer.caseId} className="offer">
            <button
              type="button"
              className="side-row"
              {...(index === 0 ? { 'aria-keyshortcuts': ariaKeys(OFFERS_COMBO) } : {})}
              onClick={() => onOpen(offer)}
            >
              <span className="work-row-who">
                <span className="cut" title={offer.parties}>
                  {offer.parties || offer.caseNumber}
                </span>
                {index === 0 ? <Key combo={OFFERS_COMBO} /> : null}
              </span>
              <span className="side-row-note small muted">
                {offer.from}
                {offer.direction}
              </span>
              <span className="small offer-reason">{offer.reason}</span>
              <Until offer={offer} now={now} />
            </button>
            <span className="offer-answers">
              <Button size="small" onClick={() => onOpen(offer, 'handover.accepted')}>
                接收
              </Button>
              <Button size="small" onClick={() => onOpen(offer, 'handover.refused')}>
                不接收
              </Button>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Until({ offer: { answerBy }, now }: { readonly offer: IncomingOffer; readonly now: number }) {
  if (!answerBy) return null;
  const isLate = deadlineStatus(answerBy, now).status === 'overdue';
  return (
    <span className={`small ${isLate ? 'late' : 'muted'}`}>
      {isLate ? '已过答复期限 ' : '答复期限 '}
      {describeDueAt(answerBy, now)}
    </span>
  );
}
