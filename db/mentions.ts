import { draftKindSchema } from '../contract/drafts.ts';
import type { MentioningAction, MentioningDraft, MentionReads } from '../services/personal-data/port.ts';
import type { Connection } from './connection.ts';

/** A word as it stands inside the JSON of a payload. */
const inJson = (word: string): string => JSON.stringify(word).slice(1, -1);
/** Payloads are bytes: two blobs are compared byte by byte. */
const bytes = (words: readonly string[]): string =>
  JSON.stringify(words.map((word) => Buffer.from(inJson(word)).toString('hex')));

/** As one condition, whatever the number of words. */
const anyWord = (column: string): string =>
  `EXISTS (SELECT 1 FROM json_each(@words) w WHERE instr(${column}, unhex(w.value)) > 0)`;

const sql = {
  ends: `SELECT coalesce((SELECT max(position) FROM action_headers), 0) AS log,
    coalesce((SELECT max(seq) FROM import_rows), 0) AS rows`,
  actions: `SELECT h.stream_id AS caseId, h.type, h.device_time AS at, CAST(p.payload AS TEXT) AS payload
    FROM action_payloads p JOIN action_headers h ON h.position = p.position
    WHERE p.position > @after AND p.position <= @upTo AND h.stream_kind = 'case' AND ${anyWord('p.payload')}
    ORDER BY p.position`,
  rows: `SELECT case_id AS caseId, CAST(r.payload AS TEXT) AS payload FROM import_rows r WHERE seq > @after AND seq <= @upTo AND ${anyWord('r.payload')} ORDER BY seq`,
  drafts: `SELECT staff_id AS staffId, kind, case_id AS caseId, saved_at AS savedAt, content FROM drafts
    WHERE ${anyWord('CAST(content AS BLOB)')} ORDER BY saved_at DESC`,
} as const;

export function mentionReads(connection: Connection): MentionReads {
  return {
    async ends() {
      return connection.statement<{ log: number; rows: number }>(sql.ends).get({}) ?? { log: 0, rows: 0 };
    },
    async actions(words, after, upTo) {
      return connection.statement<MentioningAction>(sql.actions).all({ words: bytes(words), after, upTo });
    },
    async importedRows(words, after, upTo) {
      const statement = connection.statement<Pick<MentioningAction, 'caseId' | 'payload'>>(sql.rows);
      return statement.all({ words: bytes(words), after, upTo });
    },
    async drafts(words) {
      const rows = connection
        .statement<Omit<MentioningDraft, 'kind'> & { readonly kind: string }>(sql.drafts)
        .all({ words: bytes(words) });
      return rows.map((row) => ({ ...row, kind: draftKindSchema.parse(row.kind) }));
    },
  };
}
