import { findCase } from './cases.ts';
import type { Connection } from './connection.ts';
import { digestOf, searchEntryOf } from './search.ts';

/**
 * The full-text index follows the log: `station.search_position` tells how far. To tokenize a case and to write its
 * words costs as much as all else of a registration, so it is done after the commit, at the latest before the next
 * search ({@link Writer.searchable}), in steps with room for the desks between them, however much was pulled at once. How
 * far it came is committed with the entries: nothing is left out by a crash.
 */

/** What `cases.search_digest` holds of a case whose words are not in the index. */
export const NOT_INDEXED = '';

/** Actions that one step reads. */
const STEP = 200;

const sql = {
  waiting: `SELECT coalesce((SELECT max(position) FROM action_headers), 0) - search_position AS count FROM station`,
  end: 'SELECT coalesce(max(position), 0) AS position FROM action_headers',
  begun: 'SELECT search_position AS position FROM station',
  next: `SELECT stream_id AS caseId, stream_kind AS kind, position FROM action_headers
    WHERE position > (SELECT search_position FROM station) ORDER BY position LIMIT ${STEP}`,
  reached: 'UPDATE station SET search_position = @position',
  indexed: 'SELECT seq, search_digest AS digest FROM cases WHERE id = @caseId',
  setDigest: 'UPDATE cases SET search_digest = @digest WHERE seq = @seq',
  forget: 'DELETE FROM case_search WHERE rowid = @seq',
  insert: `INSERT INTO case_search (rowid, number, parties, place, title, facts, initials, people)
    VALUES (@seq, @number, @parties, @place, @title, @facts, @initials, @people)`,
  clear: `INSERT INTO case_search (case_search) VALUES ('delete-all')`,
} as const;

interface LoggedAction {
  readonly caseId: string;
  readonly kind: string;
  readonly position: number;
}

/** Actions in the log that the index does not have yet. */
export function waitingForIndex(connection: Connection): number {
  return connection.statement<{ count: number }>(sql.waiting).get()?.count ?? 0;
}

/** Up to which position the log goes, and the index with it. */
export function indexPlace(connection: Connection): { readonly log: number; readonly index: number } {
  const at = (statement: string) => connection.statement<{ position: number }>(statement).get()?.position ?? 0;
  return { log: at(sql.end), index: at(sql.begun) };
}

/** Puts the words that the case has now in place of those that it had. */
export function indexCase(connection: Connection, caseId: string): void {
  const indexed = connection.statement<{ seq: number; digest: string }>(sql.indexed).get({ caseId });
  const found = indexed && findCase(connection, caseId);
  if (!found) return; // of an import that is not committed yet; its commit brings the entries itself
  const { seq } = indexed;
  const entry = searchEntryOf(found);
  const digest = digestOf(entry);
  if (digest === indexed.digest) return;
  if (indexed.digest !== NOT_INDEXED) connection.statement(sql.forget).run({ seq });
  if (digest !== NOT_INDEXED) connection.statement(sql.insert).run({ seq, ...entry });
  connection.statement(sql.setDigest).run({ seq, digest });
}

/** Indexes the cases of the next {@link STEP} actions, in the open transaction. True while there are more. */
export function indexStep(connection: Connection): boolean {
  const actions = connection.statement<LoggedAction>(sql.next).all();
  const last = actions.at(-1);
  if (!last) return false;
  const caseIds = new Set(actions.filter(({ kind }) => kind === 'case').map(({ caseId }) => caseId));
  for (const caseId of caseIds) indexCase(connection, caseId);
  connection.statement(sql.reached).run({ position: last.position });
  return actions.length === STEP;
}

/** Indexes all that waits, in the open transaction. */
export function indexAll(connection: Connection): void {
  while (indexStep(connection));
}

/** Empties the index, as a rebuild begins (LOG-4): it has nothing of the log from here on. */
export function clearSearchIndex(connection: Connection): void {
  connection.statement(sql.clear).run();
  connection.statement(sql.reached).run({ position: 0 });
}
