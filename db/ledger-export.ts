import type { LedgerExportReads, LedgerPerson } from '../services/ledger/port.ts';
import type { Connection } from './connection.ts';
import { type LedgerSqlRow, toLedgerRow } from './ledger.ts';
import { ledgerColumns, ledgerOrderQuery } from './ledger-sql.ts';

export const exportSql = {
  rows: `SELECT ${ledgerColumns} FROM json_each(@ids) asked JOIN cases c ON c.id = asked.value ORDER BY asked.key`,
  people: `SELECT c.id AS caseId, party.value ->> 'role' AS role, party.value ->> 'kind' AS kind,
      party.value ->> 'name' AS name, party.value ->> 'documentKind' AS documentKind,
      party.value ->> 'birthDate' AS birthDate, party.value ->> 'statedAge' AS statedAge,
      coalesce(party.value ->> 'documentNumber', party.value ->> 'creditCode') AS documentNumber,
      party.value ->> 'phone' AS phone
    FROM json_each(@ids) asked JOIN cases c ON c.id = asked.value JOIN case_states s ON s.seq = c.seq
      JOIN json_each(s.state, '$.registration.parties') party ORDER BY asked.key, party.key`,
} as const;

export function ledgerExportReads(connection: Connection): LedgerExportReads {
  return {
    async order(query) {
      const { sql, parameters } = ledgerOrderQuery(connection, query);
      return connection
        .statement<{ id: string }>(sql)
        .all(parameters)
        .map(({ id }) => id);
    },
    async rows(caseIds) {
      return connection
        .statement<LedgerSqlRow>(exportSql.rows)
        .all({ ids: JSON.stringify(caseIds) })
        .map(toLedgerRow);
    },
    async people(caseIds) {
      return connection.statement<LedgerPerson>(exportSql.people).all({ ids: JSON.stringify(caseIds) });
    },
  };
}
