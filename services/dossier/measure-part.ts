import type { PartPages } from '../../domain/dossier/contents.ts';
import { type DossierPart, partHash } from '../../domain/dossier/dossier.ts';
import type { StandIn } from '../../domain/dossier/stand-in.ts';
import { isPhoto } from '../../domain/files/file.ts';
import type { Dependencies } from '../dependencies.ts';
import { PDF } from '../documents/pdf-file.ts';
import { openPdf } from './open-pdf.ts';
import { readPart } from './read-part.ts';

/** Files that were opened once and whose pages are known; the bytes behind a hash never change. */
const MOST_KNOWN = 2_000;

export type MeasurePart = (dependencies: Dependencies, part: DossierPart) => Promise<PartPages>;

const standIn = (why: StandIn): PartPages => ({ pages: 1, standIn: why });

/** Tells how many pages a part will have, and remembers it: a dossier is looked at far more often than bound. */
export function createMeasure(): MeasurePart {
  const known = new Map<string, PartPages>();

  async function opened(dependencies: Dependencies, part: DossierPart): Promise<PartPages> {
    const read = await readPart(dependencies, part);
    if (read.kind === 'none') return standIn(read.why);
    const pdf = await openPdf(read.bytes);
    const measured = pdf.kind === 'pdf' ? { pages: pdf.pdf.getPageCount(), standIn: null } : standIn(pdf.why);
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(partHash(part), measured);
    return measured;
  }

  return async (dependencies, part) => {
    const hash = partHash(part);
    if (part.kind === 'paper') {
      const kept = await dependencies.store.read(({ files }) => files.file(hash));
      return kept ? { pages: part.paper.pages, standIn: null } : (known.get(hash) ?? opened(dependencies, part));
    }
    if (!(await dependencies.fileBytes.has(hash))) return standIn('not_here');
    if (isPhoto(part.file.mediaType)) return { pages: 1, standIn: null };
    if (part.file.mediaType !== PDF) return standIn('not_printable');
    return known.get(hash) ?? opened(dependencies, part);
  };
}
