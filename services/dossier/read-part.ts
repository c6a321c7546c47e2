import { ServiceError } from '../../contract/errors.ts';
import { type DossierPart, partHash } from '../../domain/dossier/dossier.ts';
import type { StandIn } from '../../domain/dossier/stand-in.ts';
import type { Dependencies } from '../dependencies.ts';
import { fileHashOf } from '../documents/pdf-file.ts';
import { readFileBytes } from '../files/read.ts';

/** The kept bytes of a part, or why there are none. They are the very bytes that the log names. */
export type PartBytes =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'none'; readonly why: Extract<StandIn, 'damaged' | 'not_here'> };

export async function readPart(dependencies: Dependencies, part: DossierPart): Promise<PartBytes> {
  const hash = partHash(part);
  const stored =
    part.kind === 'paper' ? await dependencies.store.read(({ files }) => files.file(part.paper.fileHash)) : null;
  try {
    const bytes = stored?.bytes ?? (await readFileBytes(dependencies, hash));
    return fileHashOf(bytes) === hash ? { kind: 'bytes', bytes } : { kind: 'none', why: 'damaged' };
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    if (error.code === 'NOT_FOUND') return { kind: 'none', why: 'not_here' };
    if (error.code === 'DOCUMENT_FAILED') return { kind: 'none', why: 'damaged' };
    throw error;
  }
}
