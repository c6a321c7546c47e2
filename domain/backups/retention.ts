import { toChinaDate } from '../deadlines/china-time.ts';
import { dayNumber } from '../deadlines/plain-date.ts';

/** How many backups stay: the newest of each of so many days, weeks (from Monday) and months in China that have one. */
export const retention = { days: 7, weeks: 4, months: 12 } as const;

/** 1970-01-01 was a Thursday: three days on, weeks begin on Monday. */
const THURSDAY = 3;

/**
 * Which of the backups made at these instants (ms) stay. Periods without a backup do not count, so that a machine that
 * was off for a month, or whose clock was wrong, loses none by it. The newest always stays.
 */
export function keptBackups(instants: readonly number[]): ReadonlySet<number> {
  const newestFirst = [...instants].toSorted((one, other) => other - one);
  const kept = new Set<number>();
  const keepNewestOf = (periodOf: (instant: number) => string | number, most: number): void => {
    const seen = new Set<string | number>();
    for (const instant of newestFirst) {
      const period = periodOf(instant);
      if (seen.has(period)) continue;
      if (seen.size === most) return;
      seen.add(period);
      kept.add(instant);
    }
  };
  keepNewestOf(toChinaDate, retention.days);
  keepNewestOf((instant) => Math.floor((dayNumber(toChinaDate(instant)) + THURSDAY) / 7), retention.weeks);
  keepNewestOf((instant) => toChinaDate(instant).slice(0, 7), retention.months);
  return kept;
}
