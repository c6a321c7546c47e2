import { ServiceError } from '../../contract/errors.ts';
import { foldCase } from '../../domain/cases/reducer.ts';
import { saveCase } from '../cases/write.ts';
import type { Caller, Dependencies } from '../dependencies.ts';
import { appendAction, readAction } from './append.ts';

/**
 * Erases what a case says (LOG-8): payloads, salts, search entries, files and drafts go, headers and hashes stay, and the
 * erasure is itself an action. Who may order it is decided by the caller of this function.
 */
export async function eraseCase(
  dependencies: Dependencies,
  caller: Caller,
  input: { actionId: string; caseId: string; reason: string },
): Promise<void> {
  const { store, environment } = dependencies;
  await store.write(async (writes) => {
    const history = await writes.log.stream('case', input.caseId);
    if (history.length === 0) throw new ServiceError('NOT_FOUND');
    if (await writes.log.find(input.actionId)) return;
    const actionIds = history.map(({ header }) => header.id);
    const files = foldCase(history.map(readAction))?.documents.map(({ fileHash }) => fileHash) ?? [];
    await appendAction(writes.log, environment, {
      id: input.actionId,
      streamKind: 'erasure',
      streamId: environment.newId(),
      type: 'log.erased',
      schemaVersion: 1,
      payload: { streamKind: 'case', streamId: input.caseId, reason: input.reason, actionIds },
      actorId: caller.staffId,
      baseRevision: 0,
    });
    await writes.log.erasePayloads(input.actionId, actionIds);
    await writes.files.erase(files);
    await writes.drafts.eraseDrafts(input.caseId);
    const after = await writes.log.stream('case', input.caseId);
    const state = foldCase(after.map(readAction));
    if (state) await saveCase(writes, dependencies, state);
  });
}
