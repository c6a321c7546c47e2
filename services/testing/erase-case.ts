import { ERASURE_SCHEMA_VERSION, type ErasureOrder } from '../../domain/personal-data/erasure.ts';
import type { Caller, Dependencies } from '../dependencies.ts';
import { sweepErasedFiles } from '../files/erased.ts';
import { appendAction, readAction } from '../log/append.ts';
import { findDone } from '../log/done.ts';
import { eraseOnRequest } from '../log/erase.ts';

/** A second person, of no center. */
const APPROVER = '0199aaaa-0000-7000-8000-0000000000aa';

/** For tests only: one person asks for an erasure and another gives the order, whatever rights and terms would say. */
export async function eraseCase(
  dependencies: Dependencies,
  caller: Caller,
  { actionId, caseId, reason }: { readonly actionId: string; readonly caseId: string; readonly reason: string },
): Promise<void> {
  const { store, environment, fileBytes } = dependencies;
  await store.write(async (writes) => {
    const done = await findDone(writes.log, actionId, { streamKind: 'erasure', type: 'log.erased' });
    const ofThisCase = done && (readAction(done).payload as ErasureOrder | null)?.streamId === caseId;
    const requestId = ofThisCase ? done.header.streamId : environment.newId();
    if (!done) {
      await appendAction(writes.log, environment, {
        ...{ id: environment.newId(), streamKind: 'erasure', streamId: requestId, type: 'erasure.requested' },
        schemaVersion: ERASURE_SCHEMA_VERSION,
        payload: { caseId, ground: 'other_law', reason },
        actorId: caller.staffId,
        baseRevision: 0,
      });
    }
    await eraseOnRequest(writes, dependencies, { actionId, requestId, approverId: APPROVER });
  });
  await sweepErasedFiles(store, fileBytes);
}
