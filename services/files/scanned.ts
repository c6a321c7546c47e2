import { ServiceError } from '../../contract/errors.ts';
import type { ScanFolderContent } from '../../contract/files.ts';
import { requireRight } from '../access/rights.ts';
import { caseView } from '../cases/view.ts';
import type { Caller, Dependencies } from '../dependencies.ts';
import { readAction } from '../log/append.ts';
import { findDone } from '../log/done.ts';
import { type Attached, type AttachInput, attachFile } from './attach.ts';

/** The scan folder of this center, which the host watches; each machine has its own, or none. */
export interface ScannedFiles {
  content(): ScanFolderContent;
  /**
   * Gives the bytes of a finished file to the work, and puts the file away once that is done. One that the work refuses
   * stays, with the reason beside it. Null where there is no such file any more.
   * @throws ServiceError NOT_POSSIBLE_NOW while another desk attaches it; TOO_LARGE; what the work throws.
   */
  take<Result>(name: string, work: (bytes: Uint8Array) => Promise<Result>): Promise<Result | null>;
}

/** What lies in the scan folder, for whoever attaches files to cases. */
export function scannedFor(scans: ScannedFiles, caller: Caller): ScanFolderContent {
  requireRight(caller, 'files.scanned');
  return scans.content();
}

/**
 * Attaches a file of the scan folder to a case, and puts it away. The same action id answers the same.
 * @throws ServiceError NOT_FOUND where the file is gone; else as {@link attachFile}, and then the file stays.
 */
export async function attachScanned(
  dependencies: Dependencies,
  scans: ScannedFiles,
  caller: Caller,
  input: Omit<AttachInput, 'bytes'>,
): Promise<Attached> {
  requireRight(caller, 'files.attachScanned');
  const attached = await scans.take(input.name, (bytes) => attachFile(dependencies, caller, { ...input, bytes }));
  const done = attached ?? (await attachedBefore(dependencies, caller, input));
  if (done) return done;
  const detail = `“${input.name}”已经不在扫描文件夹里，可能别的窗口刚刚归入了别的案件。`;
  throw new ServiceError('NOT_FOUND', { detail, fields: { file: detail } });
}

/** The answer to a call whose first answer was lost: the file was put away by it. */
async function attachedBefore(
  dependencies: Dependencies,
  caller: Caller,
  { actionId, caseId }: Pick<AttachInput, 'actionId' | 'caseId'>,
): Promise<Attached | null> {
  return dependencies.store.read(async (reads) => {
    const done = await findDone(reads.log, actionId, { streamKind: 'case', streamId: caseId, type: 'file.attached' });
    if (!done) return null;
    const { fileId } = readAction(done).payload as { readonly fileId: string };
    return { fileId, view: await caseView(reads, dependencies, caller, caseId) };
  });
}
