import type { CaseState } from '../../domain/cases/state.ts';
import type { CaseStatus } from '../../domain/cases/status.ts';
import { documentWord, phoneWord } from '../../services/cases/people-words.ts';
import type { CaseHintRow, CaseProjection, CaseReads } from '../../services/cases/port.ts';
import type { CaseColumns } from './case-row.ts';
import type { Parameter } from './database.ts';
import { Parameters } from './parameters.ts';
import { cases } from './schema/cases.ts';
import type { Scope } from './scope.ts';
import { searchCondition } from './search.ts';
import { selected } from './statements.ts';
import { shownTo, visibleTo } from './visible.ts';

const hintColumns = selected(cases, 'c', [
  'id',
  'caseNumber',
  'title',
  'partiesText',
  'status',
  'placeName',
  'registeredAt',
]);

const foundColumns = [
  'partiesText',
  'title',
  'initials',
  'areaCode',
  'areaName',
  'streetCode',
  'streetName',
  'placeCode',
  'placeName',
  'limitId',
  'deadlineName',
  'deadlineStartAt',
  'warnAt',
  'dueAt',
  'provisional',
  'confirmationDueAt',
  'confirmationProvisional',
  'errandDueAt',
] as const;

const sql = {
  find: `SELECT ${selected(cases, 'c', foundColumns)}, s.state
    FROM cases c JOIN case_states s ON s.feed = c.feed AND s.seq = c.seq WHERE c.feed = $1 AND c.id = $2`,
  hints: (shown: string) => `SELECT ${hintColumns} FROM unnest($2::uuid[]) WITH ORDINALITY asked (id, n)
    JOIN cases c ON c.feed = $1 AND c.id = asked.id WHERE true${shown} ORDER BY asked.n`,
  // A street's code is the nine-digit head of its villages' codes; ':' is the character after '9'. A case of which only
  // the street is known may be in this village too.
  similarOpen: (shown: string) => `SELECT ${hintColumns} FROM cases c WHERE c.feed = $1 AND c.open
      AND (c.place_code >= $2 AND c.place_code < $2 || ':' OR c.place_code = left($2, 9))${shown}
    ORDER BY c.gbt_category = $3 DESC, c.seq DESC LIMIT $4`,
  person: (shown: string) => `SELECT ${hintColumns} FROM case_search s JOIN cases c ON c.feed = s.feed AND c.seq = s.seq
    WHERE s.feed = $1 AND s.words @> $2::text[]${shown} ORDER BY s.seq DESC LIMIT $3`,
  queryCode: 'SELECT 1 FROM cases WHERE feed = $1 AND query_code = $2 LIMIT 1',
  openIds: 'SELECT id FROM cases WHERE feed = $1 AND open ORDER BY seq',
  timedIds: 'SELECT id FROM cases WHERE feed = $1 AND (open OR confirmation_due_at IS NOT NULL) ORDER BY seq',
} as const;

interface HintRow extends Omit<CaseHintRow, 'caseId' | 'status'> {
  readonly id: string;
  readonly status: CaseStatus;
}

function toHint({ id, ...rest }: HintRow): CaseHintRow {
  return { caseId: id, ...rest };
}

type FoundRow = Pick<CaseColumns, (typeof foundColumns)[number]> & { readonly state: string };

function toProjection(row: FoundRow): CaseProjection {
  const { limitId, deadlineName, deadlineStartAt, warnAt, dueAt, provisional, confirmationDueAt } = row;
  const running =
    limitId !== null && deadlineName !== null && deadlineStartAt !== null && warnAt !== null && dueAt !== null;
  return {
    state: JSON.parse(row.state) as CaseState,
    deadline: running ? { limitId, name: deadlineName, startAt: deadlineStartAt, warnAt, dueAt, provisional } : null,
    confirmationDue:
      confirmationDueAt === null ? null : { dueAt: confirmationDueAt, provisional: row.confirmationProvisional },
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

export function caseReads(scope: Scope): CaseReads {
  const {
    transaction: { query },
    feed,
  } = scope;
  const hints = async (text: string, parameters: readonly Parameter[]) =>
    (await query<HintRow>(text, parameters)).map(toHint);
  return {
    async find(id) {
      const [row] = await query<FoundRow>(sql.find, [feed, id]);
      return row ? toProjection(row) : null;
    },
    async hints(caseIds, viewer) {
      return hints(...shownTo(scope, viewer, [feed, caseIds], sql.hints));
    },
    async byPerson({ documentNumber, name, phone }, limit, viewer) {
      const by = (word: string, most: number) => hints(...shownTo(scope, viewer, [feed, [word], most], sql.person));
      const same = documentNumber ? await by(documentWord(documentNumber), limit) : [];
      const known = new Set(same.map(({ caseId }) => caseId));
      const called = phone ? await by(phoneWord(name, phone), limit + known.size) : [];
      return [
        ...same.map((hint) => ({ ...hint, by: 'document' as const })),
        ...called.filter(({ caseId }) => !known.has(caseId)).map((hint) => ({ ...hint, by: 'phone' as const })),
      ].slice(0, limit);
    },
    async similarOpen(placeCode, gbtCategory, limit, viewer) {
      return hints(...shownTo(scope, viewer, [feed, placeCode, gbtCategory ?? '', limit], sql.similarOpen));
    },
    async search(text, limit, viewer) {
      const parameters = new Parameters();
      const own = parameters.bind(feed);
      const condition = searchCondition(text, parameters);
      if (condition === null) return [];
      // Found once, whatever plan the rest gets: a table without statistics would be searched for every case.
      const shown = visibleTo(scope, viewer, parameters);
      const seen =
        shown === '' ? '' : ` AND EXISTS (SELECT 1 FROM cases c WHERE c.feed = s.feed AND c.seq = s.seq${shown})`;
      const found = `WITH found AS MATERIALIZED (SELECT s.seq FROM case_search s
          WHERE s.feed = ${own} AND ${condition}${seen} ORDER BY s.seq DESC LIMIT ${parameters.bind(limit)})
        SELECT ${hintColumns} FROM found f JOIN cases c ON c.feed = ${own} AND c.seq = f.seq ORDER BY c.seq DESC`;
      return hints(found, parameters.values);
    },
    async queryCodeExists(queryCode) {
      return (await query(sql.queryCode, [feed, queryCode])).length > 0;
    },
    async timedIds() {
      return (await query<{ id: string }>(sql.timedIds, [feed])).map(({ id }) => id);
    },
    async openIds() {
      return (await query<{ id: string }>(sql.openIds, [feed])).map(({ id }) => id);
    },
  };
}
