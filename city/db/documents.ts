import type { FileReads, FileWrites, StoredFile } from '../../services/documents/port.ts';
import { files } from './schema/documents.ts';
import type { Scope } from './scope.ts';
import { selected } from './statements.ts';

const sql = {
  file: `SELECT ${selected(files, 'f', ['hash', 'mediaType', 'bytes'])} FROM files f WHERE f.feed = $1 AND f.hash = $2`,
  keep: 'INSERT INTO files (feed, hash, media_type, bytes) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING',
  erase: 'DELETE FROM files WHERE feed = $1 AND hash = ANY($2::text[])',
} as const;

export function fileReads({ transaction: { query }, feed }: Scope): FileReads {
  return {
    async file(hash) {
      const [row] = await query<StoredFile>(sql.file, [feed, hash]);
      return row ?? null;
    },
  };
}

export function fileWrites({ transaction: { query }, feed }: Scope): FileWrites {
  return {
    async keep({ hash, mediaType, bytes }) {
      await query(sql.keep, [feed, hash, mediaType, bytes]);
    },
    async erase(hashes) {
      await query(sql.erase, [feed, hashes]);
    },
  };
}
