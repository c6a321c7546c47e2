import { useEffect, useState } from 'react';
import type { CenterStatus, ClosedToDesks } from '../../contract/center.ts';
import type { KeyLock } from '../../contract/keys.ts';
import type { MovedAway } from '../../contract/moving.ts';

/** The lock while there is one. */
export const useLock = (status: CenterStatus | undefined): KeyLock | null => useUntilGone(status, status?.lock);

/** Where the center went that this machine served, while that holds. */
export const useMoved = (status: CenterStatus | undefined): MovedAway | null => useUntilGone(status, status?.moved);

/** Why this desk cannot work with the center now. Whoever works here keeps the page, and is told in its header. */
export const useClosed = (status: CenterStatus | undefined, isSeated: boolean): ClosedToDesks | null =>
  useUntilGone(isSeated ? undefined : status, isSeated ? undefined : status?.closed);

/**
 * What stands in place of the center. A page that has seen it begins anew when it is gone: its line, and what it was told,
 * are not the center's.
 */
function useUntilGone<Reason>(status: CenterStatus | undefined, reason: Reason | undefined): Reason | null {
  const [seen, setSeen] = useState<Reason | null>(null);
  const isGone = seen !== null && status !== undefined && reason === undefined;
  useEffect(() => {
    if (reason !== undefined) setSeen(reason);
  }, [reason]);
  useEffect(() => {
    if (isGone) window.location.reload();
  }, [isGone]);
  return reason ?? seen;
}
