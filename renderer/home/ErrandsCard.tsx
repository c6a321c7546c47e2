import { Button } from 'antd';
import type { WaitingErrand } from '../../contract/home.ts';
import { SideCard, Until } from './SideCard.tsx';

/** Opens the first of them. */
export const ERRANDS_COMBO = 'Alt+D';

interface ErrandsCardProps {
  readonly errands: readonly WaitingErrand[];
  readonly now: number;
  /** Opens the case; with an action its form is open, too. */
  readonly onOpen: (errand: WaitingErrand, action?: string) => void;
}

/** Errands that wait for this person, and asked ones that are over their time. */
export function ErrandsCard({ errands, now, onOpen }: ErrandsCardProps) {
  const items = errands.map((errand) => {
    const { next } = errand;
    return {
      key: errand.errandId,
      ...{ parties: errand.parties, caseNumber: errand.caseNumber, note: errand.name, words: errand.what },
      until: <Until by={errand.by} now={now} open={`${errand.stage}，`} late={`${errand.stage}，已过期限 `} />,
      answers:
        next === null ? null : (
          <Button size="small" onClick={() => onOpen(errand, next.action)}>
            {next.label}
          </Button>
        ),
      onOpen: () => onOpen(errand),
    };
  });
  const count = <span className="small muted">{errands.length} 项</span>;
  return <SideCard title="协同督办" count={count} combo={ERRANDS_COMBO} items={items} />;
}
