import type { FormInput, PrintKind } from '../../domain/documents/form.ts';

/** A photo as it is kept; the template reads it beside the data. */
export interface SheetImage {
  readonly bytes: Uint8Array;
  /** The end of its name says what it is: `jpg`, `png`, `webp`. */
  readonly end: string;
}

/** Turns the facts of a form into the PDF/A-2b file that is previewed, kept by its hash, and printed. */
export interface DocumentRenderer {
  /**
   * Same data, same bytes. `image` is the picture of a sheet that shows one.
   * @throws {DocumentRenderError} naming the template and the cause
   */
  render<K extends PrintKind>(kind: K, data: FormInput<K>, image?: SheetImage): Uint8Array;
}

export type DocumentRenderErrorCode = 'data-invalid' | 'template-missing' | 'template-broken' | 'glyph-missing';

/** `message` is in Chinese and may be shown; `details` is for the log. */
export class DocumentRenderError extends Error {
  override readonly name = 'DocumentRenderError';
  readonly code: DocumentRenderErrorCode;
  readonly kind: PrintKind;
  readonly templateFile: string;
  readonly details: string;

  constructor(code: DocumentRenderErrorCode, kind: PrintKind, templateFile: string, message: string, details: string) {
    super(message);
    this.code = code;
    this.kind = kind;
    this.templateFile = templateFile;
    this.details = details;
  }
}
