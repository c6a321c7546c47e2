import * as z from 'zod';
import { sheetFrame } from './dossier-cover.ts';
import { legalDate, line } from './fields.ts';
import { defineForm } from './form-definition.ts';
import { presentDate } from './presentation.ts';
import { toLine } from './printable-text.ts';

/** 封底: how many pages the dossier has, who bound it and when. */
export const backCoverSchema = sheetFrame.extend({
  pages: z.int().min(0),
  binder: line,
  boundOn: legalDate.nullable(),
});
export type BackCoverData = z.infer<typeof backCoverSchema>;

const BACK_COVER_TITLE = '封底';

export function presentBackCover(data: BackCoverData) {
  return {
    title: BACK_COVER_TITLE,
    committee: toLine(data.committee),
    pages: data.pages,
    binder: toLine(data.binder),
    boundOn: presentDate(data.boundOn),
  };
}

export const backCoverForm = defineForm({
  title: BACK_COVER_TITLE,
  shortTitle: '封底',
  templateFile: 'back-cover.typ',
  schema: backCoverSchema,
  present: presentBackCover,
});
