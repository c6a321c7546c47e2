import { ServiceError } from '../../contract/errors.ts';
import type { ImportEntry, Restatement } from '../../domain/cases/restatement.ts';
import type { CaseState } from '../../domain/cases/state.ts';
import {
  erasedImportedCase,
  type ImportChunk,
  type ImportRow,
  importedCase,
  sealRow,
} from '../../domain/imports/import.ts';
import { hashPayload, suiteOf } from '../../domain/log/action.ts';
import { readablePart } from '../../domain/sync/readable.ts';
import type { Environment } from '../environment.ts';
import { MAX_PAYLOAD_BYTES, readAction, refuseUnstorable } from '../log/append.ts';
import type { StoredAction } from '../log/port.ts';
import type { Reads } from '../ports.ts';
import type { PlacedImportRow, StoredImportRow } from './port.ts';

type Suite = Pick<Environment, 'suite'>;

/**
 * Seals each row apart (LOG-8): its body can go without the others, while the chunk keeps its hash.
 * @throws ServiceError TOO_LARGE where the rows have more than 256 KiB together (LOG-7).
 */
export function sealRows(
  rows: readonly ImportRow[],
  { randomBytes, suite }: Environment,
): { readonly entries: readonly ImportEntry[]; readonly bodies: readonly PlacedImportRow[] } {
  const sealed = refuseUnstorable(() => rows.map((row) => sealRow(row, randomBytes(16), suite)));
  const bytes = sealed.reduce((sum, { payloadBytes }) => sum + payloadBytes.byteLength, 0);
  if (bytes > MAX_PAYLOAD_BYTES) {
    const limit = MAX_PAYLOAD_BYTES / 1024;
    throw new ServiceError('TOO_LARGE', { detail: `这一批超过 ${limit} KB，没有导入。请少放几行再导。` });
  }
  return {
    entries: sealed.map(({ entry }) => entry),
    bodies: sealed.map(({ entry, payloadBytes, salt }, index) => ({ caseId: entry.caseId, payloadBytes, salt, index })),
  };
}

const decoder = new TextDecoder('utf-8', { fatal: true });

/** @throws Error where the row is not the one whose hash the log keeps: the store was tampered with, or is damaged. */
function readRow(
  { payloadBytes, salt }: StoredImportRow,
  { caseId, hash }: ImportEntry,
  { header }: StoredAction,
  { suite }: Suite,
): ImportRow {
  if (hashPayload(salt, payloadBytes, suiteOf(header, suite)) !== hash) {
    throw new Error(`the imported row of case ${caseId} is not the one that the log names (LOG-2)`);
  }
  return JSON.parse(decoder.decode(payloadBytes)) as ImportRow;
}

/** What a chunk's payload says; null where it was erased as a whole, or cannot be read. */
function chunkOf(stored: StoredAction): ImportChunk | null {
  const { header } = stored;
  if (header.schemaVersion === 1) throw new Error(`chunk ${header.id} has a form that no release wrote`);
  return readablePart(readAction(stored)).payload as ImportChunk | null;
}

async function storedChunk({ log }: Pick<Reads, 'log'>, chunkId: string): Promise<StoredAction> {
  const stored = await log.find(chunkId);
  if (!stored) throw new Error(`chunk ${chunkId} of an import is not in the log`);
  return stored;
}

export interface ImportedCase {
  readonly state: CaseState;
  /** Null where it was erased (LOG-8). */
  readonly row: ImportRow | null;
}

/** The cases of a chunk as they came in, each in its place; of an erased one only that it was there. */
export async function importedCases(
  reads: Pick<Reads, 'log' | 'imports'>,
  chunkId: string,
  suite: Suite,
): Promise<readonly ImportedCase[]> {
  const stored = await storedChunk(reads, chunkId);
  const bodies = new Map((await reads.imports.rows(chunkId)).map((body) => [body.caseId, body]));
  return (chunkOf(stored)?.rows ?? []).map((entry) => {
    const body = bodies.get(entry.caseId);
    if (!body) return { row: null, state: erasedImportedCase(entry, stored.header) };
    const row = readRow(body, entry, stored, suite);
    return { row, state: importedCase(row, stored.header) };
  });
}

export interface ImportedBeginning {
  readonly chunk: StoredAction;
  readonly entry: ImportEntry;
  readonly state: CaseState;
  /** Null where it was erased (LOG-8). */
  readonly row: ImportRow | null;
}

/** How a case began that an import brought here, erased or not (LOG-8): null for one that was registered. */
export async function importedBeginning(
  reads: Pick<Reads, 'log' | 'imports'>,
  caseId: string,
  suite: Suite,
): Promise<ImportedBeginning | null> {
  const chunkId = await reads.imports.chunkOf(caseId);
  if (chunkId === null) return null;
  const chunk = await storedChunk(reads, chunkId);
  const entry = chunkOf(chunk)?.rows.find((each) => each.caseId === caseId);
  if (!entry) return null;
  const row = await rowOf(reads, chunk, entry, suite);
  const state = row ? importedCase(row, chunk.header) : erasedImportedCase(entry, chunk.header);
  return { chunk, entry, state, row };
}

async function rowOf(
  { imports }: Pick<Reads, 'imports'>,
  stored: StoredAction,
  entry: ImportEntry,
  suite: Suite,
): Promise<ImportRow | null> {
  const body = (await imports.rows(stored.header.id)).find(({ caseId }) => caseId === entry.caseId);
  return body ? readRow(body, entry, stored, suite) : null;
}

/** The first of these actions that says once more how its case began (WF-64); null where none does. */
export function restatementIn(
  actions: readonly StoredAction[],
): { readonly stored: StoredAction; readonly restatement: Restatement } | null {
  for (const stored of actions) {
    if (stored.header.type !== 'case.restated') continue;
    const restatement = readablePart(readAction(stored)).payload as Restatement | null;
    if (restatement) return { stored, restatement };
  }
  return null;
}

/** How a case began whose import is not here, as its own stream says it (WF-64); null where that says nothing of it. */
export async function restatedBeginning(
  reads: Pick<Reads, 'imports'>,
  actions: readonly StoredAction[],
  suite: Suite,
): Promise<CaseState | null> {
  const found = restatementIn(actions);
  if (!found) return null;
  const { stored, restatement } = found;
  const { stationId, streamId } = stored.header;
  const entry = restatement.rows.find(({ caseId }) => caseId === streamId);
  if (!entry) return null;
  const { chunkId: id, importedBy: actorId, importedAt: deviceTime } = restatement;
  const origin = { id, actorId, stationId, deviceTime };
  const row = await rowOf(reads, stored, entry, suite);
  return row ? importedCase(row, origin) : erasedImportedCase(entry, origin);
}
