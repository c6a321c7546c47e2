import { ServiceError } from '../../contract/errors.ts';
import type { CaseActionPayloads } from '../../domain/cases/actions.ts';
import { centerOf } from '../../domain/cases/handover.ts';
import type { CaseState } from '../../domain/cases/state.ts';
import { saveCase } from '../cases/write.ts';
import type { Caller, Dependencies } from '../dependencies.ts';
import { sweepErasedFiles } from '../files/erased.ts';
import type { Writes } from '../ports.ts';
import { foldStream } from '../sync/fold.ts';
import { appendAction, readAction } from './append.ts';
import { findDone, usedElsewhere } from './done.ts';

/**
 * Erases what a case says (LOG-8): payloads, salts, rows of imports, search entries, files and drafts go, headers and
 * hashes stay, and the erasure is itself an action. Which person may order it is decided by the caller of this function.
 * @throws ServiceError NOT_FOUND; NOT_POSSIBLE_NOW for a case that another center began: its order alone goes to everybody
 *   who ever saw the case, in the feed of the case (docs/sync.md, “A case goes to another center”).
 */
export async function eraseCase(
  dependencies: Dependencies,
  caller: Caller,
  input: { actionId: string; caseId: string; reason: string },
): Promise<void> {
  const { store, environment, fileBytes } = dependencies;
  await store.write(async (writes) => {
    const { actionId, caseId } = input;
    const done = await findDone(writes.log, actionId, { streamKind: 'erasure', type: 'log.erased' });
    if (done) {
      if ((readAction(done).payload as { streamId: string } | null)?.streamId !== caseId) throw usedElsewhere();
      return;
    }
    const found = await writes.cases.find(caseId);
    // A row of an import that was never committed is no case, and says as much of people as one.
    if (!found && !(await writes.imports.keepsRow(caseId))) throw new ServiceError('NOT_FOUND');
    if (found) await requireBornHere(writes, found.state);
    const actionIds: string[] = [];
    for (const { header } of await writes.log.stream('case', caseId)) {
      // What was said when a step was settled says as much of people as the step.
      const settlings = await writes.log.stream('settling', header.id);
      actionIds.push(header.id, ...settlings.map((settling) => settling.header.id));
    }
    const payload = { streamKind: 'case', streamId: caseId, reason: input.reason, actionIds } as const;
    await appendAction(writes.log, environment, {
      id: actionId,
      streamKind: 'erasure',
      streamId: environment.newId(),
      type: 'log.erased',
      schemaVersion: 1,
      payload,
      actorId: caller.staffId,
      baseRevision: 0,
    });
    await obeyErasure(writes, actionId, payload);
    const state = await foldStream(writes, environment, 'case', caseId);
    if (state) await saveCase(writes, dependencies, state);
  });
  await sweepErasedFiles(store, fileBytes);
}

async function requireBornHere({ log }: Writes, state: CaseState): Promise<void> {
  const { stationId } = await log.station();
  if (state.bornAt === stationId) return;
  const name = centerOf(state, state.bornAt)?.name ?? '另一个中心';
  const detail = `这件案子由${name}登记，依法删除要由它办理，才能删到每一处。请把申请转给它。`;
  throw new ServiceError('NOT_POSSIBLE_NOW', { detail });
}

/** What an order to erase says: which actions of which case, as they were known where it was given. */
export interface ErasureOrder {
  readonly streamKind: 'case';
  readonly streamId: string;
  readonly actionIds: readonly string[];
}

/**
 * Deletes what an order names, wherever it was given (LOG-8); what is not here yet is dropped when it comes. The case is
 * to be folded anew afterwards.
 */
export async function obeyErasure(
  writes: Writes,
  erasureId: string,
  { streamId: caseId, actionIds }: ErasureOrder,
): Promise<void> {
  const files = await filesOnlyNamedHere(writes, caseId, new Set(actionIds));
  await writes.imports.eraseRows(erasureId, caseId);
  await writes.log.erasePayloads(erasureId, actionIds);
  await writes.files.erase(files);
  await writes.filePlaces.markErased(files);
  await writes.drafts.eraseDrafts(caseId);
}

/** Files that the erased actions name, and that no other action of this case and no other case does (LOG-8). */
async function filesOnlyNamedHere(
  writes: Writes,
  caseId: string,
  erased: ReadonlySet<string>,
): Promise<readonly string[]> {
  const going = new Set<string>();
  const staying = new Set<string>();
  for (const stored of await writes.log.stream('case', caseId)) {
    const hash = namedFile(readAction(stored));
    if (hash !== null) (erased.has(stored.header.id) ? going : staying).add(hash);
  }
  const beside = new Set(await writes.filePlaces.namedBeside([...going], caseId));
  return [...going].filter((hash) => !staying.has(hash) && !beside.has(hash));
}

function namedFile({ header, payload }: ReturnType<typeof readAction>): string | null {
  if (payload === null) return null;
  if (header.type === 'document.issued') return (payload as CaseActionPayloads['document.issued']).fileHash;
  return header.type === 'file.attached' ? (payload as CaseActionPayloads['file.attached']).sha256 : null;
}
