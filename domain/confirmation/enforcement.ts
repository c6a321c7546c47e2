import type { PerformanceItem } from '../cases/agreement.ts';
import type { Calendar, CalendarDay } from '../deadlines/calendar.ts';
import { type PlainDate, toDayNumber } from '../deadlines/plain-date.ts';

/** The same day two years on; of 29 February the last day of that month (民法典 202). */
function twoYearsAfter(date: PlainDate): PlainDate {
  const same = `${Number(date.slice(0, 4)) + 2}${date.slice(4)}`;
  return toDayNumber(same) !== null ? same : `${same.slice(0, 8)}28`;
}

/**
 * Until when enforcement of a confirmed agreement may be asked for: two years (民事诉讼法 250) from the last day for
 * performance, of instalments from that of the last one, and from the ruling where the agreement names no day. Where
 * several parties perform, the earliest end: whoever keeps it is late for none.
 */
export function enforcementEnd(
  performance: readonly PerformanceItem[],
  ruledOn: PlainDate,
  calendar: Calendar,
): CalendarDay {
  const byParty = Map.groupBy(performance, ({ partyId }) => partyId).values();
  const starts = [...byParty].map((items) => {
    const last = items
      .flatMap(({ dueOn }) => dueOn ?? [])
      .sort()
      .at(-1);
    return last === undefined || last < ruledOn ? ruledOn : last;
  });
  return calendar.rollForward(twoYearsAfter(starts.sort()[0] ?? ruledOn));
}
