import { isOnlyAsked } from '../domain/cases/handover.ts';
import type { CaseProjection, CaseWrites } from '../services/cases/port.ts';
import { saveCaseFiles } from './case-files.ts';
import {
  assigned,
  inserted,
  progressColumns,
  progressNames,
  type RegistrationColumns,
  registrationColumns,
  registrationNames,
  selected,
} from './case-row.ts';
import type { Connection } from './connection.ts';
import { ROWS_PER_CASE, SEQS_PER_ACTION } from './schema/cases.ts';
import { clearSearchIndex, indexCase, NOT_INDEXED } from './search-index.ts';

const own = { from: `@seq * ${ROWS_PER_CASE}`, to: `(@seq + 1) * ${ROWS_PER_CASE}` };
const ownRows = `key >= ${own.from} AND key < ${own.to}`;

const sql = {
  // The position of the first action is the order of registration, before and after any rebuild. An imported case has
  // its place from the import (imports.ts), before the first action of its own.
  positions: `SELECT coalesce((SELECT seq FROM cases WHERE id = @id),
      (SELECT min(position) * ${SEQS_PER_ACTION} FROM action_headers WHERE stream_id = @id)) AS first,
    coalesce((SELECT max(position) FROM action_headers WHERE stream_id = @id),
      (SELECT last_position FROM cases WHERE id = @id)) AS last,
    search_position AS searched, station_id AS stationId FROM station`,
  ask: `INSERT INTO asked_cases (id, seq, projection) VALUES (@id, @seq, @projection)
    ON CONFLICT DO UPDATE SET projection = excluded.projection`,
  forgetAsked: 'DELETE FROM asked_cases WHERE id = @id',
  before: `SELECT ${selected(registrationNames, 'c')} FROM cases c WHERE c.seq = @seq`,
  insert: `INSERT INTO cases ${inserted(['seq', ...registrationNames, ...progressNames, 'lastPosition', 'searchDigest'])}`,
  // An index is written only when a column of it is named: most actions leave the registration alone.
  advance: `UPDATE cases SET ${assigned([...progressNames, 'lastPosition'])} WHERE seq = @seq`,
  replace: `UPDATE cases SET ${assigned([...registrationNames, ...progressNames, 'lastPosition'])} WHERE seq = @seq`,
  state: `INSERT INTO case_states (seq, state) VALUES (@seq, @state) ON CONFLICT DO UPDATE SET state = excluded.state`,
  mediators: `SELECT mediator_id AS mediatorId, open FROM case_mediators WHERE ${ownRows} ORDER BY key`,
  forgetMediators: `DELETE FROM case_mediators WHERE ${ownRows}`,
  mediator: `INSERT INTO case_mediators ${inserted(['key', 'mediatorId', 'open'])}`,
  removed: `SELECT seq FROM cases WHERE id = @id`,
  remove: [
    'DELETE FROM case_search WHERE rowid = @seq',
    `DELETE FROM case_mediators WHERE ${ownRows}`,
    'DELETE FROM case_files WHERE seq = @seq',
    'DELETE FROM case_states WHERE seq = @seq',
    'DELETE FROM cases WHERE seq = @seq',
  ],
  clear: [
    'DELETE FROM asked_cases',
    'DELETE FROM case_mediators',
    'DELETE FROM case_files',
    'DELETE FROM case_states',
    'DELETE FROM cases',
  ],
} as const;

interface Positions {
  readonly first: number | null;
  readonly last: number | null;
  readonly searched: number;
  readonly stationId: string;
}

function sameRegistration(before: RegistrationColumns, now: RegistrationColumns): boolean {
  return registrationNames.every((name) => before[name] === now[name]);
}

/** The mediators of a case, written only where they differ from what is there. */
function saveMediators(connection: Connection, seq: number, mediatorIds: readonly string[], open: number): void {
  const before = connection.statement<{ mediatorId: string; open: number }>(sql.mediators).all({ seq });
  const now = mediatorIds.map((mediatorId) => ({ mediatorId, open }));
  if (JSON.stringify(before) === JSON.stringify(now)) return;
  connection.statement(sql.forgetMediators).run({ seq });
  now.forEach((row, ordinal) => {
    connection.statement(sql.mediator).run({ key: seq * ROWS_PER_CASE + ordinal, ...row });
  });
}

function saveCase(connection: Connection, projection: CaseProjection): void {
  const { state } = projection;
  const positions = connection.statement<Positions>(sql.positions).get({ id: state.id });
  const { first: seq = null, last: lastPosition = null, searched = 0, stationId = '' } = positions ?? {};
  if (seq === null || lastPosition === null) throw new Error(`case ${state.id} has no action in the log (LOG-1)`);

  if (isOnlyAsked(state, stationId)) {
    removeCase(connection, state.id);
    connection.statement(sql.ask).run({ id: state.id, seq, projection: JSON.stringify(projection) });
    return;
  }
  if (state.handover !== null) connection.statement(sql.forgetAsked).run({ id: state.id });

  const before = connection.statement<RegistrationColumns>(sql.before).get({ seq });
  const registration = registrationColumns(projection);
  const progress = progressColumns(projection);
  const row = { seq, ...registration, ...progress, lastPosition, searchDigest: NOT_INDEXED };

  if (before === undefined) connection.statement(sql.insert).run(row);
  else if (sameRegistration(before, registration)) connection.statement(sql.advance).run(row);
  else connection.statement(sql.replace).run(row);
  connection.statement(sql.state).run({ seq, state: JSON.stringify(state) });

  if (before !== undefined || state.mediatorIds.length > 0) {
    saveMediators(connection, seq, state.mediatorIds, progress.open);
  }
  if (before !== undefined || state.files.length + state.documents.length > 0) {
    saveCaseFiles(connection, seq, projection);
  }
  // The index will not come by here again: the save follows no new action, as after an erasure.
  if (lastPosition <= searched) indexCase(connection, state.id);
}

function removeCase(connection: Connection, id: string): void {
  connection.statement(sql.forgetAsked).run({ id });
  const row = connection.statement<{ seq: number }>(sql.removed).get({ id });
  if (row) for (const each of sql.remove) connection.statement(each).run({ seq: row.seq });
}

export function caseWrites(connection: Connection): CaseWrites {
  return {
    async save(projection) {
      saveCase(connection, projection);
    },
    async remove(id) {
      removeCase(connection, id);
    },
    async clear() {
      for (const each of sql.clear) connection.statement(each).run();
      clearSearchIndex(connection);
    },
  };
}
