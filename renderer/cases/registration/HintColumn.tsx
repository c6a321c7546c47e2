import { type RefObject, useLayoutEffect, useRef, useState } from 'react';
import { Key } from '../../keyboard/Key.tsx';
import { type HintActions, HintCard } from './HintCard.tsx';
import type { Hint } from './hints.ts';
import './hints.css';

interface HintColumnProps extends HintActions {
  readonly hints: readonly Hint[];
  readonly form: RefObject<HTMLElement | null>;
}

/** Where a hint stands, and the row that its line leads to, in px below the top of the column. */
interface Position {
  readonly top: number;
  readonly row: number;
}

const GAP = 12;
/** From the top of a hint to the middle of its title, where its line begins. */
const TITLE_MIDDLE = 19;

/** Each hint beside its row; those that would overlap move down, and a line still leads to the row. */
function positionsOf(column: HTMLElement, form: HTMLElement | null): readonly Position[] {
  const origin = column.getBoundingClientRect().top;
  const positions: Position[] = [];
  let free = 0;
  for (const card of column.querySelectorAll<HTMLElement>('[data-hint-anchor]')) {
    const anchor = form?.querySelector(`[data-anchor="${card.dataset.hintAnchor}"]`);
    const label = anchor?.querySelector('h2, label') ?? anchor;
    const box = (label ?? form)?.getBoundingClientRect();
    const row = box ? Math.round(label ? (box.top + box.bottom) / 2 - origin : 0) : 0;
    const top = Math.max(free, row - TITLE_MIDDLE);
    positions.push({ top, row });
    free = top + card.offsetHeight + GAP;
  }
  return [...positions, { top: free, row: free }];
}

function same(one: readonly Position[], other: readonly Position[]): boolean {
  return (
    one.length === other.length &&
    one.every((position, index) => position.top === other[index]?.top && position.row === other[index]?.row)
  );
}

/** The hints of the form, at its right. */
export function HintColumn({ hints, form, ...actions }: HintColumnProps) {
  const column = useRef<HTMLElement>(null);
  const [positions, setPositions] = useState<readonly Position[]>([]);

  useLayoutEffect(() => {
    const place = (): void => {
      if (!column.current) return;
      const next = positionsOf(column.current, form.current);
      setPositions((before) => (same(before, next) ? before : next));
    };
    place();
    const observer = new ResizeObserver(place);
    if (form.current) observer.observe(form.current);
    for (const card of column.current?.querySelectorAll('[data-hint-anchor]') ?? []) observer.observe(card);
    return () => observer.disconnect();
  });

  const end = positions[hints.length]?.top ?? 0;
  return (
    <aside ref={column} className="hints" aria-label="提示">
      {hints.map((hint, index) => {
        const { top, row } = positions[index] ?? { top: 0, row: 0 };
        const line = top + TITLE_MIDDLE;
        return (
          <div key={`${hint.kind}-${hint.anchor}`} className="hint" data-hint-anchor={hint.anchor} style={{ top }}>
            <span
              className={`hint-line ${line === row ? '' : 'hint-line-bent'}`}
              style={{ top: Math.min(row, line) - top, height: Math.abs(line - row) + 1 }}
              aria-hidden="true"
            />
            <HintCard hint={hint} {...actions} />
          </div>
        );
      })}
      <p className="hints-foot small muted" style={{ top: end }}>
        <span className="filled-in-sample">自动</span> 系统代填，可直接改，回车跳过。
        {hints.length > 0 ? (
          <>
            <Key combo="Ctrl+J" /> 到提示
          </>
        ) : null}
      </p>
    </aside>
  );
}

/** Ctrl+J: the first control of the next hint; after the last one, or with Esc, back to the field. */
export function focusNextHint(cameFrom: RefObject<Element | null>): void {
  const cards = [...document.querySelectorAll<HTMLElement>('.hint')];
  const at = cards.findIndex((card) => card.contains(document.activeElement));
  if (at < 0) cameFrom.current = document.activeElement;
  const card = cards[at + 1];
  const next = card?.querySelector<HTMLElement>('.hint-actions button') ?? card?.querySelector<HTMLElement>('button');
  if (next) next.focus();
  else leaveHints(cameFrom);
}

/** @returns false when the focus was not on a hint */
export function leaveHints(cameFrom: RefObject<Element | null>): boolean {
  if (!document.activeElement?.closest('.hints')) return false;
  if (cameFrom.current instanceof HTMLElement && cameFrom.current.isConnected) cameFrom.current.focus();
  return true;
}
