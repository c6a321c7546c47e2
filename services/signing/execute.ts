import { ServiceError } from '../../contract/errors.ts';
import type { ExecutedFile } from '../../contract/signing.ts';
import type { CaseActionPayloads } from '../../domain/cases/actions.ts';
import { type CaseState, findDocument } from '../../domain/cases/state.ts';
import { type AnyMark, currentExecution, executionProblem, marksOn } from '../../domain/signing/executed.ts';
import { markSheetOf, paperSheetOf } from '../../domain/signing/mark-sheet.ts';
import { seenCase } from '../access/seen-case.ts';
import { requireCurrent } from '../cases/act.ts';
import { caseView } from '../cases/view.ts';
import { applyCaseAction, saveCase } from '../cases/write.ts';
import type { Caller, Dependencies } from '../dependencies.ts';
import { staffNames } from '../directory/staff-names.ts';
import { fileHashOf, PDF } from '../documents/pdf-file.ts';
import { renderFailure } from '../documents/render-form.ts';
import type { SheetPicture } from '../documents/renderer.ts';
import { findDone } from '../log/done.ts';
import type { Writes } from '../ports.ts';
import { layOver } from './lay-over.ts';

export interface ExecuteInput {
  readonly actionId: string;
  readonly caseId: string;
  readonly baseRevision: number;
  readonly documentId: string;
}

/** A file of the store by its hash. @throws ServiceError DOCUMENT_FAILED where it is not here or not as it was. */
async function keptBytes(writes: Writes, hash: string, what: string): Promise<Uint8Array> {
  const file = await writes.files.file(hash);
  if (file && fileHashOf(file.bytes) === hash) return file.bytes;
  throw new ServiceError('DOCUMENT_FAILED', { detail: `${what}的文件不在本机，或者与校验码不符，签署件没有制作。` });
}

async function picturesOf(writes: Writes, marks: readonly AnyMark[]): Promise<readonly SheetPicture[]> {
  const pictures = new Map(marks.flatMap(({ picture }) => (picture ? [[picture.sha256, picture]] : [])));
  return Promise.all(
    Array.from(pictures.values(), async ({ sha256: hash, mediaType }) => ({
      hash,
      mediaType,
      bytes: await keptBytes(writes, hash, '签名'),
    })),
  );
}

/**
 * Makes the signed copy (签署件) of an agreement in effect, or of another paper that is signed at all its places: the very
 * pages of the text with the marks laid over them, and the record of the signing behind. It is a second file beside the
 * text, linked by the text's hash. Asked again it answers with the copy that there is.
 * @throws ServiceError STALE_REVISION, NOT_POSSIBLE_NOW with what is missing, DOCUMENT_FAILED
 */
export async function executeDocument(
  dependencies: Dependencies,
  caller: Caller,
  input: ExecuteInput,
): Promise<ExecutedFile> {
  const { store, environment, rules, documents } = dependencies;
  const { actionId, caseId, documentId } = input;
  return store.write(async (writes) => {
    const answer = async (state: CaseState): Promise<ExecutedFile> => {
      const executed = currentExecution(state, findDocument(state, documentId));
      if (executed === null) throw new ServiceError('NOT_FOUND', { detail: '这份文书没有签署件。' });
      const { fileHash, pages } = executed;
      return { documentId, fileHash, pages, view: await caseView(writes, dependencies, caller, caseId) };
    };
    const found = await seenCase(writes, caller, 'signing.execute', caseId);
    const deed = { streamKind: 'case', streamId: caseId, type: 'document.executed' } as const;
    const isMade = currentExecution(found.state, findDocument(found.state, documentId)) !== null;
    if (isMade || (await findDone(writes.log, actionId, deed))) return answer(found.state);

    const state = await requireCurrent(writes, dependencies, caller, input);
    const problem = executionProblem(state, documentId);
    const paper = findDocument(state, documentId);
    if (problem !== null || paper === null)
      throw new ServiceError('NOT_POSSIBLE_NOW', { detail: problem ?? '没有这份文书' });
    const names = await staffNames(writes);
    const { stored } = await rules.current(writes.settings);
    const sheetNames = {
      staffName: (staffId: string) => names.get(staffId) ?? '',
      committee: stored.settings.committee.name,
    };
    const text = await keptBytes(writes, paper.fileHash, paper.title);
    const marks = marksOn(state, paper);
    const pictures = await picturesOf(writes, marks);
    const now = environment.now();
    const sheet =
      paper.form === 'agreement' ? markSheetOf(state, sheetNames, now) : paperSheetOf(paper, sheetNames, now);
    const { bytes, pages } = await layOver(
      text,
      rendered(() => documents.renderMarks(sheet, pictures)),
    );
    const payload: CaseActionPayloads['document.executed'] = {
      documentId,
      textHash: paper.fileHash,
      fileHash: fileHashOf(bytes),
      bytes: bytes.byteLength,
      pages,
      markIds: marks.map(({ actionId: markId }) => markId),
    };
    await writes.files.keep({ hash: payload.fileHash, mediaType: PDF, bytes });
    const action = { type: 'document.executed', payload } as const;
    const after = await applyCaseAction(writes, dependencies, caller, { actionId, caseId, state, action });
    await saveCase(writes, dependencies, after);
    return answer(after);
  });
}

function rendered(work: () => Uint8Array): Uint8Array {
  try {
    return work();
  } catch (error) {
    throw renderFailure(error);
  }
}
