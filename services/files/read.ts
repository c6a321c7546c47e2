import { ServiceError } from '../../contract/errors.ts';
import { listedFiles } from '../../domain/cases/state.ts';
import { isPhoto } from '../../domain/files/file.ts';
import { seenCase } from '../access/seen-case.ts';
import type { Caller, Dependencies } from '../dependencies.ts';
import { WrongBytes } from './bytes.ts';

const NOT_HERE = '这份材料的文件还没有从市平台传到本机，同步以后再看。';
const DAMAGED = '本机存的文件已经损坏，没有打开。会从市平台重新取回，取不回来时请联系管理员从备份恢复。';

/**
 * The bytes of a file that a case names, wherever they are kept: papers inside the store, what was attached or came from
 * the city in the folder. Bytes that turn out bad are noted as not here, so that good ones are fetched (SYNC-8).
 * @throws ServiceError NOT_FOUND where they have not come yet; DOCUMENT_FAILED where they are damaged.
 */
export async function readFileBytes({ store, fileBytes }: Dependencies, hash: string): Promise<Uint8Array> {
  try {
    const bytes = await fileBytes.read(hash);
    if (bytes) return bytes;
  } catch (error) {
    if (!(error instanceof WrongBytes)) throw error;
    await store.write(({ filePlaces }) => filePlaces.noteHere(hash, false));
    throw new ServiceError('DOCUMENT_FAILED', { detail: DAMAGED }, { cause: error });
  }
  throw new ServiceError('NOT_FOUND', { detail: NOT_HERE });
}

export interface OpenFileInput {
  readonly caseId: string;
  readonly fileId: string;
  /** For the small picture in the list of a case that was opened, which its own note tells of already. */
  readonly glance: boolean;
}

/** Opens an attached file, and notes who looked. */
export async function openFile(dependencies: Dependencies, caller: Caller, input: OpenFileInput): Promise<File> {
  const { store, environment, asides } = dependencies;
  const { caseId, fileId, glance } = input;
  const found = await store.read((reads) => seenCase(reads, caller, 'files.file', caseId));
  const file = listedFiles(found.state).find((each) => each.fileId === fileId);
  if (!file) throw new ServiceError('NOT_FOUND', { detail: '这个案件没有这份材料，或者已经移出。' });
  const bytes = await readFileBytes(dependencies, file.sha256);
  if (!(glance && isPhoto(file.mediaType))) {
    const entry = {
      at: environment.now(),
      staffId: caller.staffId,
      kind: 'file',
      subject: `${caseId}/${fileId}`,
    } as const;
    await asides.note(store, entry);
  }
  return new File([new Uint8Array(bytes)], file.name, { type: file.mediaType });
}
