import { PDFDocument } from '@cantoo/pdf-lib';

/**
 * The pages of a paper with the pages of `marks` laid over them, one on each, and what `marks` has beyond them behind.
 * What the pages of the paper draw is not touched: the marks come after it. Same bytes in, same bytes out.
 */
export async function layOver(paper: Uint8Array, marks: Uint8Array): Promise<{ bytes: Uint8Array; pages: number }> {
  // Dates and the program's name stay those of the text: they are part of what PDF/A asks to agree.
  const document = await PDFDocument.load(paper, { updateMetadata: false });
  const over = await PDFDocument.load(marks, { updateMetadata: false });
  const pages = document.getPages();
  // Marks of a page without a sheet would be lost, and nobody would see it.
  if (over.getPageCount() < pages.length)
    throw new RangeError(`marks for ${over.getPageCount()} of ${pages.length} pages`);
  const sheets = await document.embedPdf(over, [...pages.keys()]);
  for (const [index, sheet] of sheets.entries()) pages[index]?.drawPage(sheet, { x: 0, y: 0 });
  const behind = Array.from({ length: over.getPageCount() - pages.length }, (_, index) => pages.length + index);
  for (const page of await document.copyPages(over, behind)) document.addPage(page);
  return { bytes: await document.save({ updateFieldAppearances: false }), pages: document.getPageCount() };
}
