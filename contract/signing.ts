import { type } from '@orpc/contract';
import * as z from 'zod';
import { markSchema } from '../domain/cases/agreement.ts';
import { drawnMarkSchema } from '../domain/signing/drawn-mark.ts';
import { askedPaperMarkSchema } from '../domain/signing/paper-mark.ts';
import type { CaseView } from './cases.ts';
import { procedure } from './errors.ts';

/** A signed copy (签署件) that was made. */
export interface ExecutedFile {
  readonly documentId: string;
  readonly fileHash: string;
  readonly pages: number;
  readonly view: CaseView;
}

const change = z.object({ actionId: z.uuid(), caseId: z.uuid(), baseRevision: z.int().min(1) });
/** A mark on the agreement, or on another paper that was issued. */
const askedMarkSchema = z.union([markSchema.omit({ picture: true, device: true }), askedPaperMarkSchema]);
export type AskedMark = z.infer<typeof askedMarkSchema>;

/** Marks that are made at the desk's screen, and the copy that holds them (人民调解法 29). */
export const signing = {
  /** A signature that was drawn. */
  draw: procedure.input(change.extend({ mark: askedMarkSchema, drawn: drawnMarkSchema })).output(type<CaseView>()),
  /** A fingerprint as the reader's file shows it. */
  fingerprint: procedure
    .input(change.extend({ mark: askedMarkSchema, file: z.file(), device: z.string().trim().min(1).max(100) }))
    .output(type<CaseView>()),
  /** The committee's seal; the manager's alone. */
  seal: procedure.input(change.extend({ mark: askedMarkSchema })).output(type<CaseView>()),
  /** Lays the marks over the pages of the text. Asked again it answers with the copy that there is. */
  execute: procedure.input(change.extend({ documentId: z.uuid() })).output(type<ExecutedFile>()),
  /** Sets the picture of the committee's seal; without a file it is taken away. */
  setSeal: procedure
    .input(z.object({ actionId: z.uuid(), file: z.file().optional() }))
    .output(type<{ readonly sha256: string | null }>()),
  /** The picture of the seal, for the manager; null where none is set. */
  sealPicture: procedure.output(type<File | null>()),
};
