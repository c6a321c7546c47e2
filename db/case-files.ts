import { namedFiles } from '../domain/cases/state.ts';
import type { CaseProjection } from '../services/cases/port.ts';
import type { Connection } from './connection.ts';

const sql = {
  of: 'SELECT hash FROM case_files WHERE seq = @seq ORDER BY hash',
  add: 'INSERT INTO case_files (seq, hash) VALUES (@seq, @hash)',
  drop: 'DELETE FROM case_files WHERE seq = @seq AND hash = @hash',
  // A paper was kept inside the store before its case was saved. The city is asked anew: the other case that named the
  // file so far may belong to another feed.
  place: `INSERT INTO file_places (hash, bytes, here)
    SELECT @hash, @bytes, EXISTS (SELECT 1 FROM files k WHERE k.hash = @hash) WHERE true
    ON CONFLICT DO UPDATE SET at_city = NULL, erased = 0`,
} as const;

/** The files that a case names, written only where they differ from what is there. */
export function saveCaseFiles(connection: Connection, seq: number, { state }: CaseProjection): void {
  const now = namedFiles(state);
  const hashes = new Set(now.map(({ hash }) => hash));
  const before = new Set(
    connection
      .statement<{ hash: string }>(sql.of)
      .all({ seq })
      .map(({ hash }) => hash),
  );
  for (const hash of before) if (!hashes.has(hash)) connection.statement(sql.drop).run({ seq, hash });
  for (const { hash, bytes } of now) {
    if (before.has(hash)) continue;
    connection.statement(sql.add).run({ seq, hash });
    connection.statement(sql.place).run({ hash, bytes });
  }
}
