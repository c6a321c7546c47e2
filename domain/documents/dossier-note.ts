import type * as z from 'zod';
import { documentFrame, line, longText } from './fields.ts';
import { defineForm } from './form-definition.ts';
import { presentFrame } from './presentation.ts';
import { toLine, toParagraphs } from './printable-text.ts';

/** 卷宗情况说明 (司发通〔2010〕239号): what is defective or special about the dossier, in free words. */
export const dossierNoteSchema = documentFrame.extend({
  /** 卷名. */
  volumeTitle: line,
  text: longText,
});
export type DossierNoteData = z.infer<typeof dossierNoteSchema>;

const DOSSIER_NOTE_TITLE = '卷宗情况说明';

export function presentDossierNote(data: DossierNoteData) {
  return {
    ...presentFrame(DOSSIER_NOTE_TITLE, data),
    volumeTitle: toLine(data.volumeTitle),
    text: toParagraphs(data.text),
  };
}

export const dossierNoteForm = defineForm({
  title: DOSSIER_NOTE_TITLE,
  shortTitle: '情况说明',
  templateFile: 'dossier-note.typ',
  schema: dossierNoteSchema,
  present: presentDossierNote,
});
