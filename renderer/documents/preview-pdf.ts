// A file of its own beside the page: the policy of the page allows workers from there alone.
import workerUrl from 'pdfjs-dist/legacy/build/pdf.worker.min.mjs?url';
import type { PDFDocumentProxy, PDFPageProxy, TextItem } from 'pdfjs-dist/types/src/display/api.js';
import type { PagePiece } from './preview-marks.ts';

/** The paper as pdf.js has opened it. */
export interface OpenPaper {
  readonly pages: readonly PDFPageProxy[];
  /** All pieces of text, page after page, in the order in which they are set. */
  readonly pieces: readonly PagePiece[];
  close(): Promise<void>;
}

/** Loaded with the first preview only: it is large. The build for older browsers, which other desks may have. */
async function pdfJs() {
  const library = await import('pdfjs-dist/legacy/build/pdf.mjs');
  library.GlobalWorkerOptions.workerSrc = workerUrl;
  return library;
}

function isText(item: object): item is TextItem {
  return 'str' in item;
}

async function piecesOf(page: PDFPageProxy): Promise<PagePiece[]> {
  const { width, height } = page.getViewport({ scale: 1 });
  const { items } = await page.getTextContent();
  return items.filter(isText).map((item) => {
    const [, , , , x = 0, y = 0] = item.transform as number[];
    // The baseline stands a little above the lower end of the letters.
    const descent = item.height * 0.15;
    return {
      page: page.pageNumber,
      text: item.str,
      left: x / width,
      top: (height - y - item.height + descent) / height,
      width: item.width / width,
      height: item.height / height,
    };
  });
}

async function pagesOf(pdf: PDFDocumentProxy): Promise<PDFPageProxy[]> {
  return Promise.all(Array.from({ length: pdf.numPages }, (_, index) => pdf.getPage(index + 1)));
}

/** Opens a PDF. Its fonts are embedded, so nothing else is fetched. */
export async function openPaper(bytes: Uint8Array): Promise<OpenPaper> {
  const library = await pdfJs();
  // pdf.js takes the buffer over, so it gets one of its own.
  // What people bring may be damaged: that is told in words where it is shown, and is no fault of the program.
  const { ERRORS: verbosity } = library.VerbosityLevel;
  const loading = library.getDocument({ data: bytes.slice(), useWasm: false, useSystemFonts: false, verbosity });
  try {
    const pages = await pagesOf(await loading.promise);
    const pieces = (await Promise.all(pages.map(piecesOf))).flat();
    return { pages, pieces, close: () => loading.destroy() };
  } catch (error) {
    await loading.destroy();
    throw error;
  }
}
