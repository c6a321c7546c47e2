import * as z from 'zod';
import { sheetFrame } from './dossier-cover.ts';
import { line } from './fields.ts';
import { defineForm } from './form-definition.ts';
import { toLine } from './printable-text.ts';

const row = z.object({
  name: line,
  firstPage: z.int().min(1),
  lastPage: z.int().min(1),
  remark: line,
});

/** 卷内目录: 序号 / 文书名称 / 页号 / 备注 (司发通〔2010〕239号). A volume of several cases has a part for each. */
export const dossierContentsSchema = sheetFrame.extend({
  parts: z.array(z.object({ caption: line, rows: z.array(row).max(3_000) })).max(100),
});
export type DossierContentsData = z.infer<typeof dossierContentsSchema>;

const DOSSIER_CONTENTS_TITLE = '卷内目录';

/** 3, or 3—7 for several pages. */
export function pageSpan({ firstPage, lastPage }: Pick<z.infer<typeof row>, 'firstPage' | 'lastPage'>): string {
  return firstPage === lastPage ? String(firstPage) : `${firstPage}—${lastPage}`;
}

export function presentDossierContents({ parts }: DossierContentsData) {
  let no = 0;
  const numbered = parts.map(({ caption, rows }) => ({
    caption: toLine(caption),
    rows: rows.map((each) => {
      no += 1;
      return { no, name: toLine(each.name), pages: pageSpan(each), remark: toLine(each.remark) };
    }),
  }));
  return { title: DOSSIER_CONTENTS_TITLE, parts: numbered };
}

export const dossierContentsForm = defineForm({
  title: DOSSIER_CONTENTS_TITLE,
  shortTitle: '卷内目录',
  templateFile: 'dossier-contents.typ',
  schema: dossierContentsSchema,
  present: presentDossierContents,
});
