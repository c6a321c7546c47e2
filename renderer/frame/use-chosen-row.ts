import { type RefObject, useEffect, useRef } from 'react';

/**
 * A list of which one line is always chosen while the screen's keys act on it: the list takes the focus that nobody has
 * when the screen opens, and the chosen line stays in sight.
 */
export function useChosenRow(rowId: string): RefObject<HTMLDivElement | null> {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const active = document.activeElement;
    if (!active || active === document.body || active.matches('main')) list.current?.focus({ preventScroll: true });
  }, []);
  useEffect(() => {
    document.getElementById(rowId)?.scrollIntoView({ block: 'nearest' });
  }, [rowId]);
  return list;
}
