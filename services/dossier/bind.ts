import { setImmediate } from 'node:timers/promises';
import { PDFDocument, type PDFPage } from '@cantoo/pdf-lib';
import type { FormInput, PrintKind } from '../../domain/documents/form.ts';
import type { BoundPart } from '../../domain/dossier/contents.ts';
import { type DossierPart, partName } from '../../domain/dossier/dossier.ts';
import { dossierPlaces } from '../../domain/dossier/places.ts';
import { MAX_VOLUME_BYTES, type StandIn } from '../../domain/dossier/stand-in.ts';
import { caseVolumeTitle, volumeTitle } from '../../domain/dossier/volume-title.ts';
import { isPhoto } from '../../domain/files/file.ts';
import type { Dependencies } from '../dependencies.ts';
import { PDF } from '../documents/pdf-file.ts';
import { DocumentRenderError } from '../documents/renderer.ts';
import { copyPages } from './copy-pages.ts';
import type { Volume } from './load-volume.ts';
import { numberParts } from './number-parts.ts';
import { openPdf } from './open-pdf.ts';
import { type Bookmark, writeOutline } from './outline.ts';
import { stampNumbers } from './page-stamps.ts';
import { readPart } from './read-part.ts';
import { renderSheet } from './render-sheet.ts';
import { backCoverOf, photoSheetOf, sheetFrameOf, standInOf } from './volume-sheets.ts';

export interface BoundVolume {
  readonly pdf: Uint8Array;
  /** Pages that bear a number. */
  readonly pages: number;
  /** For each case its parts, with the numbers stamped on them. */
  readonly parts: readonly (readonly BoundPart[])[];
}

interface PlacedPart {
  readonly part: DossierPart;
  readonly standIn: StandIn | null;
  readonly pages: readonly PDFPage[];
}

/**
 * One PDF of all that is in a volume: cover, contents, every part in the official order with its number stamped on each
 * page, back cover, and bookmarks (人民调解法 27). It is a copy: kept papers and files are read and never changed. What
 * cannot be bound has a page that says why; nothing fails as a whole.
 */
export async function bindVolume(dependencies: Dependencies, volume: Volume): Promise<BoundVolume> {
  const { documents, environment } = dependencies;
  const now = environment.now();
  const frame = sheetFrameOf(volume, now);
  const pdf = await PDFDocument.create({ updateMetadata: false });
  let room = MAX_VOLUME_BYTES;

  const copied = async (sheet: Uint8Array): Promise<readonly PDFPage[]> =>
    copyPages(pdf, await PDFDocument.load(sheet));
  const sheet = <K extends PrintKind>(kind: K, data: FormInput<K>): Promise<readonly PDFPage[]> =>
    copied(renderSheet(documents, kind, data));

  async function photo(
    part: Extract<DossierPart, { kind: 'file' }>,
    bytes: Uint8Array,
  ): Promise<readonly PDFPage[] | null> {
    const { sha256: hash, mediaType } = part.file;
    if (!isPhoto(mediaType)) return null;
    try {
      const pictures = [{ hash, mediaType, bytes }];
      const rendered = renderSheet(documents, 'photo-sheet', photoSheetOf(part.file, frame), pictures);
      return await copyPages(pdf, await PDFDocument.load(rendered));
    } catch (error) {
      if (error instanceof DocumentRenderError && error.code === 'template-broken') return null;
      throw error;
    }
  }

  /** The pages of a PDF of anybody's making; a page of it that is broken shows when it is copied. */
  async function pagesOf(bytes: Uint8Array): Promise<readonly PDFPage[] | StandIn> {
    const opened = await openPdf(bytes);
    if (opened.kind === 'closed') return opened.why;
    try {
      return await copyPages(pdf, opened.pdf);
    } catch {
      return 'damaged';
    }
  }

  async function place(part: DossierPart): Promise<PlacedPart> {
    const standIn = async (why: StandIn): Promise<PlacedPart> => ({
      part,
      standIn: why,
      pages: await sheet('stand-in-sheet', standInOf(part, why, frame)),
    });
    const mediaType = part.kind === 'paper' ? PDF : part.file.mediaType;
    if (part.kind === 'file' && mediaType !== PDF && !isPhoto(part.file.mediaType)) return standIn('not_printable');
    const size = part.kind === 'paper' ? part.paper.bytes : part.file.bytes;
    if (size > room) return standIn('too_large');
    const read = await readPart(dependencies, part);
    if (read.kind === 'none') return standIn(read.why);
    room -= size;
    const pages = part.kind === 'file' && mediaType !== PDF ? await photo(part, read.bytes) : await pagesOf(read.bytes);
    if (pages === null) return standIn('damaged');
    return typeof pages === 'string' ? standIn(pages) : { part, standIn: null, pages };
  }

  const placed: PlacedPart[][] = [];
  for (const { dossier } of volume.cases) {
    const ofCase: PlacedPart[] = [];
    for (const part of dossier.parts) {
      ofCase.push(await place(part));
      // Others at the desk have their turn between two files.
      await setImmediate();
    }
    placed.push(ofCase);
  }

  const measured = placed.map((ofCase) =>
    ofCase.map(({ part, standIn, pages }) => ({ part, standIn, pages: pages.length })),
  );
  const numbered = numberParts(documents, volume, frame, measured);
  const { parts } = numbered;
  const [cover, contents] = [await copied(numbered.cover), await copied(numbered.contents)];
  const inside = placed.flat().flatMap(({ pages }) => pages);
  const numberOfPages = inside.length + (volume.settings.dossier.numberFront ? cover.length + contents.length : 0);
  const back = await sheet('back-cover', backCoverOf(volume, frame, numberOfPages));
  for (const page of [...cover, ...contents, ...inside, ...back]) pdf.addPage(page);

  const stamped = volume.settings.dossier.numberFront ? [...cover, ...contents, ...inside] : inside;
  if (stamped.length > 0) {
    const numbers = renderSheet(documents, 'page-numbers', { ...frame, firstPage: 1, lastPage: stamped.length });
    await stampNumbers(pdf, stamped, await PDFDocument.load(numbers));
  }
  writeOutline(pdf, bookmarksOf(volume, placed, { cover, contents, back }));
  pdf.setTitle(`调解卷宗：${volumeTitle(volume.cases.map(({ state }) => state))}`);
  pdf.setCreator('枫桥工作台');
  pdf.setLanguage('zh-CN');
  pdf.setCreationDate(new Date(now));
  pdf.setModificationDate(new Date(now));
  return { pdf: await pdf.save(), pages: stamped.length, parts };
}

interface OuterPages {
  readonly cover: readonly PDFPage[];
  readonly contents: readonly PDFPage[];
  readonly back: readonly PDFPage[];
}

/** Cover, contents, the places with what stands there, back cover; in a volume of several cases the places by case. */
function bookmarksOf(
  volume: Volume,
  placed: readonly (readonly PlacedPart[])[],
  outer: OuterPages,
): readonly Bookmark[] {
  const single = (title: string, [page]: readonly PDFPage[]): readonly Bookmark[] =>
    page ? [{ title, page, children: [] }] : [];
  const ofCases = volume.cases.flatMap(({ state }, index) => {
    const places = placeBookmarks(placed[index] ?? []);
    const [first] = places;
    if (volume.cases.length === 1 || !first) return places;
    return [{ title: `${state.caseNumber} ${caseVolumeTitle(state)}`, page: first.page, children: places }];
  });
  return [
    ...single('封面', outer.cover),
    ...single('卷内目录', outer.contents),
    ...ofCases,
    ...single('封底', outer.back),
  ];
}

function placeBookmarks(placed: readonly PlacedPart[]): readonly Bookmark[] {
  return dossierPlaces.flatMap(({ id, name }): Bookmark[] => {
    const here = placed.filter(({ part }) => part.place === id);
    const children = here.flatMap(({ part, pages: [page] }) =>
      page ? [{ title: partName(part), page, children: [] }] : [],
    );
    const [first] = children;
    return first ? [{ title: name, page: first.page, children }] : [];
  });
}
