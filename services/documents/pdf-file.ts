import { safeFileName } from '../../domain/files/file.ts';
import { sha256Suite } from '../environment.ts';

export const PDF = 'application/pdf';

/** The name that a kept file goes by: SHA-256 of its bytes, hex (SYNC-8). */
export function fileHashOf(bytes: Uint8Array): string {
  return sha256Suite.digest(bytes);
}

export function pdfFile(bytes: Uint8Array, name: string, mediaType: string = PDF): File {
  return new File([new Uint8Array(bytes)], safeFileName(name), { type: mediaType });
}
