const pageTree = /\/Type\s*\/Pages\b[^>]*?\/Count\s+(\d+)/g;
const page = /\/Type\s*\/Page(?![A-Za-z])/g;

/**
 * Pages of a PDF of our own renderer, which writes its page objects in plain sight (no object streams).
 * @throws Error where the page tree and the page objects disagree: a record with a wrong page count proves nothing
 */
export function countPages(pdf: Uint8Array): number {
  const text = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength).toString('latin1');
  const inTree = Math.max(0, ...[...text.matchAll(pageTree)].map((match) => Number(match[1])));
  const objects = [...text.matchAll(page)].length;
  if (inTree === 0 || inTree !== objects) throw new Error(`page tree says ${inTree} pages, found ${objects}`);
  return inTree;
}
