import { eq, inArray } from 'drizzle-orm';
import type { FileReads, FileWrites } from '../services/documents/port.ts';
import type { Connection } from './connection.ts';
import { files } from './schema/documents.ts';

export function fileReads({ orm }: Connection): FileReads {
  return {
    async file(hash) {
      return orm.select().from(files).where(eq(files.hash, hash)).get() ?? null;
    },
  };
}

export function fileWrites(connection: Connection): FileWrites {
  return {
    async keep({ hash, mediaType, bytes }) {
      connection.writing
        .insert(files)
        .values({ hash, mediaType, bytes: Buffer.from(bytes) })
        .onConflictDoNothing()
        .run();
    },
    async erase(hashes) {
      connection.beginErasing();
      connection.writing
        .delete(files)
        .where(inArray(files.hash, [...hashes]))
        .run();
    },
  };
}
