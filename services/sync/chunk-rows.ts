import type { WireAction } from '../../contract/sync.ts';
import { hasRowsBeside, type ImportChunk } from '../../domain/imports/import.ts';
import { type HashSuite, hashPayload, suiteOf } from '../../domain/log/action.ts';
import { unreadableAt } from '../../domain/sync/readable.ts';
import type { PlacedImportRow } from '../imports/port.ts';

const encoder = new TextEncoder();

/**
 * The rows that came beside the chunk of an import, or beside what says one of them again, each the one whose hash it
 * has; those that were erased do not come (LOG-7, LOG-8). `payload` is what the action says; where it cannot be read no
 * row is one of its.
 * @throws what `refuse` makes of the case whose row is another.
 */
export function chunkRows(
  { header, rows = [] }: Pick<WireAction, 'header' | 'rows'>,
  payload: unknown,
  suite: HashSuite,
  refuse: (caseId: string) => Error,
): readonly PlacedImportRow[] {
  if (!hasRowsBeside(header) || rows.length === 0 || unreadableAt({ header, payload }) !== null) return [];
  const entries = (payload as Pick<ImportChunk, 'rows'>).rows;
  const places = new Map(entries.map(({ caseId, hash }, index) => [caseId, { index, hash }]));
  return rows.map((row) => {
    const { caseId } = row;
    const salt = Uint8Array.from(Buffer.from(row.salt, 'hex'));
    const payloadBytes = encoder.encode(row.payload);
    const place = places.get(caseId);
    if (!place || hashPayload(salt, payloadBytes, suiteOf(header, suite)) !== place.hash) throw refuse(caseId);
    return { caseId, payloadBytes, salt, index: place.index };
  });
}
