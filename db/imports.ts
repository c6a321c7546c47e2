import type { CaseProjection } from '../services/cases/port.ts';
import type { CaseIdentity, ImportReads, ImportWrites, StoredImportRow } from '../services/imports/port.ts';
import { columnList, progressColumns, progressNames, registrationColumns, registrationNames } from './case-row.ts';
import type { Connection } from './connection.ts';
import { logSql } from './log.ts';
import { ROWS_PER_CASE, SEQS_PER_ACTION } from './schema/cases.ts';
import { digestOf, searchEntryOf } from './search.ts';

const caseNames = ['seq', ...registrationNames, ...progressNames, 'lastPosition', 'searchDigest'];
const searchNames = ['number', 'parties', 'place', 'title', 'facts', 'initials', 'people'] as const;

/** `INSERT … SELECT` of rows that come as one JSON array of arrays (LOG-7: chunks apply set-based). */
function insertSelect(table: string, columns: readonly string[]): string {
  const values = columns.map((_, index) => `value ->> ${index}`);
  return `INSERT INTO ${table} (${columnList(columns)}) SELECT ${values.join(', ')} FROM json_each(@rows)`;
}

const sql = {
  actions: `SELECT id, type FROM action_headers WHERE stream_id = @importId AND stream_kind = 'import' ORDER BY position`,
  position: 'SELECT position FROM action_headers WHERE id = @id',
  there: `SELECT r.key AS "index", c.id AS caseId, c.query_code AS queryCode, c.case_number AS caseNumber
    FROM json_each(@rows) r
    JOIN cases c ON c.id = r.value ->> 0 OR c.query_code = r.value ->> 1 OR c.case_number = r.value ->> 2
    ORDER BY r.key`,
  rows: `SELECT case_id AS caseId, payload AS payloadBytes, salt FROM import_rows
    WHERE seq >= @position * ${SEQS_PER_ACTION} AND seq < (@position + 1) * ${SEQS_PER_ACTION} ORDER BY seq`,
  rowOfCase: 'SELECT 1 AS kept FROM import_rows WHERE case_id = @caseId LIMIT 1',
  chunkOfCase: `SELECT h.id FROM cases c JOIN action_headers h ON h.position = c.seq / ${SEQS_PER_ACTION}
    WHERE c.id = @caseId AND h.type = 'import.chunk'`,
  // JSON carries text only: the bytes of the rows are UTF-8, and salts come as hex.
  keepRows: `INSERT INTO import_rows (seq, case_id, payload, salt)
    SELECT @position * ${SEQS_PER_ACTION} + (value ->> 3), value ->> 0, CAST(value ->> 1 AS BLOB), unhex(value ->> 2)
    FROM json_each(@rows) WHERE value ->> 0 NOT IN (SELECT action_id FROM erasures)`,
  eraseRows: 'DELETE FROM import_rows WHERE case_id = @caseId',
  eraseSearch: 'DELETE FROM case_search WHERE rowid IN (SELECT seq FROM cases WHERE id = @caseId)',
  forgetDigest: `UPDATE cases SET search_digest = '' WHERE id = @caseId`,
  cases: insertSelect('cases', caseNames),
  states: insertSelect('case_states', ['seq', 'state']),
  mediators: insertSelect('case_mediators', ['key', 'mediatorId', 'open']),
  search: insertSelect('case_search', ['rowid', ...searchNames]),
} as const;

/** The rows of a chunk for each table, in the order of the columns above. */
function rowsOf(position: number, cases: readonly CaseProjection[]) {
  const rows: { [Table in 'cases' | 'states' | 'mediators' | 'search']: unknown[][] } = {
    cases: [],
    states: [],
    mediators: [],
    search: [],
  };
  for (const [ordinal, projection] of cases.entries()) {
    const { state } = projection;
    const seq = position * SEQS_PER_ACTION + ordinal;
    const registration = registrationColumns(projection);
    const progress = progressColumns(projection);
    const entry = searchEntryOf(projection);
    rows.cases.push([
      seq,
      ...registrationNames.map((name) => registration[name]),
      ...progressNames.map((name) => progress[name]),
      position,
      digestOf(entry),
    ]);
    rows.states.push([seq, JSON.stringify(state)]);
    for (const [index, id] of state.mediatorIds.entries()) {
      rows.mediators.push([seq * ROWS_PER_CASE + index, id, progress.open]);
    }
    rows.search.push([seq, ...searchNames.map((name) => entry[name])]);
  }
  return rows;
}

const decoder = new TextDecoder('utf-8', { fatal: true });

function positionOf(connection: Connection, chunkActionId: string): number {
  const found = connection.statement<{ position: number }>(sql.position).get({ id: chunkActionId });
  if (!found) throw new Error(`chunk ${chunkActionId} of an import is not in the log`);
  return found.position;
}

export function importReads(connection: Connection): ImportReads {
  return {
    async importActions(importId) {
      return connection.statement<{ id: string; type: string }>(sql.actions).all({ importId });
    },
    async rows(chunkActionId) {
      const position = positionOf(connection, chunkActionId);
      return connection.statement<StoredImportRow>(sql.rows).all({ position });
    },
    async keepsRow(caseId) {
      return connection.statement(sql.rowOfCase).get({ caseId }) !== undefined;
    },
    async chunkOf(caseId) {
      return connection.statement<{ id: string }>(sql.chunkOfCase).get({ caseId })?.id ?? null;
    },
    async alreadyThere(cases) {
      const rows = JSON.stringify(cases.map(({ caseId, queryCode, caseNumber }) => [caseId, queryCode, caseNumber]));
      return connection.statement<CaseIdentity & { index: number }>(sql.there).all({ rows });
    },
  };
}

export function importWrites(connection: Connection): ImportWrites {
  return {
    async keepRows(chunkActionId, rows) {
      const text = rows.map(({ caseId, payloadBytes, salt, index }) => [
        caseId,
        decoder.decode(payloadBytes),
        Buffer.from(salt).toString('hex'),
        index,
      ]);
      const position = positionOf(connection, chunkActionId);
      connection.statement(sql.keepRows).run({ position, rows: JSON.stringify(text) });
    },
    async eraseRows(erasureId, caseId) {
      connection.beginErasing();
      connection.statement(logSql.noteErasure).run({ actionId: caseId, erasureId });
      connection.statement(sql.eraseRows).run({ caseId });
      connection.statement(sql.eraseSearch).run({ caseId });
      connection.statement(sql.forgetDigest).run({ caseId });
    },
    async applyChunk(chunkActionId, cases) {
      if (cases.length > SEQS_PER_ACTION) throw new RangeError('a chunk has more cases than one action has room for');
      const rows = rowsOf(positionOf(connection, chunkActionId), cases);
      for (const table of ['cases', 'states', 'mediators', 'search'] as const) {
        connection.statement(sql[table]).run({ rows: JSON.stringify(rows[table]) });
      }
    },
  };
}
