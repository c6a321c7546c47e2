import type { CaseProjection } from '../services/cases/port.ts';
import type { ImportReads, ImportWrites } from '../services/imports/port.ts';
import { columnList, progressColumns, progressNames, registrationColumns, registrationNames } from './case-row.ts';
import type { Connection } from './connection.ts';
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
  there: `SELECT c.id AS caseId, c.case_number AS caseNumber FROM json_each(@rows) r
    JOIN cases c ON c.id = r.value ->> 0 OR c.query_code = r.value ->> 1`,
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

export function importReads(connection: Connection): ImportReads {
  return {
    async importActions(importId) {
      return connection.statement<{ id: string; type: string }>(sql.actions).all({ importId });
    },
    async alreadyThere(rows) {
      const pairs = JSON.stringify(rows.map(({ caseId, queryCode }) => [caseId, queryCode]));
      return connection.statement<{ caseId: string; caseNumber: string }>(sql.there).all({ rows: pairs });
    },
  };
}

export function importWrites(connection: Connection): ImportWrites {
  return {
    async applyChunk(chunkActionId, cases) {
      const found = connection.statement<{ position: number }>(sql.position).get({ id: chunkActionId });
      if (!found) throw new Error(`chunk ${chunkActionId} of an import is not in the log`);
      if (cases.length > SEQS_PER_ACTION) throw new RangeError('a chunk has more cases than one action has room for');
      const rows = rowsOf(found.position, cases);
      for (const table of ['cases', 'states', 'mediators', 'search'] as const) {
        connection.statement(sql[table]).run({ rows: JSON.stringify(rows[table]) });
      }
    },
  };
}
