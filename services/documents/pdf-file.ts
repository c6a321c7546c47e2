import { sha256Suite } from '../environment.ts';

export const PDF = 'application/pdf';

/** The name that a kept file goes by: SHA-256 of its bytes, hex (SYNC-8). */
export function fileHashOf(bytes: Uint8Array): string {
  return sha256Suite.digest(bytes);
}

/** Characters that no file name may have on Windows. */
const unsafe = /[\\/:*?"<>|\p{Cc}]/gu;

export function pdfFile(bytes: Uint8Array, name: string, mediaType: string = PDF): File {
  return new File([new Uint8Array(bytes)], name.replace(unsafe, '_'), { type: mediaType });
}
