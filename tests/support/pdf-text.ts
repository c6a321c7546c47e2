import { getDocument, OPS } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { PDFDocumentProxy, TextItem } from 'pdfjs-dist/types/src/display/api.js';

async function withPdf<T>(bytes: Uint8Array, read: (pdf: PDFDocumentProxy) => Promise<T>): Promise<T> {
  // pdf.js takes the buffer over, so it gets one of its own.
  const loading = getDocument({ data: bytes.slice(), useSystemFonts: false, fontExtraProperties: true, verbosity: 0 });
  try {
    return await read(await loading.promise);
  } finally {
    await loading.destroy();
  }
}

async function textItems(pdf: PDFDocumentProxy, page: number): Promise<TextItem[]> {
  const { items } = await (await pdf.getPage(page)).getTextContent();
  return items.filter((item): item is TextItem => 'str' in item);
}

const pageNumbers = (pdf: PDFDocumentProxy) => Array.from({ length: pdf.numPages }, (_, index) => index + 1);

/**
 * The text of a PDF, page by page, in the order in which it is set, without any white space: where a line wraps, or
 * where Chinese meets Latin, says nothing about what is printed.
 */
export async function readPdfText(bytes: Uint8Array): Promise<string[]> {
  return withPdf(bytes, async (pdf) => {
    const pages: string[] = [];
    for (const page of pageNumbers(pdf)) {
      const items = await textItems(pdf, page);
      pages.push(
        items
          .map(({ str }) => str)
          .join('')
          .replace(/\s+/gu, ''),
      );
    }
    return pages;
  });
}

interface Glyph {
  /** CID; 0 is .notdef, the empty box. */
  originalCharCode: number;
}

/** What is drawn: the fonts, how many empty boxes, and the right end of the text (points; pages are `width` wide). */
export async function readPdfGlyphs(
  bytes: Uint8Array,
): Promise<{ fonts: string[]; missing: number; rightmost: number; width: number }> {
  return withPdf(bytes, async (pdf) => {
    const fonts = new Set<string>();
    let missing = 0;
    let rightmost = 0;
    let width = 0;
    for (const number of pageNumbers(pdf)) {
      const page = await pdf.getPage(number);
      width = page.getViewport({ scale: 1 }).width;
      const { fnArray, argsArray } = await page.getOperatorList();
      for (const [index, operation] of fnArray.entries()) {
        const args = argsArray[index];
        if (operation === OPS.setFont) fonts.add(page.commonObjs.get(args[0]).name);
        if (operation !== OPS.showText) continue;
        const glyphs = (args[0] as (Glyph | number)[]).filter((glyph) => typeof glyph === 'object');
        missing += glyphs.filter(({ originalCharCode }) => originalCharCode === 0).length;
      }
      for (const item of await textItems(pdf, number)) {
        rightmost = Math.max(rightmost, item.transform[4] + item.width);
      }
    }
    return { fonts: [...fonts], missing, rightmost, width };
  });
}
