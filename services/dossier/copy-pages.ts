import { PDFArray, PDFDict, type PDFDocument, PDFName, type PDFPage } from '@cantoo/pdf-lib';

/** What of a page acts, or leads to other pages and would drag them along. */
const droppedOfPage = ['AA', 'B', 'StructParents', 'Tabs', 'Thumb', 'PieceInfo', 'Metadata', 'Dur', 'Trans', 'DPart'];
const droppedOfNote = ['A', 'AA', 'P', 'Parent', 'Popup', 'Dest', 'IRT', 'StructParent', 'OC'];
/** Notes that show nothing on paper: links, sounds, films, files behind a pin. */
const droppedNotes = ['Link', 'Popup', 'FileAttachment', 'Sound', 'Movie', 'Screen', 'RichMedia', '3D', 'TrapNet'];

const named = (names: readonly string[]) => names.map((name) => PDFName.of(name));
const [ofPage, ofNote, notesOff] = [named(droppedOfPage), named(droppedOfNote), named(droppedNotes)];
const [ANNOTS, SUBTYPE, WIDGET, STAMP] = named(['Annots', 'Subtype', 'Widget', 'Stamp']);

/** What a page shows, signatures and stamps too, without anything that runs or leads away when it is looked at. */
function keepWhatIsSeen(page: PDFPage): void {
  const { node } = page;
  for (const key of ofPage) node.delete(key);
  const notes = ANNOTS && node.lookup(ANNOTS);
  if (!(notes instanceof PDFArray) || !ANNOTS || !SUBTYPE) return;
  const kept = PDFArray.withContext(node.context);
  for (let index = 0; index < notes.size(); index += 1) {
    const note = notes.lookup(index);
    if (!(note instanceof PDFDict)) continue;
    const subtype = note.get(SUBTYPE);
    if (notesOff.some((each) => each === subtype)) continue;
    for (const key of ofNote) note.delete(key);
    // A field without its form would not be drawn: what it looks like is kept as a stamp.
    if (subtype === WIDGET && STAMP) note.set(SUBTYPE, STAMP);
    kept.push(notes.get(index));
  }
  node.set(ANNOTS, kept);
}

/**
 * Copies of all pages of a PDF, for another. The opened source is changed for it; the bytes that it came from are not.
 * @throws where a page is broken
 */
export async function copyPages(into: PDFDocument, source: PDFDocument): Promise<readonly PDFPage[]> {
  for (const page of source.getPages()) keepWhatIsSeen(page);
  return into.copyPages(source, source.getPageIndices());
}
