import type { FormInput, FormKind } from '../../domain/documents/form.ts';

/** Turns the facts of a form into the PDF/A-2b file that is previewed, kept by its hash, and printed. */
export interface DocumentRenderer {
  /**
   * Same data, same bytes.
   * @throws {DocumentRenderError} naming the template and the cause
   */
  render<K extends FormKind>(kind: K, data: FormInput<K>): Uint8Array;
}

export type DocumentRenderErrorCode = 'data-invalid' | 'template-missing' | 'template-broken' | 'glyph-missing';

/** `message` is in Chinese and may be shown; `details` is for the log. */
export class DocumentRenderError extends Error {
  override readonly name = 'DocumentRenderError';
  readonly code: DocumentRenderErrorCode;
  readonly kind: FormKind;
  readonly templateFile: string;
  readonly details: string;

  constructor(code: DocumentRenderErrorCode, kind: FormKind, templateFile: string, message: string, details: string) {
    super(message);
    this.code = code;
    this.kind = kind;
    this.templateFile = templateFile;
    this.details = details;
  }
}
