import { type CaseState, mayNameOtherFiles, namedFiles } from '../../domain/cases/state.ts';
import { openStatuses } from '../../domain/cases/status.ts';
import type { CaseProjection, CaseWrites } from '../../services/cases/port.ts';
import { caseColumns, columnNames, namedRow } from './case-row.ts';
import { packed } from './packed.ts';
import type { Scope } from './scope.ts';
import { searchEntryOf } from './search.ts';
import { mayVerifyOtherwise, paperRows, savePapers } from './verification.ts';

/**
 * Room that each action has in the order of registration: a chunk of an import brings up to a thousand cases (LOG-7).
 * A case's `seq` is the position of its first action times this, plus its row within the chunk.
 */
export const SEQS_PER_ACTION = 1024;

const columnList = columnNames.join(', ');

/** Rows come as one JSON array, whatever their number (LOG-7: chunks apply set-based). */
const rowsOf = (table: string) => `json_populate_recordset(NULL::${table}, $1::json)`;

const sql = {
  // The position of the first action is the order of registration, before and after any rebuild. An imported case has
  // its place from the import (imports.ts), before the first action of its own.
  positions: `SELECT coalesce((SELECT seq FROM cases WHERE feed = $1 AND id = $2),
      (SELECT first_position * ${SEQS_PER_ACTION} FROM streams
        WHERE feed = $1 AND stream_kind = 'case' AND stream_id = $2)) AS seq,
    coalesce((SELECT max(position) FROM action_headers WHERE feed = $1 AND stream_kind = 'case' AND stream_id = $2),
      (SELECT last_position FROM cases WHERE feed = $1 AND id = $2)) AS "lastPosition"`,
  cases: `INSERT INTO cases (${columnList}) SELECT ${columnList} FROM ${rowsOf('cases')}
    ON CONFLICT (feed, seq) DO UPDATE SET ${columnNames.map((name) => `${name} = excluded.${name}`).join(', ')}`,
  states: `INSERT INTO case_states (feed, seq, state)
    SELECT $1, n.seq, convert_from(substr($2::bytea, n.start, n.length), 'UTF8')
    FROM unnest($3::bigint[], $4::int[], $5::int[]) n (seq, start, length)
    ON CONFLICT (feed, seq) DO UPDATE SET state = excluded.state`,
  search: `INSERT INTO case_search (feed, seq, body, words) SELECT feed, seq, body, words FROM ${rowsOf('case_search')}
    ON CONFLICT (feed, seq) DO UPDATE SET body = excluded.body, words = excluded.words
    WHERE (case_search.body, case_search.words) IS DISTINCT FROM (excluded.body, excluded.words)`,
  mediators: `INSERT INTO case_mediators (feed, seq, mediator_id, open)
    SELECT feed, seq, mediator_id, open FROM ${rowsOf('case_mediators')} ON CONFLICT DO NOTHING`,
  forgetMediators: `DELETE FROM case_mediators m WHERE m.feed = $2 AND m.seq = ANY($3::bigint[])
    AND NOT EXISTS (SELECT 1 FROM ${rowsOf('case_mediators')} n
      WHERE n.seq = m.seq AND n.mediator_id = m.mediator_id AND n.open = m.open)`,
  forgetSearch: 'DELETE FROM case_search WHERE feed = $1 AND seq = ANY($2::bigint[])',
  files: `INSERT INTO case_files (feed, seq, hash) SELECT feed, seq, hash FROM ${rowsOf('case_files')}
    ON CONFLICT DO NOTHING`,
  forgetFiles: `DELETE FROM case_files m WHERE m.feed = $2 AND m.seq = ANY($3::bigint[])
    AND NOT EXISTS (SELECT 1 FROM ${rowsOf('case_files')} n WHERE n.seq = m.seq AND n.hash = m.hash)`,
  places: `INSERT INTO file_places (feed, hash, bytes, here, erased)
    SELECT n.feed, n.hash, n.bytes, EXISTS (SELECT 1 FROM files k WHERE k.feed = $2 AND k.hash = n.hash), false
    FROM ${rowsOf('file_places')} n
    ON CONFLICT (feed, hash) DO UPDATE SET erased = false WHERE file_places.erased`,
} as const;

const tables = ['verification_codes', 'case_search', 'case_mediators', 'case_files', 'case_states', 'cases'] as const;

/** A case with its place among the cases of the feed, and the position of its newest action. */
export interface PlacedCase {
  readonly seq: number;
  readonly lastPosition: number;
  readonly projection: CaseProjection;
  /** The state that its rows were made of: what has not changed since is not written. Null to write all. */
  readonly before: CaseState | null;
}

const isOpen = ({ status }: CaseState): boolean => openStatuses.includes(status);

/** Most actions leave alone by what a case is found, who works on it, or which files it names. */
function changesOf({ before, projection: { state } }: PlacedCase) {
  if (before === null) return { search: true, mediators: true, files: true, papers: true };
  const differs = (...parts: readonly (keyof CaseState)[]) => parts.some((part) => before[part] !== state[part]);
  return {
    search: differs('registration', 'caseNumber'),
    mediators: differs('mediatorIds') || isOpen(before) !== isOpen(state),
    files: mayNameOtherFiles(before, state),
    papers: mayVerifyOtherwise(before, state),
  };
}

/** Inserts or replaces the rows of cases: what lists read, the state, the mediators and what a search finds. */
export async function saveCases(scope: Scope, placed: readonly PlacedCase[]): Promise<void> {
  const { feed, transaction } = scope;
  const { query } = transaction;
  const rows = placed.map((each) => {
    const { seq, lastPosition, projection } = each;
    const columns = caseColumns(projection);
    const changed = changesOf(each);
    return {
      seq,
      row: namedRow({ feed, seq, lastPosition, ...columns }),
      search: changed.search ? { entry: searchEntryOf(projection) } : null,
      mediators: changed.mediators
        ? columns.mediatorIds.map((id) => ({ feed, seq, mediator_id: id, open: columns.open }))
        : null,
      files: changed.files ? namedFiles(projection.state).map(({ hash, bytes }) => ({ feed, seq, hash, bytes })) : null,
      papers: changed.papers ? paperRows(feed, seq, projection.state) : null,
    };
  });
  const seqs = rows.map(({ seq }) => seq);
  const states = packed(placed.map(({ projection }) => JSON.stringify(projection.state)));
  const seqsOf = (part: 'mediators' | 'files' | 'papers') =>
    rows.flatMap((each) => (each[part] === null ? [] : each.seq));
  const mediators = JSON.stringify(rows.flatMap((each) => each.mediators ?? []));
  const worked = seqsOf('mediators');
  const entries = rows.flatMap(({ seq, search }) => (search?.entry ? { feed, seq, ...search.entry } : []));
  const wordless = rows.flatMap(({ seq, search }) => (search?.entry === null ? seq : []));

  // In this order, and asked for at once.
  await Promise.all([
    query(sql.cases, [JSON.stringify(rows.map(({ row }) => row))]),
    query(sql.states, [feed, states.bytes, seqs, states.starts, states.lengths]),
    worked.length === 0 ? [] : query(sql.forgetMediators, [mediators, feed, worked]),
    mediators === '[]' ? [] : query(sql.mediators, [mediators]),
    saveFiles(
      scope,
      seqsOf('files'),
      rows.flatMap((each) => each.files ?? []),
    ),
    savePapers(
      scope,
      seqsOf('papers'),
      rows.flatMap((each) => each.papers ?? []),
    ),
    entries.length === 0 ? [] : query(sql.search, [JSON.stringify(entries)]),
    wordless.length === 0 ? [] : query(sql.forgetSearch, [feed, wordless]),
  ]);
}

interface NamedFile {
  readonly feed: string;
  readonly seq: number;
  readonly hash: string;
  readonly bytes: number;
}

/** The files that these cases name, and a place for each that was not named before (SYNC-8). */
async function saveFiles(
  { feed, transaction: { query } }: Scope,
  seqs: readonly number[],
  named: readonly NamedFile[],
): Promise<void> {
  const rows = JSON.stringify(named.map(({ feed: of, seq, hash }) => ({ feed: of, seq, hash })));
  const places = [...new Map(named.map(({ hash, bytes }) => [hash, { feed, hash, bytes }])).values()];
  await Promise.all([
    seqs.length === 0 ? [] : query(sql.forgetFiles, [rows, feed, seqs]),
    named.length === 0 ? [] : query(sql.files, [rows]),
    named.length === 0 ? [] : query(sql.places, [JSON.stringify(places), feed]),
  ]);
}

async function saveCase(scope: Scope, projection: CaseProjection): Promise<void> {
  const { id } = projection.state;
  const rows = await scope.transaction.query<{ seq: number | null; lastPosition: number | null }>(sql.positions, [
    scope.feed,
    id,
  ]);
  const { seq = null, lastPosition = null } = rows[0] ?? {};
  if (seq === null || lastPosition === null) throw new Error(`case ${id} has no action in the log (LOG-1)`);
  await saveCases(scope, [{ seq, lastPosition, projection, before: null }]);
}

export function caseWrites(scope: Scope): CaseWrites {
  const { feed, transaction } = scope;
  const { query } = transaction;
  return {
    save: (projection) => saveCase(scope, projection),
    async remove(caseId) {
      const [row] = await query<{ seq: number }>('SELECT seq FROM cases WHERE feed = $1 AND id = $2', [feed, caseId]);
      if (!row) return;
      for (const table of tables) await query(`DELETE FROM ${table} WHERE feed = $1 AND seq = $2`, [feed, row.seq]);
    },
    async clear() {
      for (const table of tables) await query(`DELETE FROM ${table} WHERE feed = $1`, [feed]);
    },
  };
}
