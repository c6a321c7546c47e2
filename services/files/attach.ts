import type { CaseView } from '../../contract/cases.ts';
import { ServiceError } from '../../contract/errors.ts';
import type { CaseActionPayloads } from '../../domain/cases/actions.ts';
import { type FileDetails, type FileKind, fileNameFor } from '../../domain/files/file.ts';
import { seenCase } from '../access/seen-case.ts';
import { caseView } from '../cases/view.ts';
import { applyCaseAction, saveCase } from '../cases/write.ts';
import type { Caller, Dependencies } from '../dependencies.ts';
import { fileHashOf } from '../documents/pdf-file.ts';
import { readAction } from '../log/append.ts';
import { findDone, usedElsewhere } from '../log/done.ts';
import { seenRevision } from '../sync/revision.ts';
import { inspectFile } from './inspect.ts';

export interface AttachInput extends FileDetails {
  readonly actionId: string;
  readonly caseId: string;
  /** The revision that the person saw; mandatory (LOG-5). */
  readonly baseRevision: number;
  readonly kind: FileKind;
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface Attached {
  readonly fileId: string;
  readonly view: CaseView;
}

/**
 * Attaches a file to a case: the bytes are on the disk before the action that names them is in the log, so that a death
 * between the two leaves bytes that nobody names, and never a name without bytes. The same action id answers the same.
 * @throws ServiceError INVALID_INPUT, TOO_LARGE for what is no good file; STALE_REVISION; NOT_POSSIBLE_NOW where the case
 *   has these bytes already; DISK_FULL.
 */
export async function attachFile(dependencies: Dependencies, caller: Caller, input: AttachInput): Promise<Attached> {
  // Before the bytes are looked at and kept: whoever may not see the case leaves nothing behind.
  await dependencies.store.read((reads) => seenCase(reads, caller, 'files.attach', input.caseId));
  const { store, environment, fileBytes } = dependencies;
  const { actionId, caseId, kind, name } = input;
  const { mediaType, bytes } = await inspectFile(input.bytes, name);
  const sha256 = fileHashOf(bytes);
  await fileBytes.keep(sha256, bytes);

  return store.write(async (writes) => {
    const found = await seenCase(writes, caller, 'files.attach', caseId);
    const view = () => caseView(writes, dependencies, caller, caseId);
    const deed = { streamKind: 'case', streamId: caseId, type: 'file.attached' } as const;
    const done = await findDone(writes.log, actionId, deed);
    if (done) {
      const before = readAction(done).payload as CaseActionPayloads['file.attached'] | null;
      if (before?.sha256 !== sha256) throw usedElsewhere();
      return { fileId: before.fileId, view: await view() };
    }
    if ((await seenRevision(writes, found.state)) !== input.baseRevision) {
      throw new ServiceError('STALE_REVISION', { current: await view() });
    }
    const payload: CaseActionPayloads['file.attached'] = {
      fileId: environment.newId(),
      sha256,
      bytes: bytes.byteLength,
      mediaType,
      name: fileNameFor(name, mediaType),
      kind,
      ...detailsOf(input),
    };
    const action = { type: 'file.attached', payload } as const;
    const change = { actionId, caseId, state: found.state, action };
    await saveCase(writes, dependencies, await applyCaseAction(writes, dependencies, caller, change));
    // An erasure may have taken the bytes between the two; it works in a transaction, as this does.
    if (!(await fileBytes.has(sha256))) await fileBytes.keep(sha256, bytes);
    await writes.filePlaces.noteHere(sha256, true);
    return { fileId: payload.fileId, view: await view() };
  });
}

function detailsOf({ providerId, copies, paper }: FileDetails): FileDetails {
  return {
    ...(providerId === undefined ? {} : { providerId }),
    ...(copies === undefined ? {} : { copies }),
    ...(paper === undefined ? {} : { paper }),
  };
}
