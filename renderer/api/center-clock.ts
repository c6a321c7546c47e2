import { useQuery } from '@tanstack/react-query';
import { type PlainDate, plainDateAt } from '../../domain/text/chinese-date.ts';
import { useNow } from '../status/use-now.ts';
import { queries } from './client.ts';

/** A difference that a call's way alone explains. */
const NOISE_MS = 2_000;

/**
 * The time now by the center's clock, in ms, refreshed every `everyMs` (a minute when not given): at a desk whose own
 * clock is wrong nothing looks over that is not.
 */
export function useCenterNow(everyMs?: number): number {
  const now = useNow(everyMs);
  const { data, dataUpdatedAt } = useQuery(queries.center.status.queryOptions());
  const offset = data ? data.now - dataUpdatedAt : 0;
  return Math.abs(offset) < NOISE_MS ? now : now + offset;
}

/**
 * Today by the center's clock, for dates that a person confirms; null where that clock is suspect. Then no form offers
 * today and none refuses a date as being ahead: the paper knows better (LOG-10, SYNC-7).
 */
export function useTrustedToday(): PlainDate | null {
  const now = useCenterNow();
  const { data } = useQuery(queries.center.status.queryOptions());
  return data?.clockSuspect ? null : plainDateAt(now);
}
