import { useEffect, useState } from 'react';
import { api } from '../api/client.ts';

/** How often keys and clicks are told to the center at most. */
const TOLD_EVERY_MS = 30_000;
/** How long before the end people are told. */
export const WARNED_BEFORE_MS = 2 * 60_000;
const signs = ['keydown', 'pointerdown', 'wheel'] as const;

/**
 * Tells the center of keys and clicks that lead to no call, and this desk of the end that comes without them.
 * @returns milliseconds until the password is asked for, while that is near; else null.
 */
export function useIdle(idleMinutes: number, onEnd: () => void): number | null {
  const [left, setLeft] = useState<number | null>(null);

  useEffect(() => {
    const limit = idleMinutes * 60_000;
    let told = Date.now();
    const touch = (): void => {
      const now = Date.now();
      const isNear = now - told > limit - WARNED_BEFORE_MS;
      if (now - told < TOLD_EVERY_MS && !isNear) return;
      told = now;
      setLeft(null);
      // Whoever cannot be told now is told with the next key; a session that has ended says so by itself.
      api.sessions.touch().catch(() => undefined);
    };
    const look = (): void => {
      const rest = limit - (Date.now() - told);
      setLeft(rest <= WARNED_BEFORE_MS ? Math.max(0, rest) : null);
      if (rest <= 0) onEnd();
    };
    const timer = setInterval(look, 1_000);
    for (const sign of signs) window.addEventListener(sign, touch, { capture: true, passive: true });
    return () => {
      clearInterval(timer);
      for (const sign of signs) window.removeEventListener(sign, touch, { capture: true });
    };
  }, [idleMinutes, onEnd]);

  return left;
}
