import { PDFDocument } from '@cantoo/pdf-lib';
import { ServiceError } from '../../contract/errors.ts';
import type { OwnTemplate, OwnTemplatesView } from '../../contract/settings.ts';
import { type FormInput, formDefinitions, type PrintKind, printKinds } from '../../domain/documents/form.ts';
import { formSamples } from '../../domain/documents/sample-forms.ts';
import {
  backCoverSample,
  contentsSample,
  coverSample,
  pageNumbersSample,
  photoSheetSample,
  posterSample,
  samplePhoto,
  standInSample,
} from '../../domain/documents/sample-sheets.ts';
import { requireRight } from '../access/rights.ts';
import type { Caller, Dependencies } from '../dependencies.ts';
import { pdfFile } from './pdf-file.ts';
import { renderFailure } from './render-form.ts';
import { DocumentRenderError, type DocumentRenderer, type SheetPicture } from './renderer.ts';

/** What every form and sheet is filled with where there is no case: a made-up one. */
const samples: { readonly [K in PrintKind]: FormInput<K> } = {
  ...formSamples,
  'dossier-cover': coverSample,
  'dossier-contents': contentsSample,
  'back-cover': backCoverSample,
  'photo-sheet': photoSheetSample,
  'stand-in-sheet': standInSample,
  'page-numbers': pageNumbersSample,
  'sample-mark': coverSample,
  poster: posterSample,
};

const pictures: readonly SheetPicture[] = [
  { hash: photoSheetSample.picture, mediaType: 'image/svg+xml', bytes: Buffer.from(samplePhoto) },
];

/** Null for a template of no form: the sheet of marks is filled from a signing alone. */
const kindOf = (file: string): PrintKind | null =>
  printKinds.find((kind) => formDefinitions[kind].templateFile === file) ?? null;

const renderSample = <K extends PrintKind>(documents: DocumentRenderer, kind: K): Uint8Array =>
  documents.render(kind, samples[kind], pictures);

function checked(documents: DocumentRenderer, file: string): OwnTemplate {
  const kind = kindOf(file);
  if (kind === null) return { file, title: null, problem: null };
  const { title } = formDefinitions[kind];
  try {
    renderSample(documents, kind);
    return { file, title, problem: null };
  } catch (error) {
    if (error instanceof DocumentRenderError) return { file, title, problem: error.message };
    throw error;
  }
}

/** Templates are read once, when the center starts: what is wrong with them is found once. */
const known = new WeakMap<DocumentRenderer, readonly OwnTemplate[]>();

/**
 * Which forms are printed by the office's own templates, and whether they can be; for IT, who puts them there, and for
 * who answers for the forms. A broken one is told here before anybody prints. Its form is not printed by the shipped one
 * meanwhile: an office that replaced a form would hand out another than it thinks.
 */
export function ownTemplatesOf({ documents }: Pick<Dependencies, 'documents'>, caller: Caller): OwnTemplatesView {
  requireRight(caller, 'settings.ownTemplates');
  const { used, problems } = documents.ownTemplates;
  const found = known.get(documents) ?? [...used.keys()].map((file) => checked(documents, file));
  known.set(documents, found);
  return { used: found, problems };
}

/**
 * The form of an own template with made-up contents, marked as a sample on every page; nothing is issued or kept.
 * @throws ServiceError NOT_FOUND where there is no such template, DOCUMENT_FAILED with file and line where it is broken
 */
export async function templateSample(
  { documents }: Pick<Dependencies, 'documents'>,
  caller: Caller,
  { file }: { readonly file: string },
): Promise<File> {
  requireRight(caller, 'settings.templateSample');
  const own = [...documents.ownTemplates.used.keys()].find((name) => name === file);
  const kind = own === undefined ? null : kindOf(own);
  if (kind === null) throw new ServiceError('NOT_FOUND', { detail: '没有这个自备的模板，或者它没有样张。' });
  try {
    const form = renderSample(documents, kind);
    return pdfFile(
      await overlaid(form, renderSample(documents, 'sample-mark')),
      `${formDefinitions[kind].title}样张.pdf`,
    );
  } catch (error) {
    throw renderFailure(error);
  }
}

async function overlaid(form: Uint8Array, mark: Uint8Array): Promise<Uint8Array> {
  const document = await PDFDocument.load(form, { updateMetadata: false });
  const [stamp] = await document.embedPdf(mark, [0]);
  if (!stamp) throw new RangeError('the mark of a sample has no page');
  for (const page of document.getPages()) page.drawPage(stamp, { x: 0, y: 0 });
  return document.save({ updateFieldAppearances: false });
}
