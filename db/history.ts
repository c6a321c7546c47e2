import { setImmediate } from 'node:timers/promises';
import type { CityAnchor } from '../contract/sync-anchors.ts';
import type { ChainEnd } from '../domain/history/chains.ts';
import type { KeptEntry } from '../domain/history/verify-access.ts';
import { emptyJournal } from '../domain/log/journal.ts';
import type { KeptErasure, KeptReceipt, StationHistoryReads, StationHistoryWrites } from '../services/history/port.ts';
import type { PlacedImportRow } from '../services/imports/port.ts';
import type { Connection } from './connection.ts';
import {
  addWord,
  chainReceipt,
  chainReceiptColumns,
  endOf,
  marksOf,
  receiptColumns,
  type WordRow,
  wordColumns,
} from './journals.ts';
import { type ActionRow, actionColumns, toAction } from './log.ts';
import { SEQS_PER_ACTION } from './schema/cases.ts';

/** Words of the city that are added up at once. */
const WORDS = 500;

const sql = {
  chainEnds: `SELECT station_id AS stationId, incarnation, sequence, header_hash AS headerHash,
    newest_device_time AS newestDeviceTime FROM chain_heads`,
  actions: `SELECT ${actionColumns} FROM action_headers h LEFT JOIN action_payloads p ON p.position = h.position
    WHERE h.position > @position ORDER BY h.position LIMIT @limit`,
  // There is no index by chain: it is read once for all of the places.
  headersAt: `SELECT h.station_id AS stationId, h.incarnation, h.sequence, h.header_hash AS headerHash
    FROM action_headers h WHERE (h.station_id, h.incarnation, h.sequence) IN
      (SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(@places))`,
  access: `SELECT position, at, staff_id AS staffId, kind, subject, reason, digest FROM access_log
    WHERE position > @position ORDER BY position LIMIT @limit`,
  erasures: 'SELECT action_id AS actionId, erasure_id AS erasureId FROM erasures',
  importRows: `SELECT seq % ${SEQS_PER_ACTION} AS "index", case_id AS caseId, payload AS payloadBytes, salt
    FROM import_rows WHERE seq >= @position * ${SEQS_PER_ACTION} AND seq < (@position + 1) * ${SEQS_PER_ACTION}
    ORDER BY seq`,
  countImportRows: 'SELECT count(*) AS count FROM import_rows',
  receipts: `SELECT position AS at, ${receiptColumns} FROM receipts WHERE position > @after ORDER BY position LIMIT @limit`,
  verdicts: `SELECT ordinal AS at, ${wordColumns} FROM verdicts WHERE ordinal > @after ORDER BY ordinal LIMIT @limit`,
  chainReceipts: `SELECT ordinal, ${chainReceiptColumns} FROM chain_receipts ORDER BY ordinal`,
  cityAnchors: `SELECT feed, count, digest, epoch, at, signature FROM city_anchors ORDER BY ordinal DESC LIMIT @limit`,
  keepCityAnchor: `INSERT INTO city_anchors (feed, count, digest, epoch, at, signature)
    SELECT @feed, @count, @digest, @epoch, @at, @signature WHERE NOT EXISTS (SELECT 1 FROM city_anchors
      WHERE feed = @feed AND count = @count AND digest = @digest AND epoch = @epoch)`,
  isFileHere: `SELECT 1 FROM file_places WHERE hash = @hash AND here = 1 AND erased = 0
    UNION SELECT 1 FROM files WHERE hash = @hash`,
  filesHere: `SELECT hash FROM (SELECT hash FROM file_places WHERE here = 1 AND erased = 0 AND hash > @after
    UNION SELECT hash FROM files WHERE hash > @after) ORDER BY hash LIMIT @limit`,
} as const;

export function historyReads(connection: Connection): StationHistoryReads {
  const all = <Row>(statement: string, parameters: Readonly<Record<string, string | number>> = {}) =>
    connection.statement<Row>(statement).all(parameters);
  return {
    async journalEnd(journal) {
      return endOf(connection, journal);
    },
    async chainEnds() {
      return all<ChainEnd>(sql.chainEnds);
    },
    async actionsAfter(position, limit) {
      return all<ActionRow>(sql.actions, { position, limit }).map((row) => ({
        ...toAction(row),
        position: row.position,
        line: [row.headerHash],
      }));
    },
    async headersAt(places) {
      const asked = places.map(({ stationId, incarnation, sequence }) => [stationId, incarnation, sequence]);
      return all<ChainEnd>(sql.headersAt, { places: JSON.stringify(asked) });
    },
    async accessAfter(position, limit) {
      return all<KeptEntry>(sql.access, { position, limit });
    },
    async erasures() {
      return all<KeptErasure>(sql.erasures);
    },
    async importRows(position) {
      return all<PlacedImportRow>(sql.importRows, { position });
    },
    async countImportRows() {
      return all<{ count: number }>(sql.countImportRows)[0]?.count ?? 0;
    },
    async actionMarks() {
      return marksOf(connection);
    },
    async answersEnd(journal) {
      let end = emptyJournal;
      if (journal === 'chainReceipts') return all<KeptReceipt>(sql.chainReceipts).reduce(chainReceipt, end);
      for (let after = 0; ; ) {
        const rows = all<WordRow & { readonly at: number }>(sql[journal], { after, limit: WORDS });
        for (const { at, ...row } of rows) {
          end = addWord(end, row);
          after = at;
        }
        if (rows.length < WORDS) return end;
        // Other work goes on between; the transaction sees one moment all the same.
        await setImmediate();
      }
    },
    async chainReceipts() {
      return all<KeptReceipt>(sql.chainReceipts);
    },
    async cityAnchors(limit) {
      return all<CityAnchor>(sql.cityAnchors, { limit });
    },
    async filesHere(after, limit) {
      return all<{ hash: string }>(sql.filesHere, { after, limit }).map(({ hash }) => hash);
    },
    async isFileHere(hash) {
      return all(sql.isFileHere, { hash }).length > 0;
    },
  };
}

export function historyWrites(connection: Connection): StationHistoryWrites {
  return {
    async keepCityAnchor({ feed, count, digest, epoch, at, signature }) {
      connection.statement(sql.keepCityAnchor).run({ feed, count, digest, epoch, at, signature });
    },
  };
}
