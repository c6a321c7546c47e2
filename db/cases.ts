import type { CaseState } from '../domain/cases/state.ts';
import { openStatuses } from '../domain/cases/status.ts';
import { documentWord, phoneWord } from '../services/cases/people-words.ts';
import type { CaseHintRow, CaseProjection, CaseReads } from '../services/cases/port.ts';
import {
  type ProgressColumns,
  progressNames,
  type RegistrationColumns,
  registrationNames,
  selected,
} from './case-row.ts';
import type { Connection } from './connection.ts';
import { searchExpression } from './search.ts';
import { rankOf, statusAt } from './status-ranks.ts';
import { visibleTo } from './visible.ts';

const hintColumns = selected(
  ['id', 'caseNumber', 'title', 'partiesText', 'statusRank', 'placeName', 'registeredAt'],
  'c',
);

const openRanks = openStatuses.map(rankOf).join(', ');

export const caseSql = {
  find: `SELECT ${selected([...registrationNames, ...progressNames], 'c')}, s.state
    FROM cases c JOIN case_states s ON s.seq = c.seq WHERE c.id = @id`,
  asked: 'SELECT projection FROM asked_cases WHERE id = @id',
  hint: (shown = '') => `SELECT ${hintColumns} FROM cases c WHERE c.id = @id${shown}`,
  // A street's code is the nine-digit head of its villages' codes; ':' is the character after '9'. A case of which only
  // the street is known may be in this village too.
  similarOpen: (shown = '') => `SELECT ${hintColumns} FROM
    (SELECT seq, gbt_category = @gbtCategory AS same FROM cases
      WHERE open = 1 AND (place_code >= @placeCode AND place_code < @placeCode || ':' OR place_code = substr(@placeCode, 1, 9))${shown}
      ORDER BY same DESC, seq DESC LIMIT @limit) p JOIN cases c ON c.seq = p.seq ORDER BY p.same DESC, c.seq DESC`,
  search: (shown = '') => `SELECT ${hintColumns} FROM
    (SELECT rowid AS seq FROM case_search WHERE case_search MATCH @expression${shown} ORDER BY rowid DESC LIMIT @limit) f
    JOIN cases c ON c.seq = f.seq ORDER BY c.seq DESC`,
  queryCode: 'SELECT 1 FROM cases WHERE query_code = @queryCode LIMIT 1',
  openIds: `SELECT c.id FROM (SELECT seq FROM cases WHERE status_rank IN (${openRanks})) o
    CROSS JOIN cases c ON c.seq = o.seq ORDER BY c.seq`,
  timedIds: `SELECT c.id FROM (SELECT seq FROM cases WHERE status_rank IN (${openRanks})
      UNION SELECT seq FROM cases INDEXED BY cases_confirmation_due WHERE confirmation_due_at > 0) o
    CROSS JOIN cases c ON c.seq = o.seq ORDER BY c.seq`,
} as const;

interface HintRow extends Omit<CaseHintRow, 'caseId' | 'status'> {
  readonly id: string;
  readonly statusRank: number;
}

function toHint({ id, statusRank, ...rest }: HintRow): CaseHintRow {
  return { caseId: id, status: statusAt(statusRank), ...rest };
}

type FoundRow = RegistrationColumns & ProgressColumns & { readonly state: string };

function toProjection(row: FoundRow): CaseProjection {
  const { limitId, deadlineName, deadlineStartAt, warnAt, dueAt, confirmationDueAt } = row;
  const running =
    limitId !== null && deadlineName !== null && deadlineStartAt !== null && warnAt !== null && dueAt !== null;
  return {
    state: JSON.parse(row.state) as CaseState,
    deadline: running
      ? { limitId, name: deadlineName, startAt: deadlineStartAt, warnAt, dueAt, provisional: row.provisional === 1 }
      : null,
    confirmationDue:
      confirmationDueAt === null ? null : { dueAt: confirmationDueAt, provisional: row.confirmationProvisional === 1 },
    errandDueAt: row.errandDueAt,
    place: {
      code: row.placeCode,
      areaCode: row.areaCode,
      areaName: row.areaName,
      streetCode: row.streetCode,
      streetName: row.streetName,
      fullName: row.placeName,
    },
    partiesText: row.partiesText,
    title: row.title,
    initials: row.initials,
  };
}

/** A case with all that its rows say, or null. */
export function findCase(connection: Connection, id: string): CaseProjection | null {
  const row = connection.statement<FoundRow>(caseSql.find).get({ id });
  if (row) return toProjection(row);
  const asked = connection.statement<{ projection: string }>(caseSql.asked).get({ id });
  return asked ? (JSON.parse(asked.projection) as CaseProjection) : null;
}

export function caseReads(connection: Connection): CaseReads {
  const hints = (sql: string, parameters: Parameters<ReturnType<typeof connection.statement>['all']>[0]) =>
    connection.statement<HintRow>(sql).all(parameters).map(toHint);
  return {
    async find(id) {
      return findCase(connection, id);
    },
    async hints(caseIds, viewer) {
      const { and, values } = visibleTo(connection, viewer);
      return caseIds.flatMap((id) => hints(caseSql.hint(and()), { id, ...values }));
    },
    async byPerson({ documentNumber, name, phone }, limit, viewer) {
      const { and, values } = visibleTo(connection, viewer);
      const search = caseSql.search(and('rowid'));
      const same = documentNumber
        ? hints(search, { expression: `people : ${documentWord(documentNumber)}`, limit, ...values })
        : [];
      const known = new Set(same.map(({ caseId }) => caseId));
      const called = phone
        ? hints(search, { expression: `people : ${phoneWord(name, phone)}`, limit: limit + known.size, ...values })
        : [];
      return [
        ...same.map((hint) => ({ ...hint, by: 'document' as const })),
        ...called.filter(({ caseId }) => !known.has(caseId)).map((hint) => ({ ...hint, by: 'phone' as const })),
      ].slice(0, limit);
    },
    async similarOpen(placeCode, gbtCategory, limit, viewer) {
      const { and, values } = visibleTo(connection, viewer);
      const sql = caseSql.similarOpen(and('seq'));
      return hints(sql, { placeCode, gbtCategory: gbtCategory ?? '', limit, ...values });
    },
    async search(query, limit, viewer) {
      const expression = searchExpression(query);
      const { and, values } = visibleTo(connection, viewer);
      return expression === null ? [] : hints(caseSql.search(and('rowid')), { expression, limit, ...values });
    },
    async queryCodeExists(queryCode) {
      return connection.statement(caseSql.queryCode).get({ queryCode }) !== undefined;
    },
    async timedIds() {
      return connection
        .statement<{ id: string }>(caseSql.timedIds)
        .all()
        .map(({ id }) => id);
    },
    async openIds() {
      return connection
        .statement<{ id: string }>(caseSql.openIds)
        .all()
        .map(({ id }) => id);
    },
  };
}
