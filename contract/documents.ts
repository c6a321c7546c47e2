import { type } from '@orpc/contract';
import * as z from 'zod';
import { agreementTextSchema } from '../domain/cases/agreement.ts';
import { type FormKind, formKinds } from '../domain/documents/form.ts';
import { wordKinds } from '../domain/documents/word-layouts.ts';
import type { CaseView } from './cases.ts';
import { procedure } from './errors.ts';
import type { LedgerRow } from './ledger.ts';

export interface IssuedFile {
  readonly documentId: string;
  readonly number: string | null;
  readonly fileHash: string;
  readonly pages: number;
  readonly view: CaseView;
}

/** A case whose agreement waits for hands or for the seal. */
export interface AgreementToSign extends LedgerRow {
  /** The number of its paper; null while none was issued. */
  readonly number: string | null;
  /** Who is missing, in the order in which they usually sign: 刘某乙, 调解员, 委员会印. */
  readonly missing: readonly string[];
}

/** A paper that was issued not long ago. */
export interface RecentPaper {
  readonly caseId: string;
  readonly caseNumber: string;
  readonly parties: string;
  /** Of the case: what a reprint is recorded on. */
  readonly revision: number;
  readonly documentId: string;
  readonly form: FormKind;
  readonly title: string;
  readonly number: string | null;
  readonly fileHash: string;
  readonly issuedAt: number;
  readonly copiesPrinted: number;
}

/** The papers of the center that wait, and the newest ones; of one mediator's cases for a mediator. */
export interface PaperDesk {
  readonly toSign: readonly AgreementToSign[];
  /** Cases in mediation, for which an agreement may be written. */
  readonly toWrite: readonly LedgerRow[];
  readonly recent: readonly RecentPaper[];
}

const paper = z.object({
  caseId: z.uuid(),
  documentId: z.uuid(),
  /** The text as it was issued, or the copy with the marks on it (签署件). */
  copy: z.enum(['text', 'signed']).default('text'),
});
export type PaperCopy = z.infer<typeof paper>['copy'];

const subject = z.object({
  caseId: z.uuid(),
  form: z.enum(formKinds),
  /** Version of the agreement, index of the session; 0 for the other forms. */
  subject: z.int().min(0),
});

export const documents = {
  /** A draft of the form as a PDF: no number, nothing kept. `text` shows an agreement that is still being written. */
  preview: procedure.input(subject.extend({ text: agreementTextSchema.optional() })).output(z.file()),
  /** Takes the number, makes the fixed PDF and keeps it by its hash; the case's log says so. */
  issue: procedure
    .input(subject.extend({ actionId: z.uuid(), baseRevision: z.int().min(1) }))
    .output(type<IssuedFile>()),
  /** A working copy of a form for a word processor (.docx), of the case as it is; nothing is issued. */
  word: procedure.input(subject.extend({ form: z.enum(wordKinds) })).output(z.file()),
  desk: procedure.output(type<PaperDesk>()),
  /** The kept file itself: what is previewed is what is printed. */
  file: procedure.input(paper).output(z.file()),
};

/** How the shell names a stored document: the case, the document and which copy of it in one word. */
export function documentReference(caseId: string, documentId: string, copy: PaperCopy = 'text'): string {
  return copy === 'text' ? `${caseId}/${documentId}` : `${caseId}/${documentId}/${copy}`;
}

export function parseDocumentReference(reference: string): z.infer<typeof paper> {
  const [caseId = '', documentId = '', copy] = reference.split('/');
  return paper.parse({ caseId, documentId, copy });
}
