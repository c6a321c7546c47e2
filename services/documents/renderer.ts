import type { FormInput, PrintKind } from '../../domain/documents/form.ts';
import type { PhotoType } from '../../domain/files/file.ts';
import type { PictureType } from '../../domain/signing/mark-picture.ts';
import type { MarkSheet } from '../../domain/signing/mark-sheet.ts';
import type { SignatureSlot } from '../../domain/signing/slot.ts';
import type { OwnTemplates } from './own-templates.ts';

/** The pages of a form, and where marks go on them. */
export interface RenderedPaper {
  readonly bytes: Uint8Array;
  readonly slots: readonly SignatureSlot[];
}

/** What can be set on a page beside text. */
export type SheetPictureType = PictureType | PhotoType;

/** A picture as it is kept; what is printed names it by its hash. */
export interface SheetPicture {
  readonly hash: string;
  readonly mediaType: SheetPictureType;
  readonly bytes: Uint8Array;
}

/** Turns the facts of a form into the PDF/A-2b file that is previewed, kept by its hash, and printed. */
export interface DocumentRenderer {
  /** Templates of the office's own, and why some of them are not used. */
  readonly ownTemplates: { readonly used: Pick<OwnTemplates['used'], 'keys'>; readonly problems: readonly string[] };
  /**
   * Same data, same bytes. `pictures` are those that the data names.
   * @throws {DocumentRenderError} naming the template and the cause
   */
  render<K extends PrintKind>(kind: K, data: FormInput<K>, pictures?: readonly SheetPicture[]): Uint8Array;
  /** As {@link render}, with the places for marks. */
  renderPaper<K extends PrintKind>(kind: K, data: FormInput<K>): RenderedPaper;
  /**
   * The pages that are laid over those of a signed paper, and the record of the signing behind them.
   * @throws {DocumentRenderError} as {@link render}
   */
  renderMarks(sheet: MarkSheet, pictures: readonly SheetPicture[]): Uint8Array;
}

export type DocumentRenderErrorCode = 'data-invalid' | 'template-missing' | 'template-broken' | 'glyph-missing';

/** `message` is in Chinese and may be shown; `details` is for the log. */
export class DocumentRenderError extends Error {
  override readonly name = 'DocumentRenderError';
  readonly code: DocumentRenderErrorCode;
  /** `marks` for what is laid over a signed paper. */
  readonly kind: PrintKind | 'marks';
  readonly templateFile: string;
  readonly details: string;

  constructor(
    code: DocumentRenderErrorCode,
    kind: PrintKind | 'marks',
    templateFile: string,
    message: string,
    details: string,
  ) {
    super(message);
    this.code = code;
    this.kind = kind;
    this.templateFile = templateFile;
    this.details = details;
  }
}
