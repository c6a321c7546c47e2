import {
  type PDFDocument,
  PDFHexString,
  PDFName,
  PDFNull,
  PDFNumber,
  type PDFPage,
  type PDFRef,
} from '@cantoo/pdf-lib';

/** A bookmark, and those below it. */
export interface Bookmark {
  readonly title: string;
  readonly page: PDFPage;
  readonly children: readonly Bookmark[];
}

/** Writes the outline of a PDF (ISO 32000-1, 12.3.3): the library has no call for it. */
export function writeOutline(pdf: PDFDocument, bookmarks: readonly Bookmark[]): void {
  if (bookmarks.length === 0) return;
  const { context, catalog } = pdf;
  const root = context.nextRef();
  const { first, last, count } = writeLevel(pdf, bookmarks, root);
  const outline = context.obj({ Type: 'Outlines', First: first, Last: last, Count: count });
  context.assign(root, outline);
  catalog.set(PDFName.of('Outlines'), root);
  catalog.set(PDFName.of('PageMode'), PDFName.of('UseOutlines'));
}

/** `count` of visible bookmarks: all of them, for every level is open. */
function writeLevel(
  pdf: PDFDocument,
  bookmarks: readonly Bookmark[],
  parent: PDFRef,
): { readonly first: PDFRef; readonly last: PDFRef; readonly count: number } {
  const { context } = pdf;
  const refs = bookmarks.map(() => context.nextRef());
  const [first] = refs;
  const last = refs.at(-1);
  if (!first || !last) throw new RangeError('a level without a bookmark');
  let count = refs.length;
  for (const [index, { title, page, children }] of bookmarks.entries()) {
    const ref = refs[index] ?? first;
    const item = context.obj({
      Title: PDFHexString.fromText(title),
      Parent: parent,
      Dest: [page.ref, PDFName.of('XYZ'), PDFNull, PDFNull, PDFNull],
    });
    const [before, after] = [refs[index - 1], refs[index + 1]];
    if (before) item.set(PDFName.of('Prev'), before);
    if (after) item.set(PDFName.of('Next'), after);
    if (children.length > 0) {
      const below = writeLevel(pdf, children, ref);
      item.set(PDFName.of('First'), below.first);
      item.set(PDFName.of('Last'), below.last);
      item.set(PDFName.of('Count'), PDFNumber.of(below.count));
      count += below.count;
    }
    context.assign(ref, item);
  }
  return { first, last, count };
}
