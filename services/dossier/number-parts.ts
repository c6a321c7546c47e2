import type { BoundPart, PartPages } from '../../domain/dossier/contents.ts';
import type { DossierPart } from '../../domain/dossier/dossier.ts';
import { numberPages } from '../../domain/dossier/page-numbers.ts';
import type { Dependencies } from '../dependencies.ts';
import { countPages } from '../documents/page-count.ts';
import type { DocumentRenderer } from '../documents/renderer.ts';
import type { Volume } from './load-volume.ts';
import type { MeasurePart } from './measure-part.ts';
import { renderSheet } from './render-sheet.ts';
import { contentsOf, coverOf, type SheetFrame } from './volume-sheets.ts';

export interface MeasuredPart extends PartPages {
  readonly part: DossierPart;
}

export interface NumberedParts {
  /** For each case its parts with their numbers. */
  readonly parts: readonly (readonly BoundPart[])[];
  readonly cover: Uint8Array;
  readonly contents: Uint8Array;
}

/**
 * Numbers the parts of a volume, and makes the contents that say so. Where cover and contents are numbered themselves,
 * their own length moves every number: the contents are made anew until they say what is so.
 */
export function numberParts(
  documents: DocumentRenderer,
  volume: Volume,
  frame: SheetFrame,
  measured: readonly (readonly MeasuredPart[])[],
): NumberedParts {
  const cover = renderSheet(documents, 'dossier-cover', coverOf(volume, frame));
  for (let contentsPages = 1; ; ) {
    const front = volume.settings.dossier.numberFront ? countPages(cover) + contentsPages : 0;
    const parts = numberedFrom(front + 1, measured);
    const contents = renderSheet(documents, 'dossier-contents', contentsOf(volume, frame, parts));
    if (front === 0 || countPages(contents) <= contentsPages) return { parts, cover, contents };
    contentsPages = countPages(contents);
  }
}

/** The numbers that the parts of a volume would bear were it bound now. */
export async function numberVolume(
  dependencies: Dependencies,
  volume: Volume,
  frame: SheetFrame,
  measure: MeasurePart,
): Promise<NumberedParts> {
  const measured: MeasuredPart[][] = [];
  for (const { dossier } of volume.cases) {
    const ofCase: MeasuredPart[] = [];
    for (const part of dossier.parts) ofCase.push({ part, ...(await measure(dependencies, part)) });
    measured.push(ofCase);
  }
  return numberParts(dependencies.documents, volume, frame, measured);
}

function numberedFrom(
  firstPage: number,
  measured: readonly (readonly MeasuredPart[])[],
): readonly (readonly BoundPart[])[] {
  let next = firstPage;
  return measured.map((ofCase) => {
    const runs = numberPages(
      ofCase.map(({ pages }) => pages),
      next,
    );
    next = (runs.at(-1)?.lastPage ?? next - 1) + 1;
    return ofCase.map((each, index) => ({ ...each, ...(runs[index] ?? { firstPage: next, lastPage: next }) }));
  });
}
