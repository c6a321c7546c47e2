import type { CaseState } from '../../../domain/cases/state.ts';
import type { FileDetails } from '../../../domain/files/file.ts';
import { scannedPaper } from '../../../domain/verification/papers.ts';
import { openPaper } from '../../documents/preview-pdf.ts';

/** A scan that bears the code of one of the papers of the case: signed on paper and brought back. */
export interface RecognisedPaper {
  readonly title: string;
  readonly paper: NonNullable<FileDetails['paper']>;
}

/** Longest side of the picture in which the code is looked for; the printed code is some 20 mm wide. */
const LOOK_SIDE = 2_000;
/** The code stands beside the seal, so it is looked for from the last page on. */
const LOOK_PAGES = 4;
const PDF_DPI_SCALE = 2;

type Canvas = { readonly canvas: HTMLCanvasElement; readonly context: CanvasRenderingContext2D };

function canvasOf(width: number, height: number): Canvas {
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(width));
  canvas.height = Math.max(1, Math.round(height));
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('this browser draws nothing');
  return { canvas, context };
}

async function qrTextOf({ canvas: { width, height }, context }: Canvas): Promise<string | null> {
  const { default: jsQR } = await import('jsqr');
  return jsQR(context.getImageData(0, 0, width, height).data, width, height)?.data ?? null;
}

async function qrTextOfPicture(file: File): Promise<string | null> {
  const picture = await createImageBitmap(file);
  const scale = Math.min(1, LOOK_SIDE / Math.max(picture.width, picture.height));
  const drawn = canvasOf(picture.width * scale, picture.height * scale);
  drawn.context.drawImage(picture, 0, 0, drawn.canvas.width, drawn.canvas.height);
  picture.close();
  return qrTextOf(drawn);
}

async function qrTextOfPdf(file: File): Promise<string | null> {
  const paper = await openPaper(new Uint8Array(await file.arrayBuffer()));
  try {
    for (const page of paper.pages.slice(-LOOK_PAGES).toReversed()) {
      const viewport = page.getViewport({ scale: PDF_DPI_SCALE });
      const { canvas, context } = canvasOf(viewport.width, viewport.height);
      await page.render({ canvas, canvasContext: context, viewport }).promise;
      const text = await qrTextOf({ canvas, context });
      if (text !== null) return text;
    }
    return null;
  } finally {
    await paper.close();
  }
}

/** The paper of the case that a picture or PDF shows, by its printed code; null where none is found on it. */
export async function recognise(state: CaseState, file: File): Promise<RecognisedPaper | null> {
  const text = file.type === 'application/pdf' ? await qrTextOfPdf(file) : await qrTextOfPicture(file);
  const found = text === null ? null : scannedPaper(state, text);
  return found && { title: found.title, paper: { form: found.form, subject: found.subject } };
}

/** Only what can bear a printed code is looked at, and only where the case has a paper with one. */
export function mayBePaper({ documents }: CaseState, { type }: File): boolean {
  const looks = /^image\/(jpeg|png|webp)$/.test(type) || type === 'application/pdf';
  return looks && documents.some(({ verification }) => verification !== undefined);
}
