import type { CaseIdentity, ImportReads, ImportWrites, StoredImportRow } from '../../services/imports/port.ts';
import { SEQS_PER_ACTION, saveCases } from './case-writes.ts';
import { noteErasures } from './log.ts';
import type { Scope } from './scope.ts';

const sql = {
  actions: `SELECT id, type FROM action_headers WHERE feed = $1 AND stream_kind = 'import' AND stream_id = $2
    ORDER BY position`,
  position: 'SELECT position FROM action_headers WHERE feed = $1 AND id = $2',
  there: `WITH asked AS (SELECT * FROM json_to_recordset($2::json)
      AS r (n int, "caseId" uuid, "queryCode" text, "caseNumber" text))
    SELECT r.n AS index, c.id AS "caseId", c.query_code AS "queryCode", c.case_number AS "caseNumber"
    FROM asked r JOIN cases c ON c.feed = $1
      AND (c.id = r."caseId" OR c.query_code = r."queryCode" OR c.case_number = r."caseNumber")
    ORDER BY r.n, c.seq`,
  rows: `SELECT case_id AS "caseId", payload AS "payloadBytes", salt FROM import_rows
    WHERE feed = $1 AND seq >= $2 AND seq < $3 ORDER BY seq`,
  rowOfCase: 'SELECT 1 FROM import_rows WHERE feed = $1 AND case_id = $2 LIMIT 1',
  chunkOfCase: `SELECT h.id FROM cases c JOIN action_headers h ON h.feed = c.feed AND h.position = c.seq / ${SEQS_PER_ACTION}
    WHERE c.feed = $1 AND c.id = $2 AND h.type = 'import.chunk'`,
  // JSON carries text only: bytes come as hex.
  keepRows: `INSERT INTO import_rows (feed, seq, case_id, payload, salt)
    SELECT $1, r.seq, r.case_id, decode(r.payload, 'hex'), decode(r.salt, 'hex')
    FROM json_to_recordset($2::json) AS r (seq bigint, case_id uuid, payload text, salt text)
    WHERE NOT EXISTS (SELECT 1 FROM erasures WHERE feed = $1 AND action_id = r.case_id)`,
  eraseRows: 'DELETE FROM import_rows WHERE feed = $1 AND case_id = $2',
  eraseSearch: `DELETE FROM case_search s USING cases c
    WHERE s.feed = $1 AND c.feed = $1 AND c.id = $2 AND s.seq = c.seq`,
} as const;

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

/** The places that the rows of a chunk give their cases: from `first` on. */
async function firstSeq(
  { transaction, feed }: Scope,
  chunkActionId: string,
): Promise<{ position: number; first: number }> {
  const [found] = await transaction.query<{ position: number }>(sql.position, [feed, chunkActionId]);
  if (!found) throw new Error(`chunk ${chunkActionId} of an import is not in the log`);
  return { position: found.position, first: found.position * SEQS_PER_ACTION };
}

export function importReads(scope: Scope): ImportReads {
  const { feed, transaction } = scope;
  const { query } = transaction;
  return {
    async importActions(importId) {
      return query<{ id: string; type: string }>(sql.actions, [feed, importId]);
    },
    async rows(chunkActionId) {
      const { first } = await firstSeq(scope, chunkActionId);
      return query<StoredImportRow>(sql.rows, [feed, first, first + SEQS_PER_ACTION]);
    },
    async keepsRow(caseId) {
      return (await query(sql.rowOfCase, [feed, caseId])).length > 0;
    },
    async chunkOf(caseId) {
      const [row] = await query<{ id: string }>(sql.chunkOfCase, [feed, caseId]);
      return row?.id ?? null;
    },
    async alreadyThere(cases) {
      const rows = cases.map(({ caseId, queryCode, caseNumber }, n) => ({ n, caseId, queryCode, caseNumber }));
      return query<CaseIdentity & { index: number }>(sql.there, [feed, JSON.stringify(rows)]);
    },
  };
}

export function importWrites(scope: Scope): ImportWrites {
  const { feed, transaction } = scope;
  const { query } = transaction;
  return {
    async keepRows(chunkActionId, rows) {
      const { first } = await firstSeq(scope, chunkActionId);
      const text = rows.map(({ caseId, payloadBytes, salt, index }) => ({
        seq: first + index,
        case_id: caseId,
        payload: hex(payloadBytes),
        salt: hex(salt),
      }));
      await query(sql.keepRows, [feed, JSON.stringify(text)]);
    },
    async eraseRows(erasureId, caseId) {
      await noteErasures(scope, erasureId, [caseId]);
      await query(sql.eraseRows, [feed, caseId]);
      await query(sql.eraseSearch, [feed, caseId]);
    },
    async applyChunk(chunkActionId, cases) {
      if (cases.length > SEQS_PER_ACTION) throw new RangeError('a chunk has more cases than one action has room for');
      const { position, first } = await firstSeq(scope, chunkActionId);
      const placed = cases.map((projection, ordinal) => ({
        seq: first + ordinal,
        lastPosition: position,
        projection,
        before: null,
      }));
      await saveCases(scope, placed);
    },
  };
}
