import { EncryptedPDFError, PDFDocument } from '@cantoo/pdf-lib';
import { MAX_PAGES_OF_FILE, type StandIn } from '../../domain/dossier/stand-in.ts';

export type OpenedPdf =
  | { readonly kind: 'pdf'; readonly pdf: PDFDocument }
  | { readonly kind: 'closed'; readonly why: Extract<StandIn, 'locked' | 'damaged' | 'too_long'> };

/** A PDF asks for a password where the empty one does not open it; the library says so in words only. */
function asksForPassword(error: unknown): boolean {
  return error instanceof EncryptedPDFError || (error instanceof Error && /password/i.test(error.message));
}

/**
 * Opens a PDF of anybody's making. One that only forbids changes opens with the empty password, as in every reader. What
 * is broken in it shows nowhere but in the answer.
 */
export async function openPdf(bytes: Uint8Array): Promise<OpenedPdf> {
  try {
    const pdf = await PDFDocument.load(bytes, { password: '', updateMetadata: false });
    const pages = pdf.getPageCount();
    if (pages < 1) return { kind: 'closed', why: 'damaged' };
    return pages > MAX_PAGES_OF_FILE ? { kind: 'closed', why: 'too_long' } : { kind: 'pdf', pdf };
  } catch (error) {
    return { kind: 'closed', why: asksForPassword(error) ? 'locked' : 'damaged' };
  }
}
