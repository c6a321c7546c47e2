import { ServiceError } from '../../contract/errors.ts';
import { reduceCase } from '../../domain/cases/reducer.ts';
import type { CaseState } from '../../domain/cases/state.ts';
import { saveCase } from '../cases/write.ts';
import type { Caller, Dependencies } from '../dependencies.ts';
import { erasedBeginning } from '../imports/import-rows.ts';
import { appendAction, readAction } from './append.ts';
import { findDone, usedElsewhere } from './done.ts';

/**
 * Erases what a case says (LOG-8): payloads, salts, rows of imports, search entries, files and drafts go, headers and
 * hashes stay, and the erasure is itself an action. Who may order it is decided by the caller of this function.
 */
export async function eraseCase(
  dependencies: Dependencies,
  caller: Caller,
  input: { actionId: string; caseId: string; reason: string },
): Promise<void> {
  const { store, environment } = dependencies;
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
    const actionIds = (await writes.log.stream('case', caseId)).map(({ header }) => header.id);
    await appendAction(writes.log, environment, {
      id: actionId,
      streamKind: 'erasure',
      streamId: environment.newId(),
      type: 'log.erased',
      schemaVersion: 1,
      payload: { streamKind: 'case', streamId: caseId, reason: input.reason, actionIds },
      actorId: caller.staffId,
      baseRevision: 0,
    });
    await writes.imports.eraseRows(actionId, caseId);
    await writes.log.erasePayloads(actionId, actionIds);
    await writes.files.erase(found?.state.documents.map(({ fileHash }) => fileHash) ?? []);
    await writes.drafts.eraseDrafts(caseId);
    const after = (await writes.log.stream('case', caseId)).map(readAction);
    const state = after.reduce<CaseState | null>(reduceCase, await erasedBeginning(writes, caseId));
    if (state) await saveCase(writes, dependencies, state);
  });
}
