import type {
  NumbersOnHand,
  SeriesInStore,
  StationNumberReads,
  StationNumberWrites,
} from '../services/numbers/port.ts';
import type { Connection } from './connection.ts';

const ownBlocks = `FROM number_blocks b WHERE b.series = @series AND b.year = @year AND NOT b.given_up
  AND b.incarnation = (SELECT incarnation FROM station)`;

const sql = {
  onHand: `SELECT s.station_id AS stationId, s.incarnation, b.first, b.last, b.next,
      s.incarnation > 1 OR EXISTS (SELECT 1 FROM number_blocks) AS isReserving,
      (SELECT segment FROM number_segments g WHERE g.incarnation = s.incarnation AND g.kind IN ('own', 'after_doubt')
        ORDER BY g.kind LIMIT 1) AS segment,
      (SELECT segment FROM number_segments g WHERE g.incarnation = s.incarnation AND g.kind = 'doubt') AS doubt
    FROM station s LEFT JOIN number_blocks b
      ON b.rowid = (SELECT b.rowid ${ownBlocks} AND b.next <= b.last ORDER BY b.first LIMIT 1)`,
  next: `INSERT INTO number_counters (series, year, last)
    SELECT @series, @year, coalesce(max(last), 0) + 1 FROM number_counters WHERE series = @series AND year = @year
    ON CONFLICT DO UPDATE SET last = excluded.last RETURNING last`,
  pass: `INSERT INTO number_counters (series, year, last)
    SELECT @series, @year, @counter
    WHERE @counter > (SELECT coalesce(max(last), 0) FROM number_counters WHERE series = @series AND year = @year)
    ON CONFLICT DO UPDATE SET last = excluded.last`,
  passInBlock: `UPDATE number_blocks SET next = @counter + 1
    WHERE series = @series AND year = @year AND @counter BETWEEN first AND last AND next <= @counter`,
  takeOfBlock: `UPDATE number_blocks SET next = next + 1
    WHERE series = @series AND year = @year AND first = @first AND next <= last AND NOT given_up
      AND incarnation = (SELECT incarnation FROM station) RETURNING next - 1 AS taken`,
  used: 'SELECT last FROM number_counters WHERE series = @series AND year = @year',
  blocks: `SELECT b.first, b.last, b.next, b.epoch ${ownBlocks} ORDER BY b.first`,
  inDoubt: `SELECT 1 AS doubt FROM number_segments g JOIN station s ON s.incarnation = g.incarnation
    WHERE g.kind = 'doubt'`,
  // Numbers that the counter gave out while the block was asked for are behind.
  keepBlock: `INSERT INTO number_blocks (series, year, first, last, next, incarnation, epoch)
    SELECT @series, @year, @first, @last, coalesce(
        (SELECT c.last + 1 FROM number_counters c
          WHERE c.series = @series AND c.year = @year AND c.last BETWEEN @first AND @last), @first),
      incarnation, @epoch FROM station s
    WHERE NOT EXISTS (SELECT 1 FROM number_blocks b WHERE b.series = @series AND b.year = @year
      AND b.first = @first AND b.incarnation = s.incarnation)`,
  told: `UPDATE number_blocks SET epoch = @epoch
    WHERE series = @series AND year = @year AND first = @first AND incarnation = (SELECT incarnation FROM station)`,
  forgetOthers: `UPDATE number_blocks SET given_up = 1
    WHERE series = @series AND year = @year AND incarnation = (SELECT incarnation FROM station)
      AND first NOT IN (SELECT value FROM json_each(@firsts))`,
  giveUp: 'UPDATE number_blocks SET given_up = 1 WHERE incarnation = (SELECT incarnation FROM station)',
  keepSegment: `INSERT INTO number_segments (incarnation, kind, segment)
    SELECT incarnation, @kind, @segment FROM station WHERE true
    ON CONFLICT DO UPDATE SET segment = excluded.segment`,
  keepDoubtSegment: `INSERT OR REPLACE INTO number_segments (incarnation, kind, segment)
    SELECT g.incarnation, 'after_doubt', g.segment FROM number_segments g JOIN station s ON s.incarnation = g.incarnation
    WHERE g.kind = 'doubt'`,
  endDoubt: `DELETE FROM number_segments WHERE kind = 'doubt'`,
} as const;

interface OnHandRow extends Omit<NumbersOnHand, 'block' | 'isReserving'> {
  readonly first: number | null;
  readonly last: number | null;
  readonly next: number | null;
  readonly isReserving: 0 | 1;
}

export function numberReads(connection: Connection): StationNumberReads {
  return {
    async onHand(series, year) {
      const row = connection.statement<OnHandRow>(sql.onHand).get({ series, year });
      if (!row) throw new Error('the store does not know its station');
      const { first, last, next, isReserving, ...rest } = row;
      const block = first === null || last === null || next === null ? null : { first, last, next };
      return { ...rest, block, isReserving: isReserving === 1 };
    },
    async inStore(series, year, epoch) {
      const rows = connection
        .statement<SeriesInStore['blocks'][number] & { readonly epoch: string }>(sql.blocks)
        .all({ series, year });
      return {
        series,
        year,
        used: connection.statement<{ last: number }>(sql.used).get({ series, year })?.last ?? 0,
        blocks: rows.map(({ first, last, next }) => ({ first, last, next })),
        isTold: rows.every((row) => row.epoch === epoch),
      };
    },
    async isInDoubt() {
      return connection.statement(sql.inDoubt).get() !== undefined;
    },
  };
}

export function numberWrites(connection: Connection): Omit<StationNumberWrites, keyof StationNumberReads> {
  return {
    async next(series, year) {
      connection.assertInTransaction();
      const row = connection.statement<{ last: number }>(sql.next).get({ series, year });
      if (!row) throw new Error(`the counter of ${series} ${year} is gone`);
      return row.last;
    },
    async pass(series, year, counter) {
      connection.statement(sql.pass).run({ series, year, counter });
      connection.statement(sql.passInBlock).run({ series, year, counter });
    },
    async takeOfBlock(series, year, first) {
      connection.assertInTransaction();
      const row = connection.statement<{ taken: number }>(sql.takeOfBlock).get({ series, year, first });
      if (!row) throw new Error(`no number is left in the block of ${series} ${year} that begins with ${first}`);
      return row.taken;
    },
    async keepBlocks(series, year, blocks, epoch) {
      connection.assertInTransaction();
      for (const { first, last } of blocks) {
        connection.statement(sql.told).run({ series, year, first, epoch });
        connection.statement(sql.keepBlock).run({ series, year, first, last, epoch });
      }
      const firsts = JSON.stringify(blocks.map(({ first }) => first));
      connection.statement(sql.forgetOthers).run({ series, year, firsts });
    },
    async keepSegment(segment) {
      connection.statement(sql.keepSegment).run({ kind: 'own', segment });
    },
    async beginDoubt(segment) {
      connection.assertInTransaction();
      connection.statement(sql.giveUp).run();
      connection.statement(sql.keepSegment).run({ kind: 'doubt', segment });
    },
    async endDoubt() {
      connection.assertInTransaction();
      connection.statement(sql.keepDoubtSegment).run();
      connection.statement(sql.endDoubt).run();
    },
  };
}
