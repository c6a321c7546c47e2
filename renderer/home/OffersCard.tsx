import { Button } from 'antd';
import type { IncomingOffer } from '../../contract/home.ts';
import { SideCard, Until } from './SideCard.tsx';

/** Opens the first offer. */
export const OFFERS_COMBO = 'Alt+E';

interface OffersCardProps {
  readonly offers: readonly IncomingOffer[];
  readonly now: number;
  /** Opens the case with its whole history; with an action its form is open, too. */
  readonly onOpen: (offer: IncomingOffer, action?: 'handover.accepted' | 'handover.refused') => void;
}

/** Cases that other centers offer to this one. */
export function OffersCard({ offers, now, onOpen }: OffersCardProps) {
  const items = offers.map((offer) => ({
    key: offer.caseId,
    ...{ parties: offer.parties, caseNumber: offer.caseNumber, words: offer.reason },
    note: (
      <>
        {offer.from}
        {offer.direction}
      </>
    ),
    until: offer.answerBy ? <Until by={offer.answerBy} now={now} open="答复期限 " late="已过答复期限 " /> : null,
    answers: (
      <>
        <Button size="small" onClick={() => onOpen(offer, 'handover.accepted')}>
          接收
        </Button>
        <Button size="small" onClick={() => onOpen(offer, 'handover.refused')}>
          不接收
        </Button>
      </>
    ),
    onOpen: () => onOpen(offer),
  }));
  const count = <span className="small muted">{offers.length} 件</span>;
  return <SideCard title="待接收的移交" count={count} combo={OFFERS_COMBO} items={items} />;
}
