import { useEffect, useState } from 'react';
import type { CenterStatus } from '../../contract/center.ts';
import type { KeyLock } from '../../contract/keys.ts';

/**
 * The lock while there is one. A page that has seen one begins anew when it is gone: its line, and what it was told, are
 * of the locked center.
 */
export function useLock(status: CenterStatus | undefined): KeyLock | null {
  const [seen, setSeen] = useState<KeyLock | null>(null);
  const lock = status?.lock ?? null;
  const isGone = seen !== null && status !== undefined && lock === null;
  useEffect(() => {
    if (lock) setSeen(lock);
  }, [lock]);
  useEffect(() => {
    if (isGone) window.location.reload();
  }, [isGone]);
  return lock ?? seen;
}
