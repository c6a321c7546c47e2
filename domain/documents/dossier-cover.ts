import * as z from 'zod';
import { documentFrame, legalDate, line, longText } from './fields.ts';
import { defineForm } from './form-definition.ts';
import { presentDate } from './presentation.ts';
import { toLine, toParagraphs } from './printable-text.ts';

/** What every sheet knows that is made when a dossier is bound: whose it is, and when it was put together. */
export const sheetFrame = documentFrame.pick({ committee: true, preparedAt: true });

/** 调解卷宗封面: fields in the order of the Ministry's form (司发通〔2010〕239号). What is not known yet stays blank. */
export const dossierCoverSchema = sheetFrame.extend({
  /** 卷名: A 与 B ××纠纷. */
  volumeTitle: line,
  /** 卷号; empty prints （　　）人调字第　　号. */
  volume: line,
  mediators: z.array(line).max(200),
  mediatedFrom: legalDate.nullable(),
  mediatedTo: legalDate.nullable(),
  binder: line,
  boundOn: legalDate.nullable(),
  /** 永久, 长期（30年） …; empty until it is archived. */
  retention: line,
  remarks: longText,
});
export type DossierCoverData = z.infer<typeof dossierCoverSchema>;

const DOSSIER_COVER_TITLE = '调解卷宗';

export function presentDossierCover(data: DossierCoverData) {
  const { mediatedFrom, mediatedTo } = data;
  return {
    title: DOSSIER_COVER_TITLE,
    committee: toLine(data.committee),
    volumeTitle: toLine(data.volumeTitle),
    volume: toLine(data.volume),
    mediators: data.mediators.map(toLine).join('、'),
    mediatedFrom: presentDate(mediatedFrom),
    mediatedTo: presentDate(mediatedTo),
    binder: toLine(data.binder),
    boundOn: presentDate(data.boundOn),
    retention: toLine(data.retention),
    remarks: toParagraphs(data.remarks),
  };
}

export const dossierCoverForm = defineForm({
  title: DOSSIER_COVER_TITLE,
  shortTitle: '卷宗封面',
  templateFile: 'dossier-cover.typ',
  schema: dossierCoverSchema,
  present: presentDossierCover,
});
