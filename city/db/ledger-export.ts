import type { CaseState } from '../../domain/cases/state.ts';
import type { LedgerExportReads, LedgerPerson } from '../../services/ledger/port.ts';
import { type LedgerSqlRow, ledgerColumns, ledgerOrderQuery, toLedgerRow } from './ledger-sql.ts';
import type { Scope } from './scope.ts';

const asked = 'unnest($2::uuid[]) WITH ORDINALITY asked (id, n) JOIN cases c ON c.feed = $1 AND c.id = asked.id';

const sql = {
  rows: `SELECT ${ledgerColumns} FROM ${asked} ORDER BY asked.n`,
  states: `SELECT s.state FROM ${asked} JOIN case_states s ON s.feed = c.feed AND s.seq = c.seq ORDER BY asked.n`,
} as const;

function peopleOf(state: CaseState): readonly LedgerPerson[] {
  return (state.registration?.parties ?? []).map((party) => {
    const { kind, role, name, phone } = party;
    const shared = { caseId: state.id, role, kind, name, phone };
    if (party.kind === 'unit') {
      return { ...shared, documentKind: null, documentNumber: party.creditCode, birthDate: null, statedAge: null };
    }
    const { documentKind, documentNumber, birthDate, statedAge } = party;
    return { ...shared, documentKind, documentNumber, birthDate, statedAge };
  });
}

export function ledgerExportReads(scope: Scope): LedgerExportReads {
  const {
    transaction: { query },
    feed,
  } = scope;
  return {
    async order(asking) {
      const { sql: order, parameters } = ledgerOrderQuery(scope, asking);
      return (await query<{ id: string }>(order, parameters)).map(({ id }) => id);
    },
    async rows(caseIds) {
      return (await query<LedgerSqlRow>(sql.rows, [feed, caseIds])).map(toLedgerRow);
    },
    async people(caseIds) {
      const rows = await query<{ state: string }>(sql.states, [feed, caseIds]);
      return rows.flatMap(({ state }) => peopleOf(JSON.parse(state) as CaseState));
    },
  };
}
