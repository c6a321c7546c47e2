import * as z from 'zod';
import { sheetFrame } from './dossier-cover.ts';
import { line, longText } from './fields.ts';
import { defineForm } from './form-definition.ts';
import { toLine, toParagraphs } from './printable-text.ts';

/** An attached photo on a page of its own, with what it is called below it. */
export const photoSheetSchema = sheetFrame.extend({
  /** SHA-256 of the photo, hex. */
  picture: line,
  caption: line,
  note: line,
});

export const photoSheetForm = defineForm({
  title: '照片材料',
  shortTitle: '照片材料',
  templateFile: 'photo-sheet.typ',
  schema: photoSheetSchema,
  present: ({ picture, caption, note }: z.infer<typeof photoSheetSchema>) => ({
    title: '照片材料',
    picture,
    caption: toLine(caption),
    note: toLine(note),
  }),
});

/** Stands in the dossier for a file that cannot be bound, and says why and where the file is. */
export const standInSheetSchema = sheetFrame.extend({
  name: line,
  why: longText,
  facts: z.array(z.object({ label: line, value: line })).max(20),
});

export const standInSheetForm = defineForm({
  title: '未装订材料说明',
  shortTitle: '未装订材料说明',
  templateFile: 'stand-in-sheet.typ',
  schema: standInSheetSchema,
  present: ({ name, why, facts }: z.infer<typeof standInSheetSchema>) => ({
    title: '未装订材料说明',
    name: toLine(name),
    why: toParagraphs(why),
    facts: facts.map(({ label, value }) => ({ label: toLine(label), value: toLine(value) })),
  }),
});

/** 样张: one page that is laid over every page of a form that is only looked at. */
export const sampleMarkForm = defineForm({
  title: '样张',
  shortTitle: '样张',
  templateFile: 'sample-mark.typ',
  schema: sheetFrame,
  present: (_: z.infer<typeof sheetFrame>) => ({ title: '样张' }),
});

/** Stamps that are laid over the pages of a bound dossier: one small page for each number, its font embedded. */
export const pageNumbersSchema = sheetFrame.extend({ firstPage: z.int().min(1), lastPage: z.int().min(1) });

export const pageNumbersForm = defineForm({
  title: '页号',
  shortTitle: '页号',
  templateFile: 'page-numbers.typ',
  schema: pageNumbersSchema,
  present: ({ firstPage, lastPage }: z.infer<typeof pageNumbersSchema>) => ({ title: '页号', firstPage, lastPage }),
});
