import { v7 } from 'uuid';
import type { Random } from '../../../center/sample/random.ts';
import type { ImportRow } from '../../../domain/imports/import.ts';
import { importRows, oldCase } from '../../../services/imports/testing.ts';
import { type Done, outcomeOf } from './history.ts';
import type { FaultStation } from './station.ts';

/** Rows of one import at most. */
const MOST_ROWS = 4;
/** The chance that a case of the older ledger is still open. */
const OPEN_CHANCE = 0.7;

/**
 * IT brings cases of an older ledger in (LOG-7). Where the service dies meanwhile the import lies open, or is there: either
 * way nobody was told, and the same rows are not tried again.
 * @param nth Of the history: rows of two imports never share a query code.
 */
export async function importOld(station: FaultStation, random: Random, nth: number): Promise<readonly Done[]> {
  const rows = Array.from({ length: random.int(1, MOST_ROWS) }, (_, index) => {
    const isOpen = random.chance(OPEN_CHANCE);
    const still: Partial<ImportRow> = isOpen
      ? { status: random.pick(['registered', 'accepted']), closeReason: null }
      : {};
    const { desk } = station;
    return oldCase(desk, 1 + nth * MOST_ROWS + index, { ...still, caseId: v7(), registeredBy: desk.clerk.staffId });
  });
  let isTried = false;
  const outcome = await station.do(async () => {
    if (isTried) return null;
    isTried = true;
    const { desk } = station;
    return outcomeOf(importRows(desk, rows, 2));
  });
  if (outcome !== 'done') return [];
  const ids = await station.desk.store.read(async ({ log, imports }) => {
    const chunkId = await imports.chunkOf(rows[0]?.caseId ?? '');
    const chunk = chunkId === null ? null : await log.find(chunkId);
    return chunk ? imports.importActions(chunk.header.streamId) : [];
  });
  return ids.map(({ id }) => ({ actionId: id, number: null }));
}
