import type { FilePlaceReads, FilePlaceWrites, KnownFile } from '../../services/files/port.ts';
import type { Scope } from './scope.ts';

const named = 'EXISTS (SELECT 1 FROM case_files f WHERE f.feed = p.feed AND f.hash = p.hash)';

const sql = {
  places: 'SELECT hash, bytes, here FROM file_places WHERE feed = $1 AND hash = ANY($2::text[])',
  beside: `SELECT DISTINCT f.hash FROM case_files f JOIN cases c ON c.feed = f.feed AND c.seq = f.seq
    WHERE f.feed = $1 AND f.hash = ANY($2::text[]) AND c.id <> $3`,
  erased: `SELECT p.hash, ${named} AS named FROM file_places p WHERE p.feed = $1 AND p.erased`,
  here: 'UPDATE file_places SET here = $3, erased = erased AND NOT $3 WHERE feed = $1 AND hash = $2',
  mark: 'UPDATE file_places SET erased = true WHERE feed = $1 AND hash = ANY($2::text[])',
  forget: `DELETE FROM file_places p WHERE p.feed = $1 AND p.hash = $2 AND NOT ${named}`,
  notHere: 'UPDATE file_places SET here = false, erased = false WHERE feed = $1 AND hash = $2',
} as const;

export function filePlaceReads({ transaction: { query }, feed }: Scope): FilePlaceReads {
  return {
    places: (hashes) => query<KnownFile>(sql.places, [feed, hashes]),
    async namedBeside(hashes, caseId) {
      return (await query<{ hash: string }>(sql.beside, [feed, hashes, caseId])).map(({ hash }) => hash);
    },
    erasedFiles: () => query<{ hash: string; named: boolean }>(sql.erased, [feed]),
  };
}

export function filePlaceWrites({ transaction: { query }, feed }: Scope): FilePlaceWrites {
  return {
    async noteHere(hash, here) {
      await query(sql.here, [feed, hash, here]);
    },
    async markErased(hashes) {
      await query(sql.mark, [feed, hashes]);
    },
    async forgetFile(hash) {
      await query(sql.forget, [feed, hash]);
      await query(sql.notHere, [feed, hash]);
    },
  };
}
