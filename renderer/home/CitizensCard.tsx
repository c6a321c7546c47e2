import type { CitizenAsk } from '../../contract/home.ts';
import { SideCard, Until } from './SideCard.tsx';

/** Opens the answer to who waits longest. */
export const CITIZENS_COMBO = 'Alt+8';

interface CitizensCardProps {
  readonly asks: readonly CitizenAsk[];
  readonly now: number;
  /** Opens the case, with the form of the answer where somebody has to write one. */
  readonly onAnswer: (ask: CitizenAsk) => void;
}

/** What citizens said on the city's pages and wait for an answer to. */
export function CitizensCard({ asks, now, onAnswer }: CitizensCardProps) {
  const items = asks.map((ask) => ({
    key: `${ask.caseId} ${ask.at}`,
    ...{ parties: ask.parties, caseNumber: ask.caseNumber, note: ask.what, words: ask.words },
    until: <Until by={ask.answerBy} now={now} open="答复期限 " late="已过答复期限 " />,
    onOpen: () => onAnswer(ask),
  }));
  const count = <span className="soon">{asks.length} 条</span>;
  return <SideCard title="群众等答复" count={count} combo={CITIZENS_COMBO} items={items} />;
}
