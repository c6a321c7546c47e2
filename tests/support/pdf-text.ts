import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

/**
 * The text of a PDF, page by page, in the order in which it is set, without any white space: where a line wraps, or
 * where Chinese meets Latin, says nothing about what is printed.
 */
export async function readPdfText(bytes: Uint8Array): Promise<string[]> {
  // pdf.js takes the buffer over, so it gets one of its own.
  const loading = getDocument({ data: bytes.slice(), useSystemFonts: false, verbosity: 0 });
  try {
    const pdf = await loading.promise;
    const pages: string[] = [];
    for (let number = 1; number <= pdf.numPages; number += 1) {
      const content = await (await pdf.getPage(number)).getTextContent();
      pages.push(
        content.items
          .map((item) => ('str' in item ? item.str : ''))
          .join('')
          .replace(/\s+/gu, ''),
      );
    }
    return pages;
  } finally {
    await loading.destroy();
  }
}
