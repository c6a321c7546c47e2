import type { PaperCopy } from '../../contract/documents.ts';
import type { IssuedDocument } from '../../domain/cases/state.ts';

/** What is shown and handed out of a paper: the copy with the marks on it (签署件) where there is one, else the text. */
export function copyToHand({ fileHash, executed }: Pick<IssuedDocument, 'fileHash' | 'executed'>): {
  readonly fileHash: string;
  readonly copy: PaperCopy;
} {
  return executed ? { fileHash: executed.fileHash, copy: 'signed' } : { fileHash, copy: 'text' };
}
