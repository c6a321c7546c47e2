import { degrees, PDFDocument } from '@cantoo/pdf-lib';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { missingPapers } from '../../domain/cases/dossier.ts';
import type { Registration } from '../../domain/cases/registration.ts';
import type { FileKind } from '../../domain/files/file.ts';
import { attachFile } from '../../services/files/attach.ts';
import type { TestDesk } from './desk.ts';
import { closedCase, issuePaper, stateOf } from './papers.ts';

/** For tests only: closed cases with a dossier, and PDFs as people bring them. */

/** Attaches bytes on the newest revision. */
export async function attach(desk: TestDesk, caseId: string, kind: FileKind, name: string, bytes: Uint8Array) {
  const { revision: baseRevision } = await stateOf(desk, caseId);
  const actionId = desk.environment.newId();
  return attachFile(desk, desk.clerk, { actionId, caseId, baseRevision, kind, name, bytes });
}

/** A closed case with three papers of one page each; what parties sign and bring is not there. */
export async function boundableCase(desk: TestDesk, change: Partial<Registration> = {}): Promise<string> {
  const caseId = await closedCase(desk, change);
  await issuePaper(desk, caseId, 'acceptance-register');
  await issuePaper(desk, caseId, 'mediation-record');
  await issuePaper(desk, caseId, 'oral-agreement-register', { subject: 1 });
  return caseId;
}

interface PdfMade {
  readonly pages?: number;
  readonly password?: { readonly user: string; readonly owner: string };
  readonly turned?: number;
  /** Raw operators at the end of each page. */
  readonly operators?: string;
}

/** A PDF as a scanner or a party makes it: each page says which it is. */
export async function pdfOf(
  text: string,
  { pages = 1, password, turned = 0, operators }: PdfMade = {},
): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  for (let page = 1; page <= pages; page += 1) {
    const made = pdf.addPage([595, 842]);
    made.drawText(`${text} ${page}`, { x: 100, y: 400, size: 20 });
    made.setRotation(degrees(turned));
    if (operators !== undefined) {
      made.node.addContentStream(pdf.context.register(pdf.context.stream(operators)));
    }
  }
  if (password) pdf.encrypt({ userPassword: password.user, ownerPassword: password.owner });
  return pdf.save({ useObjectStreams: false });
}

export interface ReadBookmark {
  readonly title: string;
  /** From 1, of the file. */
  readonly page: number;
  readonly level: number;
}

interface OutlineNode {
  readonly title: string;
  readonly dest: unknown;
  readonly items: readonly OutlineNode[];
}

/** The outline of a PDF as a reader shows it, all levels open, with the page to which each bookmark leads. */
export async function readOutline(bytes: Uint8Array): Promise<readonly ReadBookmark[]> {
  const loading = getDocument({ data: bytes.slice(), verbosity: 0 });
  try {
    const pdf = await loading.promise;
    const found: ReadBookmark[] = [];
    const walk = async (nodes: readonly OutlineNode[], level: number): Promise<void> => {
      for (const { title, dest, items } of nodes) {
        if (!Array.isArray(dest)) throw new Error(`no destination: ${title}`);
        found.push({ title, level, page: (await pdf.getPageIndex(dest[0])) + 1 });
        await walk(items, level + 1);
      }
    };
    await walk((await pdf.getOutline()) ?? [], 0);
    return found;
  } finally {
    await loading.destroy();
  }
}

/** Each text of a page with where it stands, as a reader sees the page: upright, in points from the upper left. */
export async function readPlacedText(bytes: Uint8Array, page: number) {
  const loading = getDocument({ data: bytes.slice(), verbosity: 0 });
  try {
    const read = await (await loading.promise).getPage(page);
    const viewport = read.getViewport({ scale: 1 });
    const { items } = await read.getTextContent();
    return items.flatMap((item) => {
      if (!('str' in item)) return [];
      const [x = 0, y = 0] = viewport.convertToViewportPoint(item.transform[4], item.transform[5]);
      return [{ text: item.str, x, y, width: viewport.width, height: viewport.height }];
    });
  } finally {
    await loading.destroy();
  }
}

/** A closed case whose dossier has every paper that it must have. */
export async function completeCase(desk: TestDesk, change: Partial<Registration> = {}): Promise<string> {
  const caseId = await closedCase(desk, change);
  for (const { form, subject } of missingPapers(await stateOf(desk, caseId))) {
    await issuePaper(desk, caseId, form, { subject });
  }
  return caseId;
}
