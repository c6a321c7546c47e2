import type { AuditFilter, AuditPlace } from '../contract/audit.ts';
import type { AccessLine, ActionLine, AuditReads } from '../services/audit/port.ts';
import type { Connection } from './connection.ts';

/** The subject of an entry begins with the id of the case that it is about, if it is about one. */
const sql = {
  access: `SELECT a.position, a.at, a.staff_id AS staffId, a.kind, a.subject, a.reason, c.case_number AS caseNumber
    FROM access_log a LEFT JOIN cases c ON c.id = substr(a.subject, 1, 36)
    WHERE a.position < @before AND (@staffId IS NULL OR a.staff_id = @staffId) AND (@kind IS NULL OR a.kind = @kind)
      AND (@since IS NULL OR a.at >= @since) AND (@until IS NULL OR a.at < @until)
      AND (@caseNumber = '' OR c.case_number = @caseNumber)
    ORDER BY a.position DESC LIMIT @limit`,
  actions: `SELECT h.position, h.device_time AS at, h.actor_id AS staffId, h.type, h.stream_kind AS streamKind,
      c.case_number AS caseNumber
    FROM action_headers h LEFT JOIN cases c ON c.id = h.stream_id AND h.stream_kind = 'case'
    WHERE h.position < @before AND (@staffId IS NULL OR h.actor_id = @staffId)
      AND (@since IS NULL OR h.device_time >= @since) AND (@until IS NULL OR h.device_time < @until)
      AND (@caseNumber = '' OR c.case_number = @caseNumber)
    ORDER BY h.position DESC LIMIT @limit`,
} as const;

function parametersOf({ staffId, from, to, caseNumber }: AuditFilter, before: number | undefined, limit: number) {
  return { staffId, since: from, until: to, caseNumber, limit, before: before ?? Number.MAX_SAFE_INTEGER };
}

export function auditReads(connection: Connection): AuditReads {
  return {
    async accessLines(filter, after: AuditPlace | null, limit) {
      if (filter.kind === 'action') return [];
      const parameters = { ...parametersOf(filter, after?.access, limit), kind: filter.kind };
      return connection.statement<AccessLine>(sql.access).all(parameters);
    },
    async actionLines(filter, after, limit) {
      if (filter.kind !== null && filter.kind !== 'action') return [];
      return connection.statement<ActionLine>(sql.actions).all(parametersOf(filter, after?.actions, limit));
    },
  };
}
