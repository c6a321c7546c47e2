import type { NumberReads, NumberWrites } from '../../services/numbers/port.ts';
import type { Scope } from './scope.ts';

const sql = {
  next: `INSERT INTO number_counters (feed, series, year, last) VALUES ($1, $2, $3, 1)
    ON CONFLICT (feed, series, year) DO UPDATE SET last = number_counters.last + 1 RETURNING last`,
  pass: `INSERT INTO number_counters (feed, series, year, last) SELECT $1, $2, $3::int, $4::int WHERE $4::int > 0
    ON CONFLICT (feed, series, year) DO UPDATE SET last = excluded.last WHERE excluded.last > number_counters.last`,
} as const;

/** The city gives blocks to stations (city/sync/reserve-numbers.ts) and takes none itself: it has one database. */
export function numberReads({ station }: Scope): NumberReads {
  return {
    onHand: async () => ({ ...station, block: null, isReserving: false, segment: null, doubt: null }),
  };
}

export function numberWrites({ transaction: { query }, feed }: Scope): Omit<NumberWrites, keyof NumberReads> {
  return {
    async next(series, year) {
      const [row] = await query<{ last: number }>(sql.next, [feed, series, year]);
      if (!row) throw new Error(`the counter of ${series} ${year} is gone`);
      return row.last;
    },
    async pass(series, year, counter) {
      await query(sql.pass, [feed, series, year, counter]);
    },
    async takeOfBlock(series, year) {
      throw new Error(`the city has no block of ${series} ${year}`);
    },
  };
}
