import type { CaseProjection, CaseWrites } from '../services/cases/port.ts';
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
import type { Connection, Parameters } from './connection.ts';
import { type PersonRow, peopleOf } from './people.ts';
import { ROWS_PER_CASE } from './schema/cases.ts';
import { digestOf, searchEntryOf } from './search.ts';

const own = { from: `@seq * ${ROWS_PER_CASE}`, to: `(@seq + 1) * ${ROWS_PER_CASE}` };
const ownRows = `key >= ${own.from} AND key < ${own.to}`;

const sql = {
  // The position of the first action is the order of registration, before and after any rebuild.
  positions: `SELECT (SELECT min(position) FROM action_headers WHERE stream_id = @id) AS first,
    (SELECT max(position) FROM action_headers WHERE stream_id = @id) AS last`,
  before: `SELECT ${selected([...registrationNames, 'searchDigest'], 'c')} FROM cases c WHERE c.seq = @seq`,
  insert: `INSERT INTO cases ${inserted(['seq', ...registrationNames, ...progressNames, 'lastPosition', 'searchDigest'])}`,
  // An index is written only when a column of it is named: most actions leave the registration alone.
  advance: `UPDATE cases SET ${assigned([...progressNames, 'lastPosition'])} WHERE seq = @seq`,
  replace: `UPDATE cases SET ${assigned([...registrationNames, ...progressNames, 'lastPosition', 'searchDigest'])} WHERE seq = @seq`,
  state: `INSERT INTO case_states (seq, state) VALUES (@seq, @state) ON CONFLICT DO UPDATE SET state = excluded.state`,
  people: `SELECT name, phone, document_number AS documentNumber FROM case_people WHERE ${ownRows} ORDER BY key`,
  forgetPeople: `DELETE FROM case_people WHERE ${ownRows}`,
  person: `INSERT INTO case_people ${inserted(['key', 'name', 'phone', 'documentNumber'])}`,
  mediators: `SELECT mediator_id AS mediatorId, open FROM case_mediators WHERE ${ownRows} ORDER BY key`,
  forgetMediators: `DELETE FROM case_mediators WHERE ${ownRows}`,
  mediator: `INSERT INTO case_mediators ${inserted(['key', 'mediatorId', 'open'])}`,
  forgetSearch: 'DELETE FROM case_search WHERE rowid = @seq',
  search: `INSERT INTO case_search (rowid, number, parties, place, title, facts, initials)
    VALUES (@seq, @number, @parties, @place, @title, @facts, @initials)`,
  nextNumber: `INSERT INTO number_counters (series, year, last) VALUES (@series, @year, 1)
    ON CONFLICT DO UPDATE SET last = last + 1`,
  lastNumber: 'SELECT last FROM number_counters WHERE series = @series AND year = @year',
  clear: ['DELETE FROM case_people', 'DELETE FROM case_mediators', 'DELETE FROM case_states', 'DELETE FROM cases'],
  clearSearch: `INSERT INTO case_search (case_search) VALUES ('delete-all')`,
} as const;

type Before = RegistrationColumns & { readonly searchDigest: string };

function sameRegistration(before: Before, now: RegistrationColumns): boolean {
  return registrationNames.every((name) => before[name] === now[name]);
}

/** Rows of a case in a list table, written only where they differ from what is there. */
function replaceRows<Row extends Parameters>(
  connection: Connection,
  seq: number,
  rows: readonly Row[],
  statements: { readonly read: string; readonly forget: string; readonly insert: string; readonly isNew: boolean },
): void {
  if (!statements.isNew) {
    const before = connection.statement<Row>(statements.read).all({ seq });
    if (JSON.stringify(before) === JSON.stringify(rows)) return;
    connection.statement(statements.forget).run({ seq });
  }
  const insert = connection.statement(statements.insert);
  rows.forEach((row, ordinal) => {
    insert.run({ key: seq * ROWS_PER_CASE + ordinal, ...row });
  });
}

function saveCase(connection: Connection, projection: CaseProjection): void {
  const { state } = projection;
  const { first: seq, last: lastPosition } = connection
    .statement<{ first: number | null; last: number | null }>(sql.positions)
    .get({ id: state.id }) ?? { first: null, last: null };
  if (seq === null || lastPosition === null) throw new Error(`case ${state.id} has no action in the log (LOG-1)`);

  const before = connection.statement<Before>(sql.before).get({ seq });
  const registration = registrationColumns(projection);
  const progress = progressColumns(projection);
  const entry = searchEntryOf(projection);
  const searchDigest = digestOf(entry);
  const row = { seq, ...registration, ...progress, lastPosition, searchDigest };
  const isNew = before === undefined;
  const sameSearch = before?.searchDigest === searchDigest;

  if (isNew) connection.statement(sql.insert).run(row);
  else if (sameSearch && sameRegistration(before, registration)) connection.statement(sql.advance).run(row);
  else connection.statement(sql.replace).run(row);
  connection.statement(sql.state).run({ seq, state: JSON.stringify(state) });

  const people = peopleOf(state).map(
    ({ name, phone, documentNumber }): Record<keyof PersonRow, string | null> => ({
      name,
      phone,
      documentNumber,
    }),
  );
  replaceRows(connection, seq, people, { read: sql.people, forget: sql.forgetPeople, insert: sql.person, isNew });
  const mediators = state.mediatorIds.map((mediatorId) => ({ mediatorId, open: progress.open }));
  const mediatorSql = { read: sql.mediators, forget: sql.forgetMediators, insert: sql.mediator, isNew };
  replaceRows(connection, seq, mediators, mediatorSql);

  if (sameSearch) return;
  if (!isNew) connection.statement(sql.forgetSearch).run({ seq });
  connection.statement(sql.search).run({ seq, ...entry });
}

export function caseWrites(connection: Connection): CaseWrites {
  return {
    async save(projection) {
      saveCase(connection, projection);
    },
    async nextNumber(series, year) {
      connection.statement(sql.nextNumber).run({ series, year });
      const row = connection.statement<{ last: number }>(sql.lastNumber).get({ series, year });
      if (!row) throw new Error(`the counter of ${series} ${year} is gone`);
      return row.last;
    },
    async clear() {
      for (const each of sql.clear) connection.statement(each).run();
      connection.statement(sql.clearSearch).run();
    },
  };
}
