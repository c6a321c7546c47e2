import type { StationFileReads, StationFileWrites, TravellingFile } from '../services/files/port.ts';
import type { Connection } from './connection.ts';

const named = 'EXISTS (SELECT 1 FROM case_files f WHERE f.hash = p.hash)';
const waitsToGo = `p.at_city IS NULL AND p.here = 1 AND p.erased = 0 AND ${named}`;
const waitsToCome = `p.here = 0 AND p.erased = 0 AND ${named}`;
const listed = '(SELECT value FROM json_each(@hashes))';

const travelling = (by: string, waits: string) => `SELECT p.hash, p.bytes, c.id AS caseId
  FROM (SELECT p.hash, p.bytes FROM file_places p ${by}
    WHERE p.hash > @after AND ${waits} ORDER BY p.hash LIMIT @limit) p
  JOIN case_files f ON f.hash = p.hash JOIN cases c ON c.seq = f.seq ORDER BY p.hash, c.seq`;

export const fileSql = {
  places: `SELECT hash, bytes, here FROM file_places WHERE hash IN ${listed}`,
  atCity: `SELECT hash FROM file_places WHERE hash IN ${listed} AND at_city IS NOT NULL`,
  beside: `SELECT DISTINCT f.hash FROM case_files f JOIN cases c ON c.seq = f.seq
    WHERE f.hash IN ${listed} AND c.id <> @caseId`,
  erased: `SELECT p.hash, ${named} AS named FROM file_places p WHERE p.erased = 1`,
  here: 'UPDATE file_places SET here = @here, erased = erased AND NOT @here WHERE hash = @hash',
  mark: `UPDATE file_places SET erased = 1 WHERE hash IN ${listed}`,
  forget: `DELETE FROM file_places AS p WHERE p.hash = @hash AND NOT ${named}`,
  notHere: 'UPDATE file_places SET here = 0, erased = 0 WHERE hash = @hash',
  pending: `SELECT
      (SELECT json_array(count(*), coalesce(sum(p.bytes), 0)) FROM file_places p INDEXED BY file_places_to_send
        WHERE ${waitsToGo}) AS toSend,
      (SELECT json_array(count(*), coalesce(sum(p.bytes), 0)) FROM file_places p INDEXED BY file_places_to_fetch
        WHERE ${waitsToCome}) AS toFetch`,
  toSend: travelling('INDEXED BY file_places_to_send', waitsToGo),
  toFetch: travelling('INDEXED BY file_places_to_fetch', waitsToCome),
  heldByCity: travelling('', `p.at_city IS NOT NULL AND p.erased = 0 AND ${named}`),
  forgetAtCity: `UPDATE file_places SET at_city = NULL WHERE hash IN ${listed}`,
  noteAtCity: `UPDATE file_places SET at_city = @epoch WHERE hash IN ${listed}`,
  otherEpochs: [
    'UPDATE file_places SET at_city = NULL WHERE at_city < @epoch',
    'UPDATE file_places SET at_city = NULL WHERE at_city > @epoch',
  ],
} as const;

function countOf(pair: string | undefined): { files: number; bytes: number } {
  const [files = 0, bytes = 0] = JSON.parse(pair ?? '[]') as number[];
  return { files, bytes };
}

export function filePlaceReads(connection: Connection): StationFileReads {
  return {
    async places(hashes) {
      const rows = connection
        .statement<{ hash: string; bytes: number; here: number }>(fileSql.places)
        .all({ hashes: JSON.stringify(hashes) });
      return rows.map(({ here, ...row }) => ({ ...row, here: here === 1 }));
    },
    async atCity(hashes) {
      const rows = connection.statement<{ hash: string }>(fileSql.atCity).all({ hashes: JSON.stringify(hashes) });
      return rows.map(({ hash }) => hash);
    },
    async namedBeside(hashes, caseId) {
      const parameters = { hashes: JSON.stringify(hashes), caseId };
      return connection
        .statement<{ hash: string }>(fileSql.beside)
        .all(parameters)
        .map(({ hash }) => hash);
    },
    async erasedFiles() {
      const rows = connection.statement<{ hash: string; named: number }>(fileSql.erased).all();
      return rows.map((row) => ({ hash: row.hash, named: row.named === 1 }));
    },
    async pendingFiles() {
      const row = connection.statement<{ toSend: string; toFetch: string }>(fileSql.pending).get();
      return { toSend: countOf(row?.toSend), toFetch: countOf(row?.toFetch) };
    },
    async toSend(after, limit) {
      return connection.statement<TravellingFile>(fileSql.toSend).all({ after, limit });
    },
    async toFetch(after, limit) {
      return connection.statement<TravellingFile>(fileSql.toFetch).all({ after, limit });
    },
    async heldByCity(after, limit) {
      return connection.statement<TravellingFile>(fileSql.heldByCity).all({ after, limit });
    },
  };
}

export function filePlaceWrites(connection: Connection): StationFileWrites {
  return {
    async noteHere(hash, here) {
      connection.statement(fileSql.here).run({ hash, here: here ? 1 : 0 });
    },
    async markErased(hashes) {
      connection.statement(fileSql.mark).run({ hashes: JSON.stringify(hashes) });
    },
    async forgetFile(hash) {
      connection.statement(fileSql.forget).run({ hash });
      connection.statement(fileSql.notHere).run({ hash });
    },
    async noteAtCity(hashes, epoch) {
      connection.statement(fileSql.noteAtCity).run({ hashes: JSON.stringify(hashes), epoch });
    },
    async forgetAtCity(hashes) {
      connection.statement(fileSql.forgetAtCity).run({ hashes: JSON.stringify(hashes) });
    },
    async forgetOtherEpochs(epoch) {
      for (const each of fileSql.otherEpochs) connection.statement(each).run({ epoch });
    },
  };
}
