import type { WireAction } from '../../contract/sync.ts';
import type { ImportChunk } from '../../domain/imports/import.ts';
import { type HashSuite, hashPayload, suiteOf } from '../../domain/log/action.ts';
import { unreadableAt } from '../../domain/sync/readable.ts';
import type { StoredImportRow } from '../imports/port.ts';

const encoder = new TextEncoder();

/**
 * The rows that came beside the chunk of an import, each the one whose hash the chunk has; those that were erased do not
 * come (LOG-7, LOG-8). `payload` is what the chunk says; where it cannot be read no row is one of its.
 * @throws what `refuse` makes of the case whose row is another.
 */
export function chunkRows(
  { header, rows = [] }: Pick<WireAction, 'header' | 'rows'>,
  payload: unknown,
  suite: HashSuite,
  refuse: (caseId: string) => Error,
): readonly StoredImportRow[] {
  if (header.type !== 'import.chunk' || rows.length === 0 || unreadableAt({ header, payload }) !== null) return [];
  const hashes = new Map((payload as ImportChunk).rows.map(({ caseId, hash }) => [caseId, hash]));
  return rows.map((row) => {
    const { caseId } = row;
    const salt = Uint8Array.from(Buffer.from(row.salt, 'hex'));
    const body = { caseId, payloadBytes: encoder.encode(row.payload), salt };
    if (hashPayload(salt, body.payloadBytes, suiteOf(header, suite)) !== hashes.get(caseId)) throw refuse(caseId);
    return body;
  });
}
